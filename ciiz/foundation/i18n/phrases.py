"""Small phrases that are written alike everywhere."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day(value: date | None) -> str:
    """A day as people write it, "" for none."""
    return _written(value, get_language() or "") if value else ""


@lru_cache(maxsize=20_000)
def _written(value: date, _language: str) -> str:
    """Lists and histories show the same days again and again."""
    return date_format(value, "SHORT_DATE_FORMAT")


def said(choice: object, words: str) -> str:
    """A choice of a list, with the words that go with it if there are any."""
    return colon(choice, words) if words else str(choice)


def colon(head: object, rest: object) -> str:
    """What is named, then what is said about it, with the colon of the reader's language."""
    return _("%(head)s: %(rest)s") % {"head": head, "rest": rest}
