"""To whom a referral goes: by a thematic rule, else by the commune's region. Pure rules over a canton's values."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .types import CantonValues, Commune, ThematicRule


@dataclass(frozen=True, slots=True)
class Route:
    """Where a referral goes; the region is known also for thematic ones. `rule` is the one that applied."""

    region: str | None
    theme: str | None = None
    rule: ThematicRule | None = None


def plain(text: str) -> str:
    """Lower case, without accents, punctuation and spaces: as people mean a name, not as they type it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def commune(values: CantonValues, text: str) -> Commune | None:
    """The commune that a name in either language, or a postcode, means.

    A postcode before the name ("1950 Sion") is understood too.
    """
    found = _index(values.code, values.communes)
    words = text.split()
    for attempt in (text, " ".join(words[1:]), *words[:1]):
        if attempt and (match := found.get(plain(attempt))):
            return match
    return None


def route(values: CantonValues, *, commune_name: str, birth_date: date | None, permit: str, today: date) -> Route:
    """The coordination for a person: the first thematic rule that applies, else the region of the commune."""
    place = commune(values, commune_name)
    region = place.region if place else None
    for rule in values.themes:
        if permit and permit.upper() in rule.permits:
            return Route(region, rule.theme, rule)
        if rule.age_under is not None and birth_date is not None and age(birth_date, today) < rule.age_under:
            return Route(region, rule.theme, rule)
    return Route(region)


def age(birth_date: date, today: date) -> int:
    """Completed years; who is born on 29 February completes one on 1 March of ordinary years."""
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


@lru_cache(maxsize=64)
def _index(code: str, communes: tuple[Commune, ...]) -> dict[str, Commune]:
    del code  # part of the key only: two cantons never share an index
    found: dict[str, Commune] = {}
    for one in communes:
        for name in (one.name, *one.also, *one.postcodes):
            found.setdefault(plain(name), one)
    return found
