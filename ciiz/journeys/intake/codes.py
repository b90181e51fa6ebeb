"""Coded values in the words and letters that offices use for them."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from babel import Locale

from ciiz.journeys.intake.defects import Unreadable
from ciiz.journeys.intake.fields import Field
from ciiz.journeys.intake.headings import folded, key, spellings_of

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


PERMITS = {
    "B": ("jahresaufenth", "dimora"),
    "C": ("niederlass", "etabliss"),
    "F": ("vorlauf", "vorlaeuf", "provisoir", "provvisori"),
    "G": ("grenzg", "frontal"),
    "L": ("kurzauf",),
    "N": ("asylsuch", "asylbew", "requer", "richieden"),
    "S": ("schutz",),
    "swiss": ("schweiz", "suiss", "svizzer"),
}
LETTERS = {"B": "B", "C": "C", "CI": "Ci", "Ci": "Ci", "F": "F", "G": "G", "L": "L", "N": "N", "S": "S"}


def _permit(text: str) -> str | None:
    """ "B-Bewilligung", "F (vorläufig)", "Ausweis C EU/EFTA": by its one letter, else by its one word."""
    words = re.findall(r"[^\W\d_]+", text)
    letters = {LETTERS[word] for word in words if word in LETTERS}
    if letters:
        return letters.pop() if len(letters) == 1 else None
    stems = {code for code, parts in PERMITS.items() for word in words if folded(word).startswith(parts)}
    return stems.pop() if len(stems) == 1 else None


def read_code(field: Field, text: str) -> str:
    """The code behind a word; raises `Unreadable` when nobody would know it."""
    found = _spellings(field).get(key(text)) if len(text) <= LONGEST else None
    if found is None and field is Field.PERMIT and len(text) <= LONGEST:
        found = _permit(text)
    if found is None:
        raise Unreadable(f"unknown_{field}")
    return found
