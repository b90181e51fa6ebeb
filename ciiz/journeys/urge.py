"""Terms that near, have come or are over: whoever has the task is reminded, in the end the coordination sees to it."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, SystemActor
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import (
    Climbed,
    Task,
    TermIsOver,
    Urged,
    climb,
    complete,
    is_mine,
    of_case,
    put_off,
    task,
)
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound
from ciiz.foundation.mail.send import send

from .terms import due


@atomic
def portion(*, actor: SystemActor, canton: str, limit: int) -> Climbed:
    """Reminds of at most `limit` tasks by the ladder of a canton; what was reminded of already stays as it is."""
    values = canton_values(canton)
    until = due(Kind.SEE_TO_OVERDUE, actor.today, values)
    return climb(actor=actor, canton=canton, rungs=values.reminders.days, due_on=until, limit=limit)


def digest_key(user_id: int, on: date) -> str:
    """By what the mail of a day is known: there is one a day at most."""
    return f"reminders:{user_id}:{on.isoformat()}"


@atomic
def digest(*, user_id: int, told: Urged, on: date) -> bool:
    """Mails a user of how many tasks they were reminded; False if there is nothing to tell or it was told that day."""
    key = digest_key(user_id, on)
    return bool(told) and send(kind="reminders", recipient_id=user_id, key=key, **asdict(told))


@atomic
def see_to(*, actor: Actor, task_id: UUID, until: date | None = None) -> Event:
    """The coordination has seen to an overdue task: it has another term from now on, or whoever has it does it now."""
    overdue = to_see_to(actor, task_id)
    if until is not None and until <= actor.today:
        raise TermIsOver(field="until")
    kinds = (Kind.SEE_TO_OVERDUE,)
    complete(actor=actor, dossier_id=overdue.dossier_id, kinds=kinds, on=actor.today, subject_id=task_id)
    if until is not None:
        put_off(actor=actor, task_id=task_id, due_on=until)
    return record(
        actor=actor,
        kind="overdue_seen_to",
        dossier_id=overdue.dossier_id,
        occurred_on=actor.today,
        subject_id=task_id,
        task=overdue.kind,
        until=until.isoformat() if until else "",
    )


def to_see_to(actor: Actor, task_id: UUID) -> Task:
    """The overdue task that the actor's coordination is asked to see to; not found when that is done."""
    overdue = task(actor, task_id)
    if overdue is not None:
        asked = (one for one in of_case(actor, overdue.dossier_id) if one.kind == Kind.SEE_TO_OVERDUE)
        if any(one.subject_id == task_id and is_mine(actor, one) for one in asked):
            return overdue
    raise NotFound
