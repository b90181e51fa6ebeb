"""Cases that nobody looks after, as far as the actor's coordination reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.foundation.reading import register

from .enums import Neglect

STAGES = [stage.value for stage in Stage if not stage.over and stage not in (Stage.DRAFT, Stage.COMPLETED)]
"""From when the coordination has a case until it is over."""

UNATTENDED = """
SELECT j.dossier_id, c.number, c.stage, coalesce(u.first_name || ' ' || u.last_name, ''), j.last_event_on,
    j.no_task, j.quiet, j.no_manager
FROM tasks_unattended(%(stages)s, %(days)s, %(region)s, %(theme)s, %(why)s, %(limit)s, %(offset)s) j
JOIN cases_case c ON c.dossier_id = j.dossier_id
LEFT JOIN organisations_membership m ON m.id = c.case_manager_id
LEFT JOIN organisations_user u ON u.id = m.user_id
ORDER BY j.last_event_on, j.dossier_id
"""
"""Which cases they are is judged apart from the policies, over the open cases at once: asking them row by row took ten
times as long. What is shown of the fifty of a page goes through the policies as everything does."""


@dataclass(frozen=True, slots=True)
class Unattended:
    """A case and why nobody seems to look after it."""

    dossier_id: UUID
    number: str
    stage: Stage
    case_manager: str
    last_event_on: date
    why: tuple[Neglect, ...]


def unattended(
    actor: Actor, *, quiet_days: int, why: Neglect | None = None, limit: int, offset: int = 0
) -> Sequence[Unattended]:
    """Cases of the actor's region, theme or canton, the longest silent first; one statement.

    Nobody looks after a case without a task of somebody who still works there, without an event for so many days,
    or without a case manager in office when one should have been named.
    """
    values: dict[str, Any] = {
        "days": quiet_days,
        "stages": STAGES,
        "region": actor.region_id,
        "theme": None if actor.region_id is not None else actor.theme_id,
        "why": [one.value for one in ([why] if why else Neglect)],
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(UNATTENDED, values)
        rows = cursor.fetchall()
    register([row[0] for row in rows], "basic")
    return [
        Unattended(key, number, Stage(stage), name, last, tuple(_why(given)))
        for key, number, stage, name, last, *given in rows
    ]


def place(actor: Actor) -> str:
    """Which cases are those of the actor's coordination; the office has all that it sees."""
    if actor.region_id is not None:
        return "AND c.region_id = %(region)s"
    return "AND c.theme_id = %(theme)s" if actor.theme_id is not None else ""


def _why(given: Sequence[bool]) -> list[Neglect]:
    return [one for one, holds in zip(Neglect, given, strict=True) if holds]
