"""Links by which somebody who lost phone and recovery codes takes off the second step: signed, short, for one use."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.core import signing
from django.utils.crypto import salted_hmac

from ciiz.domain.organisations.public import User

SALT = "ciiz.lost_device"
VALID_FOR = timedelta(days=1)


def lost_device_token(user: User) -> str:
    """A token that is valid until the second step or the password changes."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def user_of(token: str) -> User | None:
    """The user of a token; None when it is forged, used or too old."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and state == _state(user) else None


def take_off(user: User) -> None:
    """The app and the recovery codes open nothing any more."""
    Authenticator.objects.filter(user=user).delete()


def _state(user: User) -> str:
    """Changes with the password and with what is set up, which makes the token single-use."""
    held = list(Authenticator.objects.filter(user=user).order_by("pk").values_list("pk", flat=True))
    return salted_hmac(SALT, f"{user.pk}\0{user.password}\0{held}", algorithm="sha256").hexdigest()[:32]
