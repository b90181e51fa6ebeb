"""How accounts behave: nobody registers themselves, nothing is sent that reveals whether an account exists."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from ciiz.foundation import clock

from . import roles

JUST_NOW = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's decisions, ours where they differ."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Whoever works in several roles chooses one first."""
        if len(roles.memberships_of(user)) != 1:
            roles.ask(request)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Delicate changes ask again who it is; not within five minutes of a full sign-in."""
        user = self.request.user
        return user.last_login is None or clock.now() - user.last_login > JUST_NOW

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "you have signed in": people see that. Other messages are said by the pages themselves."""
