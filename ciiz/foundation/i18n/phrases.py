"""Small phrases that are written alike everywhere."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day(value: date | None) -> str:
    """A day as people write it, "" for none."""
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def colon(head: object, rest: object) -> str:
    """What is named, then what is said about it, with the colon of the reader's language."""
    return _("%(head)s: %(rest)s") % {"head": head, "rest": rest}
