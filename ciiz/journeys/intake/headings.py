"""What offices call their columns, in German, French, Italian and English."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from ciiz.journeys.intake.fields import SPECS, Field
from ciiz.journeys.intake.stems import guess

# Words that say whose column it is and nothing about what it holds.
NOISE = {
    "versicherte", "versicherter", "versicherten", "person", "vp", "klient", "klientin", "klienten", "klientel",
    "kunde", "kundin", "kunden", "stes", "beneficiaire", "assure", "assuree", "client", "cliente", "usager",
    "beneficiario",
    "der", "die", "des", "vom", "von", "de", "du", "la", "le", "l", "d", "della", "del", "in", "e", "ee",
}  # fmt: skip
BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
NUMBERED = re.compile(r"^(.*?\D)[\s._-]*(?:nr\.?\s*|no\.?\s*|n°\s*)?(\d{1,2})$", re.IGNORECASE)
WORDS = re.compile(r"[a-z0-9]+")


def folded(text: str) -> str:
    """Small letters without accents: what is left when offices type the same word differently."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ẞ", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def key(text: str) -> str:
    """Letters and digits only, folded: "Geb.-Datum" and "GEB DATUM" are the same heading."""
    return "".join(WORDS.findall(folded(text)))


def spellings_of(name: str) -> tuple[str, str]:
    """The word, and as it is written on keyboards without umlauts."""
    table = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
    return name, name.translate(table)


def _table() -> dict[str, Field]:
    table: dict[str, Field] = {}
    names: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("headings.toml").read_text("utf-8"))
    for field, synonyms in names.items():
        for name in synonyms:
            for spelling in spellings_of(name):
                table.setdefault(key(spelling), Field(field))
    return table


KNOWN = _table()


@lru_cache(maxsize=4096)
def field_of(heading: str) -> Field | None:
    """The field that a heading names, or None."""
    heading = heading[:200]
    for attempt in (heading, BRACKETS.sub(" ", heading)):
        if found := KNOWN.get(key(attempt)):
            return found
    plain = BRACKETS.sub(" ", heading)
    parts = [part for part in re.split(r"[/|\n;]| - | – ", plain) if part.strip()]
    if len(parts) > 1:
        # "Name / Nom": the same thing in two languages.
        fields = {KNOWN.get(key(part)) for part in parts}
        if len(fields) == 1 and (found := fields.pop()):
            return found
        if fields == {Field.LAST_NAME, Field.FIRST_NAME} and "nome" in {key(part) for part in parts}:
            return Field.LAST_NAME if key(parts[0]) != "nome" else Field.FIRST_NAME
    words = [word for word in WORDS.findall(folded(plain)) if word not in NOISE]
    if found := KNOWN.get("".join(words)):
        return found
    numbered = NUMBERED.match(plain.strip())
    if numbered and (found := KNOWN.get(key(numbered[1]))) and SPECS[found].several:
        return found
    return guess(WORDS.findall(folded(numbered[1] if numbered and _several(numbered[1]) else plain)))


def _several(heading: str) -> bool:
    """Whether a heading without its number is one of which a file may have several."""
    found = guess(WORDS.findall(folded(heading)))
    return found is not None and SPECS[found].several


def number_of(heading: str) -> str | None:
    """The number at the end of a heading: "Kriterium 3" is number 3."""
    found = NUMBERED.match(heading.strip())
    return found[2] if found else None


def is_heading(text: str) -> bool:
    """Whether a text is a known heading; tells the reader of sheets where the header is."""
    return field_of(text) is not None
