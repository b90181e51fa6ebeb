"""Reads of the context: figures, and the cases behind one of them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotAllowed
from ciiz.foundation.reading import register

from . import policies
from .errors import TooManyCases
from .figures import Figure, Figures

MOST = 5000
"""So many cases a figure leads to at most, the latest ones."""


@dataclass(frozen=True, slots=True)
class Among:
    """Which cases are counted, in which versions of which processes; the days are those on which the cases opened."""

    definitions: tuple[UUID, ...]
    region_id: int | None = None
    theme_id: int | None = None
    opened_from: date | None = None
    opened_to: date | None = None

    def values(self) -> list[Any]:
        """As the functions take them."""
        return [list(self.definitions), self.region_id, self.theme_id, self.opened_from, self.opened_to]


def figures(actor: Actor, among: Among) -> Figures:
    """What the actor may be told of the cases that the actor looks after; one statement."""
    if not policies.may_count(actor.role):
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM paths_figures(%s::uuid[], %s, %s, %s::date, %s::date)", among.values())
        rows = cursor.fetchall()
    found = {
        (what, code or "", other or ""): Figure(number, cases, middle, ninth)
        for what, code, other, number, cases, middle, ninth in rows
    }
    return Figures(found, blurred=not policies.may_look_behind(actor.role))


def behind(actor: Actor, among: Among, what: str, code: str = "", other: str = "") -> tuple[UUID, ...]:
    """The latest cases that a figure counted, at most `MOST`; one statement. Lists register what they show."""
    if not policies.may_look_behind(actor.role):
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT paths_behind(%s, %s, %s, %s::uuid[], %s, %s, %s::date, %s::date, %s)",
            [what, code, other, *among.values(), MOST],
        )
        return tuple(row[0] for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Logged:
    """A step that was left, as logs say it; `case` and `person` are digests that only this log knows."""

    case: str
    code: str
    entered_on: date
    done_on: date
    person: str
    role: str
    institution: str
    completed: bool
    deviation: bool


LOG = """
SELECT r.dossier_id, r.code, r.entered_on, r.done_on, r.done_by_id, m.role, i.code, r.outcome <> '', r.deviation
FROM processes_steprecord r JOIN organisations_membership m ON m.id = r.done_by_id
JOIN organisations_institution i ON i.id = r.contributor_id
WHERE r.dossier_id = ANY (%s::uuid[]) AND r.definition_id = ANY (%s::uuid[]) AND NOT r.stays
ORDER BY r.dossier_id, r.place
"""


def log(actor: Actor, among: Among) -> list[Logged]:
    """The steps that the cases left, case by case in their order; fewer than `MOST` cases, so that it fits in memory.

    Read with the actor's own rights. Which case and which person a digest stands for nobody can tell afterwards: its
    key is forgotten at once, and cases come in the order of their digests.
    """
    dossiers = behind(actor, among, "all")
    if len(dossiers) >= MOST:
        raise TooManyCases(most=MOST)
    key = secrets.token_bytes(32)
    with connection.cursor() as cursor:
        cursor.execute(LOG, [list(dossiers), list(among.definitions)])
        rows = cursor.fetchall()
    register({row[0] for row in rows}, "basic")
    found = [
        Logged(_digest(key, f"case {case}"), code, entered_on, done_on, _digest(key, f"person {person}"), *rest)
        for case, code, entered_on, done_on, person, *rest in rows
    ]
    return sorted(found, key=lambda one: one.case)


def _digest(key: bytes, text: str) -> str:
    return hashlib.blake2b(text.encode(), key=key, digest_size=8).hexdigest()
