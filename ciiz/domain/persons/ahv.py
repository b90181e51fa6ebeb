"""The AHV number: check, write, mask."""

from django.utils.crypto import salted_hmac
from stdnum.ch import ssn
from stdnum.exceptions import ValidationError


def compact(number: str) -> str | None:
    """The 13 digits of a valid number written in whatever way, else None.

    >>> compact("756.9217.0769.85")
    '7569217076985'
    """
    try:
        digits: str = ssn.validate(number)
    except ValidationError:
        return None
    return digits


def written(number: str) -> str:
    """With dots, in full: only for those who asked to see it."""
    return f"{number[:3]}.{number[3:7]}.{number[7:11]}.{number[11:]}" if number else ""


def mask(number: str) -> str:
    """What is shown by default.

    >>> mask("7569217076985")
    '756.••••.••••.85'
    """
    return f"756.••••.••••.{number[-2:]}" if number else ""


def digest(number: str) -> str:
    """Keyed digest for matching: without the installation's key nobody can try numbers out."""
    return salted_hmac("ciiz.persons.ahv", number, algorithm="sha256").hexdigest()
