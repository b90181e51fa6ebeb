"""Saying that one has read how one's referral was decided."""

from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import complete_task, is_mine, of_case
from ciiz.foundation.db.transactions import atomic


@atomic
def decision_read(*, actor: Actor, dossier_id: UUID) -> int:
    """Ticks off the actor's tasks "read the decision" in a case; returns how many."""
    waiting = [task for task in of_case(actor, dossier_id) if task.kind == Kind.READ_DECISION and is_mine(actor, task)]
    for task in waiting:
        complete_task(actor=actor, task_id=task.id, on=actor.today)
    return len(waiting)
