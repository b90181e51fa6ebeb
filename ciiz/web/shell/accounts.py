"""How accounts behave: nobody registers themselves, nothing is sent that reveals whether an account exists."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from ciiz.foundation import clock

from . import roles

JUST_NOW = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's decisions, ours where they differ."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The start page; first the choice of role where there are several."""
        memberships = roles.memberships_of(request.user)
        if len(memberships) != 1 and roles.current(request, memberships) is None:
            return reverse("role")
        return str(super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Delicate changes ask again who it is; not within five minutes of a full sign-in."""
        user = self.request.user
        return user.last_login is None or clock.now() - user.last_login > JUST_NOW

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "you have signed in": people see that. Other messages are said by the pages themselves."""
