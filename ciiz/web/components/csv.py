"""Tables that leave as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons and a byte order mark, as office programs here open it; nothing becomes a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    writer.writerows([[_plain(value) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
