"""Links by which somebody who lost phone and recovery codes takes off the second step: signed, short, for one use."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core import signing
from django.utils.crypto import salted_hmac

from ciiz.domain.organisations.public import User

SALT = "ciiz.lost_device"
VALID_FOR = timedelta(days=1)


def lost_device_token(user: User) -> str:
    """A token that is valid until the second step is off, the password changes or the person signs in."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def user_of(token: str) -> User | None:
    """The user of a token; None when it is forged, too old, or there is no second step (any more)."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and state == _state(user) and is_mfa_enabled(user) else None


def take_off(user: User) -> None:
    """The app and the recovery codes open nothing any more."""
    Authenticator.objects.filter(user=user).delete()


def _state(user: User) -> str:
    """Changes with the password and with the next sign-in; mails are written where second factors are not readable."""
    seen = user.last_login.isoformat() if user.last_login else ""
    return salted_hmac(SALT, f"{user.pk}\0{user.password}\0{seen}", algorithm="sha256").hexdigest()[:32]
