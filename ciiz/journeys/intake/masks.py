"""What of a value may stand in a report: enough to find it in the file, too little to know whose it is."""

import re

from ciiz.foundation.sheets import Cell
from ciiz.journeys.intake.fields import Mask

DOT = "•"
SHOWN = 40  # characters of a value that is no personal one
AHV_LIKE = re.compile(r"\d(?:[ .'’\-]?\d){8,}")
MAIL_LIKE = re.compile(r"\S+@\S+")


def masked(cell: Cell, mask: Mask) -> str:
    """The value as a report may show it; at most the initial, the year or the last two digits of a personal one."""
    text = " ".join(str(cell if cell is not None else "").split())
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    if not text:
        return ""
    if mask is Mask.INITIAL:
        return text[0] + DOT * 3
    if mask is Mask.DIGITS:
        return _digits(text)
    if mask is Mask.YEAR:
        return _year(text)
    if mask is Mask.HIDDEN:
        return f"{DOT * 3} ({len(text)})"
    return _open(text)


def _digits(text: str) -> str:
    digits = [letter for letter in text if letter.isdigit()]
    if len(digits) < 6:
        return DOT * min(len(text), 8)
    if len(digits) == 13 and "".join(digits).startswith("756"):
        return f"756.{DOT * 4}.{DOT * 4}.{''.join(digits[-2:])}"
    return DOT * (min(len(digits), 20) - 2) + "".join(digits[-2:])


def _year(text: str) -> str:
    years = re.findall(r"(?<!\d)(?:18|19|20|21)\d\d(?!\d)", text)
    return f"{DOT * 2}.{DOT * 2}.{years[0]}" if len(years) == 1 else DOT * min(len(text), 10)


def _open(text: str) -> str:
    """A value of a column without personal ones; a shifted row may hold one all the same."""
    for pattern in (MAIL_LIKE, AHV_LIKE):
        text = pattern.sub(DOT * 3, text)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
