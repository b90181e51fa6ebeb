"""What a day brings about in cases, for the jobs of the platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import SystemActor
from ciiz.domain.timeline.public import unrecorded

from ..models import Closing

SURVEY_DUE = "survey_due"
"""The fact that the day has come on which the person is asked how things are."""


def surveys_due(actor: SystemActor, *, limit: int = 10_000) -> Sequence[Closing]:
    """Closings in force whose survey is due and of which no event tells it yet, the oldest first."""
    closed = Closing.objects.filter(unrecorded(SURVEY_DUE, "survey_due_on"), closed_on__isnull=False)
    due = closed.filter(annulled_on__isnull=True, survey_due_on__lte=actor.today)
    return list(due.select_related("case").order_by("survey_due_on", "id")[:limit])


@dataclass(frozen=True, slots=True)
class OldCheck:
    """An IIZ check that came to nothing and whose time is over; `id` is the dossier's."""

    id: UUID


def checks_over(actor: SystemActor, *, limit: int = 1_000) -> Sequence[OldCheck]:
    """Checks that nothing came of and that the canton no longer keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_checks_over(%s) LIMIT %s", [actor.today, limit])
        return [OldCheck(dossier_id) for (dossier_id,) in cursor.fetchall()]
