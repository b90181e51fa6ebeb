"""The survey six months after closing: it was sent or held, or why it was not possible."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import NoSurvey, Stage, Survey
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task, complete_task, is_mine, of_case
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic


@atomic
def tell(*, actor: Actor, dossier_id: UUID, outcome: Survey, on: date, why_not: NoSurvey | None = None) -> Event:
    """Whoever has the task says what became of the survey; a survey that was not possible has a reason."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if case.stage != Stage.CLOSED:
        raise cases.NotNow
    waiting = to_hold(actor, dossier_id)
    if not waiting:
        raise cases.WrongRole
    if (outcome is Survey.NOT_POSSIBLE) is not (why_not is not None):
        raise cases.Missing(field="why_not" if why_not is None else "outcome")
    if on > actor.today or (case.closed_on is not None and on < case.closed_on):
        raise cases.DayOutOfOrder(field="on")
    for task in waiting:
        complete_task(actor=actor, task_id=task.id, on=on)
    return record(
        actor=actor,
        kind="survey_told",
        dossier_id=dossier_id,
        occurred_on=on,
        outcome=outcome.value,
        why=why_not.value if why_not else "",
    )


def to_hold(actor: Actor, dossier_id: UUID) -> list[Task]:
    """The actor's open tasks to ask the person of a case how things are."""
    return [task for task in of_case(actor, dossier_id) if task.kind == Kind.SURVEY and is_mine(actor, task)]
