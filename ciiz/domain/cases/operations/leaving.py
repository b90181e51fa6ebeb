"""An institution leaves a case."""

from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from ..models import Case
from .reasons import worded


def ties(*, actor: Actor, dossier_id: UUID) -> list[str]:
    """What holds the actor's institution in a case: "in_charge", "hand_over"; also where it no longer sees the rows."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_ties(%s)", [dossier_id])
        (found,) = cursor.fetchone() or ([],)
    return list(found)


@atomic
def record_leaving(*, actor: Actor, case: Case, reason: str, words: str = "") -> None:
    """Records that the actor's institution leaves with this day, with a coded reason."""
    record(
        actor=actor,
        kind="institution_left",
        dossier_id=case.dossier_id,
        occurred_on=actor.today,
        institution=actor.institution_id,
        reason=reason,
        words=worded(reason, words),
    )
