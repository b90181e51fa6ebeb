"""Writes of the context: setting, completing, cancelling and passing on tasks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor, SystemActor
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .enums import Kind, State
from .models import Task


@dataclass(frozen=True, slots=True)
class Address:
    """Who is to do it: one member, or a role at an institution, or the coordination of a region or theme."""

    membership_id: int | None = None
    institution_id: int | None = None
    role: str = ""
    region_id: int | None = None
    theme_id: int | None = None


@atomic
def set_task(
    *,
    actor: Actor,
    dossier_id: UUID,
    kind: Kind,
    to: Address,
    set_on: date,
    due_on: date | None = None,
    step: str = "",
    subject_id: UUID | None = None,
    first: bool = False,
) -> Task:
    """Sets a task; an open one of the same kind, address and subject is kept and gets the new term.

    `first` says that the dossier is so new that there is none to look for.
    """
    task = Task(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        kind=kind,
        step=step,
        set_on=set_on,
        due_on=due_on,
        subject_id=subject_id,
        **asdict(to),
    )
    if first:
        task.save(force_insert=True)
    else:
        _set(task)
    return task


SET = """
WITH kept AS (
    UPDATE tasks_task SET due_on = %(due_on)s, step = coalesce(nullif(%(step)s, ''), step)
    WHERE id = (
        SELECT id FROM tasks_task
        WHERE dossier_id = %(dossier_id)s AND kind = %(kind)s AND state = 'open' AND role = %(role)s
          AND subject_id IS NOT DISTINCT FROM %(subject_id)s::uuid
          AND membership_id IS NOT DISTINCT FROM %(membership_id)s::bigint
          AND institution_id IS NOT DISTINCT FROM %(institution_id)s::bigint
          AND region_id IS NOT DISTINCT FROM %(region_id)s::bigint
          AND theme_id IS NOT DISTINCT FROM %(theme_id)s::bigint
        ORDER BY id LIMIT 1)
    RETURNING id, step
), fresh AS (
    INSERT INTO tasks_task (id, dossier_id, contributor_id, kind, step, membership_id, institution_id, role, region_id,
        theme_id, set_on, due_on, state, done_on, done_by_id, subject_id)
    SELECT %(id)s, %(dossier_id)s, %(contributor_id)s, %(kind)s, %(step)s, %(membership_id)s::bigint,
        %(institution_id)s::bigint, %(role)s, %(region_id)s::bigint, %(theme_id)s::bigint, %(set_on)s,
        %(due_on)s::date, 'open', NULL, NULL, %(subject_id)s::uuid
    WHERE NOT EXISTS (SELECT FROM kept)
)
SELECT id, step FROM kept
"""
"""Looks for the open task of the same kind, address and subject, and changes that one or makes a new one."""


def _set(task: Task) -> None:
    """Writes a task in one statement; if an open one is kept, the task becomes that one."""
    columns = {field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields}
    with connection.cursor() as cursor:
        cursor.execute(SET, columns)
        kept = cursor.fetchone()
    if kept is not None:
        task.id, task.step = kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task to be set."""

    kind: Kind
    to: Address
    due_on: date | None = None
    step: str = ""
    subject_id: UUID | None = None


@atomic
def remind(
    *,
    actor: SystemActor,
    dossier_id: UUID,
    contributor_id: int,
    wanted: Wanted,
    set_on: date,
) -> bool:
    """The platform sets a task that a day brings about; False if it was ever set for this subject and day.

    An open one of the same kind and subject gets the new term.
    """
    del actor
    same = Task.objects.filter(dossier_id=dossier_id, kind=wanted.kind, subject_id=wanted.subject_id)
    if same.filter(due_on=wanted.due_on).exists():
        return False
    if same.filter(state=State.OPEN).update(due_on=wanted.due_on):
        return True
    Task(
        dossier_id=dossier_id,
        contributor_id=contributor_id,
        kind=wanted.kind,
        step=wanted.step,
        set_on=set_on,
        due_on=wanted.due_on,
        subject_id=wanted.subject_id,
        **asdict(wanted.to),
    ).save(force_insert=True)
    return True


def take_back(*, actor: SystemActor, task_id: UUID, on: date) -> bool:
    """The platform takes back a task that it set and that is no longer needed."""
    del actor
    return bool(Task.objects.filter(id=task_id, state=State.OPEN).update(state=State.CANCELLED, done_on=on))


@atomic
def set_tasks(*, actor: Actor, dossier_id: UUID, wanted: Sequence[Wanted], set_on: date) -> None:
    """Sets several new tasks of a dossier in one statement; open ones of the same kind and address are kept."""
    held = {
        (task.kind, task.subject_id, Address(**{name: getattr(task, name) for name in Address.__slots__}))
        for task in Task.objects.filter(dossier_id=dossier_id, state=State.OPEN, kind__in={one.kind for one in wanted})
    }
    Task.objects.bulk_create(
        Task(
            dossier_id=dossier_id,
            contributor_id=actor.institution_id,
            kind=one.kind,
            step=one.step,
            set_on=set_on,
            due_on=one.due_on,
            subject_id=one.subject_id,
            **asdict(one.to),
        )
        for one in wanted
        if (one.kind, one.subject_id, one.to) not in held
    )


def complete(
    *, actor: Actor, dossier_id: UUID, kinds: tuple[Kind, ...], on: date, subject_id: UUID | None = None
) -> int:
    """Completes the dossier's open tasks of these kinds (of one subject, if given); returns how many."""
    rows = Task.objects.filter(dossier_id=dossier_id, kind__in=kinds, state=State.OPEN)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    return rows.update(state=State.DONE, done_on=on, done_by_id=actor.membership_id)


def complete_task(*, actor: Actor, task_id: UUID, on: date) -> Task:
    """Completes one task that somebody ticks off; an already finished one stays as it is."""
    task = Task.objects.filter(id=task_id).first()
    if task is None:
        raise NotFound
    if task.state == State.OPEN:
        task.state, task.done_on, task.done_by_id = State.DONE, on, actor.membership_id
        task.save(update_fields=["state", "done_on", "done_by"])
    return task


def cancel(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    kinds: tuple[Kind, ...] | None = None,
    but: tuple[Kind, ...] = (),
    subject_id: UUID | None = None,
) -> int:
    """Cancels open tasks of a dossier that are no longer needed (all, or those of some kinds); returns how many."""
    rows = Task.objects.filter(dossier_id=dossier_id, state=State.OPEN).exclude(kind__in=but)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    return rows.update(state=State.CANCELLED, done_on=on, done_by_id=actor.membership_id)


def pass_on(*, actor: Actor, dossier_id: UUID, from_membership_id: int, to_membership_id: int) -> int:
    """Hands all open tasks of one member to another, at a change of case manager; returns how many."""
    del actor
    rows = Task.objects.filter(dossier_id=dossier_id, membership_id=from_membership_id, state=State.OPEN)
    return rows.update(membership_id=to_membership_id)
