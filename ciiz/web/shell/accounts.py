"""How accounts behave: nobody registers themselves, nothing is sent that reveals whether an account exists."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from ciiz.foundation import clock

from . import mails, roles

JUST_NOW = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's decisions, ours where they differ."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Whoever works in several roles chooses one first; a new browser speaks the person's language."""
        if len(roles.memberships_of(user)) != 1:
            roles.ask(request)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Delicate changes ask again who it is; not within five minutes of a full sign-in."""
        user = self.request.user
        return user.last_login is None or clock.now() - user.last_login > JUST_NOW

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """By the queue, like all mails; the link is made when it is sent."""
        mails.mail_about(user, mails.RESET)

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        """One mail for every change of password, app or codes."""
        mails.mail_about(user, mails.CHANGED)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "you have signed in": people see that. Other messages are said by the pages themselves."""
