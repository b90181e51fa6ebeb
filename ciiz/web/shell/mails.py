"""Mails about the own account; the link for a new password is made when it is sent."""

from typing import Any, cast

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse

from ciiz.domain.organisations.public import LOST_DEVICE, User
from ciiz.foundation import clock
from ciiz.foundation.mail.kinds import register
from ciiz.foundation.mail.send import send

from .lost_device import lost_device_token

RESET, CHANGED = "password_reset", "account_changed"


def password_reset(recipient: AbstractBaseUser, _params: dict[str, Any]) -> dict[str, Any]:
    """The link by which a new password is set: once, for two hours."""
    key = default_token_generator.make_token(cast(User, recipient))
    values = {"uidb36": user_pk_to_url_str(recipient), "key": key}
    return {"path": reverse("account_reset_password_from_key", kwargs=values)}


def account_changed(_recipient: AbstractBaseUser, _params: dict[str, Any]) -> dict[str, Any]:
    """The page of the account."""
    return {"path": reverse("mfa_index")}


def lost_device(recipient: AbstractBaseUser, _params: dict[str, Any]) -> dict[str, Any]:
    """The link by which the second step is taken off: once, for a day."""
    return {"path": reverse("lost_device", args=[lost_device_token(cast(User, recipient))])}


def mail_about(user: AbstractBaseUser, kind: str) -> None:
    """Mails a user about the own account, once a minute."""
    minute = clock.now().strftime("%Y%m%d%H%M")
    send(kind=kind, recipient_id=int(user.pk), key=f"{kind}:{user.pk}:{minute}")


register(RESET, password_reset)
register(CHANGED, account_changed)
register(LOST_DEVICE, lost_device)
