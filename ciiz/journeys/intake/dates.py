"""Days as offices write them: 3.2.1980, 03.02.1980, 1980-02-03, 3. Februar 1980, and what spreadsheets make of them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ciiz.foundation.clock import FIRST_DAY, LAST_DAY
from ciiz.foundation.sheets import Cell
from ciiz.journeys.intake.defects import Unreadable
from ciiz.journeys.intake.headings import folded

# Days since the end of 1899, the way spreadsheets count them; small numbers are years or slips, not days.
SERIAL_ZERO = date(1899, 12, 30)
SERIAL_FROM, SERIAL_TO = 3_000, 73_415

CLOCK = re.compile(r"[ T,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$")
YEAR_FIRST = re.compile(r"^(\d{4})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{1,2})$")
DAY_FIRST = re.compile(r"^(\d{1,2})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{4})$")
SHORT_YEAR = re.compile(r"^\d{1,2}\s*([-./])\s*\d{1,2}\s*\1\s*\d{2}$")
SPOKEN = re.compile(r"^(\d{1,2})\s*(?:\.|er|re|°|º|st|nd|rd|th)?\s+([a-z]+)\.?\s+(\d{4})$")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan janner janvier janv gennaio gen january",
            "februar feb feber fevrier fevr febbraio february",
            "marz mar mars marzo march maerz mrz",
            "april apr avril avr aprile",
            "mai maggio mag may",
            "juni jun juin giugno giu june",
            "juli jul juillet juil luglio lug july",
            "august aug aout agosto ago",
            "september sep sept septembre settembre set",
            "oktober okt octobre oct ottobre ott october",
            "november nov novembre",
            "dezember dez decembre dec dicembre dic december",
        ),
        1,
    )
    for name in names.split()
}


def day_comes_first(cells: Iterable[Cell]) -> bool | None:
    """Whether a file with dates such as 25/12/1979 says by itself that 3/2/1980 is the 3rd of February.

    False where one such as 12/25/1979 says that it may be another day, None where nothing tells.
    """
    first = second = 0
    for cell in cells:
        match = DAY_FIRST.match(CLOCK.sub("", cell.strip())) if isinstance(cell, str) else None
        if match and match[2] != ".":
            first += int(match[1]) > 12
            second += int(match[3]) > 12
    return None if not first and not second else second == 0


def read_date(cell: Cell, *, day_first: bool | None = None) -> date:
    """The day in a cell; raises `Unreadable` for what is no day or can be two."""
    if isinstance(cell, datetime):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Unreadable("date_invalid")
    if isinstance(cell, str):
        return _read_text(CLOCK.sub("", cell.strip()), day_first=day_first)
    if SERIAL_FROM <= cell <= SERIAL_TO:
        return SERIAL_ZERO + timedelta(days=int(cell))
    return _read_text(str(cell), day_first=day_first)


def _read_text(text: str, *, day_first: bool | None) -> date:
    if match := YEAR_FIRST.match(text):
        return _checked(int(match[1]), int(match[3]), int(match[4]))
    if match := DAY_FIRST.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        dashed = match[2] == "-" and day_first is not False and second <= 12
        return _day_month(first, second, year, sure=bool(day_first) or match[2] == "." or dashed)
    if SHORT_YEAR.match(text):
        raise Unreadable("date_ambiguous")
    if match := SPOKEN.match(folded(text)):
        return _checked(int(match[3]), MONTHS.get(match[2], 0), int(match[1]))
    if text.isascii() and text.isdigit() and len(text) == 8:
        if int(text[4:6]) <= 12:  # a year within reach never begins like a month, so only one reading is possible
            return _checked(int(text[:4]), int(text[4:6]), int(text[6:]))
        return _checked(int(text[4:]), int(text[2:4]), int(text[:2]))
    if text.isascii() and text.isdigit() and len(text) == 5 and SERIAL_FROM <= int(text) <= SERIAL_TO:
        return SERIAL_ZERO + timedelta(days=int(text))
    raise Unreadable("date_invalid")


def _day_month(first: int, second: int, year: int, *, sure: bool) -> date:
    """With dots the day comes first, with dashes too unless the file says otherwise; with strokes where only that is
    possible or the file says so.
    """
    if sure or first > 12 or first == second:
        return _checked(year, second, first)
    if second > 12:
        return _checked(year, first, second)
    _checked(year, second, first)  # an impossible year is an invalid date rather than an ambiguous one
    raise Unreadable("date_ambiguous")


def _checked(year: int, month: int, day: int) -> date:
    try:
        read = date(year, month, day)
    except ValueError as impossible:
        raise Unreadable("date_invalid") from impossible
    if not FIRST_DAY <= read <= LAST_DAY:
        raise Unreadable("date_invalid")
    return read
