"""How much whom has to do: cases and tasks of case managers and contact persons, as far as the actor sees them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import Role
from ciiz.foundation.i18n.fields import TranslatedText

from .unattended import STAGES, place

LOAD = """
WITH people AS MATERIALIZED (
    SELECT m.id, m.institution_id, m.percentage, m.user_id,
        CASE WHEN %(today)s BETWEEN m.absent_from AND m.absent_to THEN m.absent_to END AS absent_to
    FROM organisations_membership m JOIN organisations_institution i ON i.id = m.institution_id
    WHERE m.role = 'contact' AND m.valid_from <= %(today)s AND coalesce(m.valid_to > %(today)s, true) AND {among}
), managed AS (
    SELECT c.case_manager_id AS id, count(*) AS cases FROM cases_case c
    WHERE c.stage = ANY (%(stages)s) AND c.case_manager_id = ANY (ARRAY(SELECT p.id FROM people p)) {place} GROUP BY 1
), waiting AS (
    SELECT t.membership_id AS id, count(*) AS tasks, count(*) FILTER (WHERE t.due_on < %(today)s) AS overdue
    FROM tasks_task t
    WHERE t.state = 'open' AND t.membership_id = ANY (ARRAY(SELECT p.id FROM people p)) GROUP BY 1
)
SELECT p.id, u.first_name || ' ' || u.last_name, i.name, p.percentage, p.absent_to,
    coalesce(c.cases, 0), coalesce(w.tasks, 0), coalesce(w.overdue, 0)
FROM people p JOIN organisations_user u ON u.id = p.user_id AND u.is_active
JOIN organisations_institution i ON i.id = p.institution_id
LEFT JOIN managed c ON c.id = p.id LEFT JOIN waiting w ON w.id = p.id
ORDER BY 6 DESC, 7 DESC, u.sort_name, p.id LIMIT %(limit)s
"""
MOST = 1000


@dataclass(frozen=True, slots=True)
class Load:
    """A contact person with open cases that they manage and open tasks that are theirs."""

    membership_id: int
    name: str
    institution: TranslatedText
    percentage: int | None
    absent_to: date | None
    cases: int
    tasks: int
    overdue: int


def load(actor: Actor) -> Sequence[Load]:
    """Contact persons of the own institution, for the coordination those of its region or canton; one statement.

    Counted is what the actor sees: most for whom most has to be done first.
    """
    among = "m.institution_id = %(institution)s"
    if actor.role is not Role.CONTACT:
        among = "i.canton_id = %(canton)s"
        if actor.region_id is not None:
            among += " AND coalesce(i.region_id = %(region)s, true)"
    values: dict[str, Any] = {
        "today": actor.today,
        "stages": STAGES,
        "institution": actor.institution_id,
        "canton": actor.canton,
        "region": actor.region_id,
        "theme": actor.theme_id,
        "limit": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(LOAD.format(among=among, place="" if actor.role is Role.CONTACT else place(actor)), values)
        rows = cursor.fetchall()
    return [Load(key, name, _text(said), *numbers) for key, name, said, *numbers in rows]


def _text(said: Any) -> TranslatedText:
    return TranslatedText(json.loads(said) if isinstance(said, str) else said)
