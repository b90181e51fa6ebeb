"""The code of the letter, and what the second step is checked by: never stored as they are.

Sixteen letters and digits that are not mistaken for one another (80 bits), in four groups. The codes that go out by
mail follow from the installation's secret key, so that neither queue nor database holds one.
"""

import base64
import hmac
import secrets
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SALT = "ciiz.privacy"


def new_code() -> str:
    """A code as it stands in the letter: `7K2M-…`."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(16))
    return "-".join(drawn[at : at + 4] for at in range(0, 16, 4))


def plain(typed: str) -> str:
    """What was typed as the code, however it was written; empty if it cannot be one.

    >>> plain("7k2m 9xqd-hhhh-2222")
    '7K2M9XQDHHHH2222'
    """
    found = "".join(letter for letter in typed.upper().translate({ord("O"): "Q", ord("I"): "J"}) if letter.isalnum())
    return found if len(found) == 16 and set(found) <= set(LETTERS) else ""


def digest(code: str) -> str:
    """What the database knows of a code; without the installation's key nobody can try codes out."""
    return salted_hmac(f"{_SALT}.code", plain(code), algorithm="sha256").hexdigest()


def seal(secret: str) -> str:
    """For the table."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed; empty if it was with another key."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def mailed(page_id: UUID, nonce: str) -> str:
    """The six digits that a mail carries, for one page and one wish to sign in."""
    made = salted_hmac(f"{_SALT}.mail", f"{page_id}.{nonce}", algorithm="sha256").hexdigest()
    return f"{int(made, 16) % 10**6:06}"


def same(typed: str, expected: str) -> bool:
    """Whether the digits are those expected."""
    return hmac.compare_digest("".join(typed.split()), expected)


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(f"{_SALT}.secret", "key", algorithm="sha256").digest()))
