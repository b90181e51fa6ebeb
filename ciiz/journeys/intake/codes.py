"""Coded values in the words and letters that offices use for them."""

import tomllib
from functools import cache
from importlib.resources import files

from babel import Locale

from ciiz.journeys.intake.defects import Unreadable
from ciiz.journeys.intake.fields import Field
from ciiz.journeys.intake.headings import key, spellings_of

NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}  # codes of the locale data that are groups or tests
LONGEST = 100


@cache
def _spellings(field: Field) -> dict[str, str]:
    """Folded word → code."""
    table = tomllib.loads(files(__package__).joinpath("codes.toml").read_text("utf-8"))[field]
    spellings = _countries() if field is Field.NATIONALITY else {}
    for code, words in table.items():
        for word in (code, *words):
            spellings.setdefault(key(word), code)
    return spellings


def _countries() -> dict[str, str]:
    """Names of all countries in the four languages, and their codes."""
    spellings: dict[str, str] = {}
    for language in ("de", "fr", "it", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
                spellings.setdefault(key(code), code)
                for spelling in spellings_of(name):
                    spellings.setdefault(key(spelling), code)
    return spellings


def read_code(field: Field, text: str) -> str:
    """The code behind a word; raises `Unreadable` when nobody would know it."""
    found = _spellings(field).get(key(text)) if len(text) <= LONGEST else None
    if found is None:
        raise Unreadable(f"unknown_{field}")
    return found
