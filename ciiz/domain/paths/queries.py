"""Reads of the context: figures, and the cases behind one of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotAllowed

from . import policies
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
