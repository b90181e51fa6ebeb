"""Who may see which category of which dossier on which day, and why: the whole rule in plain Python.

Written from the words of the design, it imports nothing of ciiz; the database must agree with it.
Days are half-open: a source holds from its first day until before its end.
"""

from dataclasses import dataclass, field
from datetime import date

CATEGORIES = ("basic", "social", "work", "health", "finance", "documents")
ROLE_CATEGORIES = {
    "front_line": CATEGORIES,
    "contact": CATEGORIES,
    "regional": CATEGORIES,
    "thematic": CATEGORIES,
    "officer": CATEGORIES,
    "secretariat": ("basic", "social", "work", "documents"),
    "legal": (),
    "steering": (),
    "national": (),
}


@dataclass(frozen=True)
class Person:
    id: int
    role: str
    institution: int
    region: int | None = None
    theme: int | None = None
    begins: date = date.min
    ends: date = date.max


@dataclass(frozen=True)
class Seat:
    """An institution takes part, or (member) one of its people; standing: founding, leading, partner; until when."""

    institution: int
    member: int | None
    standing: str
    begins: date
    ends: date
    standing_ends: date = date.max


@dataclass(frozen=True)
class Care:
    """The coordination looks after the dossier: a region, a theme or the whole office."""

    office: int
    region: int | None
    theme: int | None
    begins: date
    ends: date


@dataclass(frozen=True)
class Opening:
    """A consent or a statute: this receiver sees these categories of these givers."""

    receiver: int
    givers: frozenset[int]
    categories: frozenset[str]
    begins: date
    ends: date


@dataclass(frozen=True)
class Dossier:
    seats: tuple[Seat, ...] = ()
    cares: tuple[Care, ...] = ()
    openings: tuple[Opening, ...] = field(default=())


def _holds(source: Seat | Care | Opening | Person, day: date) -> bool:
    return source.begins <= day < source.ends


def _in_seat(person: Person, seat: Seat) -> str | None:
    """How a person sits in a participation: fully (team, contact persons), with basic data only, or not at all."""
    if seat.member is not None:
        return "full" if seat.member == person.id else None
    if seat.institution != person.institution:
        return None
    return {"contact": "full", "front_line": "basic"}.get(person.role)


def _in_care(person: Person, care: Care) -> bool:
    if care.region is not None:
        return person.role == "regional" and person.region == care.region
    if care.theme is not None:
        return person.role == "thematic" and person.theme == care.theme
    return person.role in ("officer", "secretariat") and person.institution == care.office


def why(person: Person, dossier: Dossier, category: str, contributor: int, day: date) -> str | None:
    """The clause that lets the person see what `contributor` gave in this category on this day; None: hidden."""
    if not _holds(person, day) or category not in ROLE_CATEGORIES[person.role]:
        return None
    sitting: list[tuple[int, bool, bool]] = []
    for seat in dossier.seats:
        manner = _in_seat(person, seat)
        if manner and _holds(seat, day):
            keeps_basic = manner == "full" and seat.standing != "partner" and day < seat.standing_ends
            sitting.append((seat.institution, manner == "full", keeps_basic))
    for care in dossier.cares:
        if _in_care(person, care) and _holds(care, day):
            sitting.append((care.office, True, True))
    for party, full, keeps_basic in sitting:
        if category != "basic" and not full:
            continue
        if contributor == party:
            return "own contribution"
        if category == "basic" and keeps_basic:
            return "founds, leads or coordinates"
        for opening in dossier.openings:
            if (
                opening.receiver == party
                and contributor in opening.givers
                and category in opening.categories
                and _holds(opening, day)
            ):
                return "consent or statute"
    return None


def why_managed(person: Person, dossier: Dossier, contributor: int, day: date) -> str | None:
    """The clause that lets the person see what is kept to those who manage the dossier and to those who said it.

    Who manages: the coordination that looks after it; of the founding and the leading institution the team and the
    contact persons, as long as that standing lasts. Who said it: team and contact persons of the contributor.
    """
    if not _holds(person, day) or "basic" not in ROLE_CATEGORIES[person.role]:
        return None
    if any(_in_care(person, care) and _holds(care, day) for care in dossier.cares):
        return "manages"
    full = [seat for seat in dossier.seats if _holds(seat, day) and _in_seat(person, seat) == "full"]
    if any(seat.standing != "partner" and day < seat.standing_ends for seat in full):
        return "manages"
    return "said it" if any(seat.institution == contributor for seat in full) else None


def why_reserved(person: Person, dossier: Dossier, day: date) -> str | None:
    """The clause that lets the person see what is the coordination's alone (the same AHV number in another case)."""
    if not _holds(person, day):
        return None
    cares = any(_in_care(person, care) and _holds(care, day) for care in dossier.cares)
    return "looks after" if cares else None
