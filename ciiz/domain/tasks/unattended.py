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

HELD = """held AS MATERIALIZED (
    SELECT m.id, m.institution_id, m.role, m.region_id, m.theme_id
    FROM organisations_membership m JOIN organisations_user u ON u.id = m.user_id AND u.is_active
    WHERE m.valid_from <= %(today)s AND coalesce(m.valid_to > %(today)s, true)
)"""
"""Who works where on the day."""

UNATTENDED = f"""
WITH {HELD}, judged AS (
    SELECT c.dossier_id, c.number, c.stage, c.case_manager_id, m.last_event_on,
        coalesce(NOT t.held, true) AS no_task, m.last_event_on < %(today)s - %(days)s AS quiet,
        coalesce(t.unnamed, false)
            OR c.case_manager_id IS NOT NULL AND c.case_manager_id NOT IN (SELECT h.id FROM held h) AS no_manager
    FROM cases_case c JOIN cases_milestone m ON m.dossier_id = c.dossier_id
    CROSS JOIN LATERAL (
        SELECT bool_or(t.kind = 'name_case_manager' AND t.due_on < %(today)s) AS unnamed,
            bool_or(t.kind <> 'see_to_overdue' AND (
                coalesce(t.membership_id IN (SELECT h.id FROM held h), false)
                OR coalesce((t.institution_id, t.role) IN (SELECT h.institution_id, h.role FROM held h), false)
                OR t.role = '' AND coalesce(t.institution_id IN (SELECT h.institution_id FROM held h), false)
                OR t.region_id IN (SELECT h.region_id FROM held h WHERE h.role = 'regional')
                OR t.theme_id IN (SELECT h.theme_id FROM held h WHERE h.role = 'thematic'))) AS held
        FROM tasks_task t WHERE t.dossier_id = c.dossier_id AND t.state = 'open') t
    WHERE c.stage = ANY (%(stages)s) {{place}}
)
SELECT j.dossier_id, j.number, j.stage, coalesce(u.first_name || ' ' || u.last_name, ''), j.last_event_on,
    j.no_task, j.quiet, j.no_manager
FROM judged j LEFT JOIN organisations_membership m ON m.id = j.case_manager_id
LEFT JOIN organisations_user u ON u.id = m.user_id
WHERE {{which}}
ORDER BY j.last_event_on, j.dossier_id LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - fixed


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
    wanted = [why] if why else list(Neglect)
    sql = UNATTENDED.format(place=place(actor), which=" OR ".join(f"j.{one.value}" for one in wanted))
    values: dict[str, Any] = {
        "today": actor.today,
        "days": quiet_days,
        "stages": STAGES,
        "region": actor.region_id,
        "theme": actor.theme_id,
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
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
