"""What the layout needs to know, worked out only when a template asks for it (error pages ask for nothing)."""

from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ciiz.domain.organisations.public import DemoLogin, demo_logins

from . import kept, navigation, roles, sought
from .navigation import Shown


@lru_cache(maxsize=1024)
def _navigation(language: str, keys: bool, entries: tuple[Shown, ...]) -> SafeString:
    """The same for everybody of a role but for the page and what waits; drawing it takes a twentieth of a page."""
    del language  # the labels of the entries are already in it
    return SafeString(render_to_string("shell/parts/navigation.html", {"entries": entries, "keys": keys}))


class Shell:
    """The frame around one answer."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def language(self) -> str:
        """Language of the page: de, fr, it or en."""
        return (get_language() or settings.LANGUAGE_CODE)[:2]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Codes and names, each in its own language."""
        return list(settings.LANGUAGES)

    @property
    def language_next(self) -> str:
        """Where changing the language leads: the page one sees, or the one its form stood on."""
        if self._request.method == "GET":
            return self._request.get_full_path()
        return kept.page_of_form(self._request)

    @cached_property
    def user(self) -> Any:
        """Who is signed in, else None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def keys(self) -> bool:
        """Whether single keys do something, as the user wants it."""
        return bool(getattr(self.user, "shortcuts", False))

    @cached_property
    def memberships(self) -> list[Any]:
        """What the user may act as today."""
        return roles.memberships_of(self.user) if self.user else []

    @cached_property
    def membership(self) -> Any:
        """What the user acts as now."""
        return roles.current(self._request, self.memberships)

    @cached_property
    def navigation(self) -> list[Shown]:
        """Entries of the navigation."""
        return navigation.shown(getattr(self._request, "actor", None), self._request.path)

    @cached_property
    def navigation_list(self) -> SafeString:
        """The navigation, made once: it stands at the side and in the menu of narrow screens."""
        return _navigation(self.language, self.keys, tuple(self.navigation))

    @cached_property
    def languages_form(self) -> SafeString:
        """The choice of language, made once for both places."""
        values = {"shell": self, "csrf_token": get_token(self._request)}
        return SafeString(render_to_string("shell/parts/languages.html", values))

    @property
    def search_url(self) -> str:
        """Address of the search page, "" without one."""
        return navigation.address(navigation.SEARCH)

    @property
    def contact_url(self) -> str:
        """Address of the form that logs a contact, about the person or with the person of the page; "" for others."""
        if not any(item.url == navigation.address("contacts:list") for item in self.navigation):
            return ""
        match = self._request.resolver_match
        place = match.kwargs if match and match.namespace != "contacts" else {}
        about, known = place.get("dossier_id"), place.get("membership_id")
        prefilled = f"?about={about}" if about else f"?with={known}" if known else ""
        return f"{navigation.address('contacts:new')}{prefilled}"

    @property
    def searched(self) -> str:
        """What was last typed into the search field."""
        return sought.text(self._request) if self._request.path == self.search_url else ""

    @property
    def account_url(self) -> str:
        """Address of "my account"."""
        return navigation.address("account") or navigation.address("mfa_index")

    @property
    def product(self) -> str:
        """Name of the installation."""
        return settings.PRODUCT_NAME

    @property
    def claim(self) -> str:
        """What it is, in a line."""
        return str(settings.PRODUCT_CLAIM)

    @property
    def demo(self) -> bool:
        """Whether this is a demonstration with invented people."""
        return bool(settings.DEMO)

    @property
    def demo_logins(self) -> list[DemoLogin]:
        """As whom one may sign in to the demonstration; nobody anywhere else."""
        return demo_logins() if settings.DEMO else []


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}
