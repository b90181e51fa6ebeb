"""The ladder of reminders: before, on and after the last day of a term; at its end the coordination sees to the task.

A rung is a number of days after that day, negative before it. Which ones were reached follows from the task itself: its
term, when it was set and when it was last reminded of. So a run that was killed is continued by the next one, and one
that finds nothing new writes nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ciiz.domain.access.public import SystemActor
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.db.transactions import atomic

from .enums import Kind
from .models.task import PRIVATE, RESERVED

CLIMB = """
WITH late AS (
    SELECT t.id, t.dossier_id, t.contributor_id, t.due_on,
        t.due_on + %(last)s <= %(today)s AND t.escalated_on IS NULL AND t.region_id IS NULL AND t.theme_id IS NULL
            AND t.kind <> ALL (%(kept)s::text[]) AS is_long
    FROM tasks_task t JOIN access_dossier d ON d.id = t.dossier_id AND d.canton_id = %(canton)s
    WHERE t.state = 'open' AND t.due_on <= %(today)s - %(first)s AND EXISTS (
        SELECT FROM unnest(%(rungs)s::integer[]) AS r (days)
        WHERE t.due_on + r.days <= %(today)s AND t.due_on + r.days > coalesce(t.reminded_on, t.set_on))
    LIMIT %(limit)s
    FOR UPDATE OF t
), told AS (
    SELECT l.*, m.region_id, m.theme_id, m.institution_id
    FROM late l LEFT JOIN LATERAL (
        SELECT a.region_id, a.theme_id, a.institution_id
        FROM access_mandate m JOIN access_audience a ON a.id = m.audience_id
        WHERE m.dossier_id = l.dossier_id AND m.valid_from <= %(today)s AND coalesce(m.valid_to > %(today)s, true)
        ORDER BY a.theme_id IS NULL, a.region_id IS NULL, a.id LIMIT 1) m ON l.is_long
), reminded AS (
    UPDATE tasks_task t SET reminded_on = %(today)s,
        escalated_on = CASE WHEN coalesce(o.region_id, o.theme_id, o.institution_id) IS NULL
                            THEN t.escalated_on ELSE %(today)s END
    FROM told o WHERE t.id = o.id
    RETURNING t.id
), escalated AS (
    INSERT INTO tasks_task (id, dossier_id, contributor_id, kind, step, role, theme_id, region_id, institution_id,
        set_on, due_on, state, subject_id)
    SELECT md5(concat_ws(' ', o.id, o.due_on, %(today)s))::uuid, o.dossier_id, o.contributor_id, 'see_to_overdue', '',
        CASE WHEN coalesce(o.theme_id, o.region_id) IS NULL THEN 'officer' ELSE '' END, o.theme_id,
        CASE WHEN o.theme_id IS NULL THEN o.region_id END,
        CASE WHEN coalesce(o.theme_id, o.region_id) IS NULL THEN o.institution_id END,
        %(today)s, %(due)s, 'open', o.id
    FROM told o WHERE coalesce(o.theme_id, o.region_id, o.institution_id) IS NOT NULL
    ON CONFLICT (id) DO NOTHING
    RETURNING id
)
SELECT (SELECT count(*) FROM reminded), (SELECT count(*) FROM escalated)
"""
"""Reminds of tasks whose next rung was reached; what is long overdue the coordination of its dossier gets as a task."""


@dataclass(frozen=True, slots=True)
class Climbed:
    """How many tasks were reminded of, and how many of them the coordination sees to from now on."""

    reminded: int
    escalated: int


@atomic
def climb(*, actor: SystemActor, canton: str, rungs: Sequence[int], due_on: date | None, limit: int) -> Climbed:
    """Reminds of at most `limit` tasks of a canton's dossiers whose next rung was reached; one statement.

    The coordination's task is due on `due_on`. Its own tasks stay with it; those that are an institution's alone, too.
    """
    values: dict[str, Any] = {
        "canton": canton,
        "today": actor.today,
        "rungs": _array(rungs),
        "first": min(rungs),
        "last": max(rungs),
        "kept": _array((*PRIVATE, *RESERVED)),
        "due": due_on,
        "limit": limit,
    }
    with prepared() as cursor:
        cursor.execute(CLIMB, values)
        reminded, escalated = cursor.fetchone() or (0, 0)
    return Climbed(reminded, escalated)


def _array(items: Collection[int] | Collection[Kind]) -> str:
    return f"{{{','.join(str(item) for item in items)}}}"
