"""People for tests of pages."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from ciiz.domain.organisations.models import Membership, User
from tests.harness import reads

PASSWORD = "eine lange Zeile zum Merken"


@pytest.fixture(autouse=True)
def _quick_sign_in(settings: Settings) -> None:
    settings.TOTP_REQUIRED = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_page_forgets_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    reads.guard(monkeypatch)


@pytest.fixture
def user(db: None) -> User:
    """A person with a password and the role of a contact person at RAV."""
    person = User.objects.create_user("anna@example.org", PASSWORD, first_name="Anna", last_name="Muster")
    give_role(person, "rav.contact")
    return person


def give_role(person: User, like: str) -> Membership:
    """The same role as somebody in the planted world has."""
    role = Membership.objects.get(user__email=f"{like}@test.example")
    role.pk, role.user = None, person
    role._state.adding = True
    role.save()
    return role


@pytest.fixture
def anna(client: Client, user: User) -> Client:
    """A browser in which Anna is signed in."""
    client.force_login(user)
    return client
