"""Looks at an event log from elsewhere without keeping anything of it: a limited process counts it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import institutions_of
from ciiz.foundation.errors import NotAllowed, Text
from ciiz.foundation.limited import Crashed, OverLimit, ask

from . import policies
from .brought import MOST_BYTES, MOST_EVENTS
from .errors import (
    LogEmpty,
    LogHeadingTwice,
    LogNotCsv,
    LogRefused,
    LogTooLarge,
    LogTooManyNames,
    LogWithoutHeadings,
    LogWithoutUsableRow,
)
from .figures import Figure, Figures

CHILD = Path(__file__).with_name("child.py")
MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 10
MEANINGS: dict[str, Text] = {
    "case": _("Case"),
    "activity": _("Step"),
    "time": _("Day or time"),
    "entered": _("Reached"),
    "lifecycle": _("Life cycle"),
    "person": _("Person"),
    "institution": _("Institution"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was left out: its line in the file, the heading of the column if one is meant, why, and the cell."""

    line: int
    heading: str
    code: str
    cell: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a log says: figures with steps and institutions by their own names, and what followed what.

    In `followed` "" is before the first step of a case and after its last one; `order` has the steps as cases go
    through them. `more` rows were left out besides those in `faults`, `underway` rows were no step that was left.
    """

    events: int
    cases: int
    first: date
    last: date
    columns: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    more: int
    underway: int
    order: tuple[str, ...]
    figures: Figures
    followed: dict[tuple[str, str], Figure]


def look(actor: Actor, content: bytes) -> LookedAt:
    """A log of at most 10 MB and 200,000 events within 10 seconds and 512 MB; refused is what is no log."""
    if not policies.may_look_behind(actor.role):
        raise NotAllowed
    too_large = LogTooLarge(events=MOST_EVENTS, megabytes=MOST_BYTES // 1024**2)
    if len(content) > MOST_BYTES:
        raise too_large
    offices = institutions_of(actor, kinds=(InstitutionKind.OFFICE,))
    about = {
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
        "offices": sorted({text for one in offices for text in (one.code, *one.name.values())}),
    }
    try:
        answer = ask(CHILD, about, content, seconds=SECONDS)
    except OverLimit:
        raise too_large from None
    except Crashed:
        raise LogNotCsv from None
    if "refused" in answer:
        raise _refusal(answer["refused"], answer["values"])
    return LookedAt(
        events=answer["events"],
        cases=answer["cases"],
        first=date.fromisoformat(answer["first"]),
        last=date.fromisoformat(answer["last"]),
        columns=tuple((what, heading) for what, heading in answer["columns"]),
        faults=tuple(Fault(*one) for one in answer["problems"]),
        more=answer["more"],
        underway=answer["underway"],
        order=tuple(answer["order"]),
        figures=Figures({(what, code, other): Figure(*rest) for what, code, other, *rest in answer["figures"]}),
        followed={(before, after): Figure(*rest) for before, after, *rest in answer["followed"]},
    )


def _refusal(code: str, values: dict[str, Any]) -> LogRefused:
    if code == "headings":
        return LogWithoutHeadings(missing=", ".join(str(MEANINGS[what]) for what in values["missing"]))
    if code == "nothing":
        faults = tuple(Fault(*one) for one in values["problems"])
        return LogWithoutUsableRow(faults=faults, more=values["more"])
    if code == "events":
        return LogTooLarge(events=MOST_EVENTS, megabytes=MOST_BYTES // 1024**2)
    others = {"twice": LogHeadingTwice, "names": LogTooManyNames, "empty": LogEmpty, "no_csv": LogNotCsv}
    return others[code](**values)
