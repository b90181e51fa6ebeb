"""Links by which invited users set their first password: signed, for one use, for a limited time."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "ciiz.invitation"


def invitation_token(user: AbstractBaseUser) -> str:
    """A token that is valid until the user sets a password or signs in."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def invited_user(token: str, *, valid_for: timedelta) -> AbstractBaseUser | None:
    """The user of a token; None when it is forged, used or too old."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=valid_for)
    except signing.BadSignature:
        return None
    user = get_user_model()._default_manager.filter(pk=pk, is_active=True).first()
    return user if user is not None and user.pk and state == _state(user) else None


def _state(user: AbstractBaseUser) -> str:
    """Changes with the password and with the first sign-in, which makes the token single-use."""
    seen = user.last_login.isoformat() if user.last_login else ""
    return salted_hmac(SALT, f"{user.pk}\0{user.password}\0{seen}", algorithm="sha256").hexdigest()[:32]
