"""Every address asks for sign-in, except those named here."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPEN = {
    "set_language",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "invitation",
    "lost_device",
    "meetings:choose_by_link",
    "meetings:reply",
    "meetings:report",
    "mfa_authenticate",
    "health",
    "personal:again",
    "personal:birth",
    "personal:choose",
    "personal:code",
    "personal:confirm",
    "personal:document",
    "personal:enter",
    "personal:give_up",
    "personal:home",
    "personal:leave",
    "personal:looked",
    "personal:say",
    "personal:withdraw",
    "waiting:calendar",
}
"""Pages for people who are not signed in, or not fully."""


EXAMPLES = {
    "UUIDConverter": "0190a000-0000-7000-8000-000000000000",
    "IntConverter": "1",
    "StringConverter": "x",
    "SlugConverter": "x",
    "PathConverter": "x",
}


@dataclass(frozen=True)
class Address:
    """A pattern with its full name, such as "cases:list"."""

    name: str
    pattern: URLPattern

    @property
    def is_open(self) -> bool:
        """Whether it answers people who are not signed in."""
        return not getattr(self.pattern.callback, "login_required", True)

    def example(self) -> str:
        """An address that the pattern answers."""
        arguments = {name: EXAMPLES[type(found).__name__] for name, found in self.pattern.pattern.converters.items()}
        return reverse(self.name, kwargs=arguments)


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Address]:
    """All patterns, also those of included modules."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield Address(f"{namespace}{entry.name}", entry)


def test_every_address_has_a_name_of_its_own() -> None:
    names = [address.name for address in addresses()]
    assert not [name for name in names if name.endswith("None")]
    assert sorted(names) == sorted(set(names))


def test_the_open_addresses_are_exactly_the_named_ones() -> None:
    assert {address.name for address in addresses() if address.is_open} <= OPEN


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_sign_in_no_page_says_anything(client: Client, method: str) -> None:
    for address in [entry.example() for entry in addresses() if entry.name not in OPEN]:
        response = getattr(client, method)(address)
        if method == "get":
            assert response.status_code == 302, address
            assert response["Location"].startswith("/account/login/?next="), address
        else:
            assert response.status_code == 403, address
            assert 'action="/account/login/"' in response.content.decode(), address
