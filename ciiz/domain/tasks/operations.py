"""Writes of the context: setting, completing, cancelling and passing on tasks."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor, SystemActor
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .enums import Kind, State
from .models import Task

Place = tuple[UUID | None, str]
"""A process and one of its steps."""


@dataclass(frozen=True, slots=True)
class Address:
    """Who is to do it: one member, or a role at an institution, or the coordination of a region or theme."""

    membership_id: int | None = None
    institution_id: int | None = None
    role: str = ""
    region_id: int | None = None
    theme_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task to be set."""

    kind: Kind
    to: Address
    due_on: date | None = None
    step: str = ""
    subject_id: UUID | None = None
    instance_id: UUID | None = None

    def meets(self, other: "Wanted") -> bool:
        """The same task: of two steps there are two, an occasion is that of the step."""
        same = (self.kind, self.to, self.subject_id) == (other.kind, other.to, other.subject_id)
        apart = None not in (self.instance_id, other.instance_id) and self.place != other.place
        return same and not apart

    @property
    def place(self) -> "Place":
        """Process and step."""
        return (self.instance_id, self.step)


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
    instance_id: UUID | None = None,
    first: bool = False,
) -> UUID:
    """Sets a task; an open one of the same kind, address and subject is kept and gets the new term.

    `instance_id` and `step` say of which process; tasks of two steps are two tasks. `first` says that the dossier is so
    new that there is none to look for. Returns the task's id.
    """
    wanted = Wanted(kind, to, due_on, step, subject_id, instance_id)
    if first:
        task = _fresh(actor.institution_id, dossier_id, wanted, set_on)
        task.save(force_insert=True)
        return task.id
    return settle(actor=actor, dossier_id=dossier_id, on=set_on, wanted=[wanted]).tasks[0]


@dataclass(frozen=True, slots=True)
class Settled:
    """How many tasks were completed, and which ones stand for what was wanted, in its order."""

    completed: int
    tasks: Sequence[UUID]


SETTLE = """
WITH gone AS (
    SELECT g.* FROM jsonb_to_recordset(%(left)s::jsonb) AS g (instance_id uuid, step text, dropped boolean)
), over AS (
    SELECT t.id, coalesce(g.dropped, false) AS dropped
    FROM tasks_task t LEFT JOIN gone g ON g.instance_id = t.instance_id AND g.step = t.step
    WHERE t.dossier_id = %(dossier)s AND t.state = 'open' AND (
        t.kind = ANY (%(done)s::text[]) OR t.instance_id IS NULL AND t.kind = ANY (%(occasions)s::text[])
        OR g.instance_id IS NOT NULL)
), done AS (
    UPDATE tasks_task t SET state = CASE WHEN o.dropped THEN 'cancelled' ELSE 'done' END, done_on = %(on)s,
        done_by_id = %(actor)s
    FROM over o WHERE t.dossier_id = %(dossier)s AND t.id = o.id
    RETURNING t.id
), wanted AS (
    SELECT w.* FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w (id uuid, kind text, step text, instance_id uuid,
        membership_id bigint, institution_id bigint, role text, region_id bigint, theme_id bigint, due_on date,
        subject_id uuid)
), held AS (
    SELECT DISTINCT ON (w.id) w.id AS wanted_id, w.due_on, w.step, w.instance_id, t.id
    FROM wanted w JOIN tasks_task t ON t.kind = w.kind AND t.role = w.role
     AND (t.subject_id, t.membership_id, t.institution_id, t.region_id, t.theme_id)
         IS NOT DISTINCT FROM (w.subject_id, w.membership_id, w.institution_id, w.region_id, w.theme_id)
     AND (t.instance_id IS NULL OR w.instance_id IS NULL OR (t.instance_id, t.step) = (w.instance_id, w.step))
    WHERE t.dossier_id = %(dossier)s AND t.state = 'open' AND t.id NOT IN (SELECT o.id FROM over o)
    ORDER BY w.id, t.id
), kept AS (
    UPDATE tasks_task t SET due_on = h.due_on, step = coalesce(nullif(h.step, ''), t.step),
        instance_id = coalesce(h.instance_id, t.instance_id)
    FROM held h WHERE t.dossier_id = %(dossier)s AND t.id = h.id
), fresh AS (
    INSERT INTO tasks_task (id, dossier_id, contributor_id, kind, step, instance_id, membership_id, institution_id,
        role, region_id, theme_id, set_on, due_on, state, subject_id)
    SELECT w.id, %(dossier)s, %(contributor)s, w.kind, w.step, w.instance_id, w.membership_id, w.institution_id,
        w.role, w.region_id, w.theme_id, %(on)s, w.due_on, 'open', w.subject_id
    FROM wanted w WHERE NOT EXISTS (SELECT FROM held h WHERE h.wanted_id = w.id)
)
SELECT NULL, d.id FROM done d UNION ALL SELECT h.wanted_id, h.id FROM held h
"""
"""Completes the open tasks of some kinds and steps; for what is wanted changes the open task of the same kind, address
and subject, or makes a new one."""


@atomic
def settle(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    done: Collection[Kind] = (),
    occasions: Collection[Kind] = (),
    left: Collection[Place] = (),
    dropped: Collection[Place] = (),
    wanted: Sequence[Wanted] = (),
) -> Settled:
    """Completes the dossier's open tasks of some kinds and steps and sets others, in one statement.

    `occasions` are kinds of tasks that belong to no step; `left` are steps that were done, `dropped` such as were left
    without being done: their tasks are no longer needed. An open task of the same kind, address and subject as a wanted
    one is kept and gets the new term, unless it is among those completed. What is wanted twice is set once, as it was
    said last.
    """
    places = dict.fromkeys(dropped, True) | dict.fromkeys(left, False)
    if not (done or occasions or places or wanted):
        return Settled(0, [])
    merged: list[tuple[UUID, Wanted]] = []
    ids: list[UUID] = []
    for one in wanted:
        at = next((at for at, (_id, before) in enumerate(merged) if before.meets(one)), None)
        if at is None:
            merged.append((uuid7(), one))
        elif one.instance_id is None:
            before = merged[at][1]
            merged[at] = (merged[at][0], replace(one, step=before.step, instance_id=before.instance_id))
        else:
            merged[at] = (merged[at][0], one)
        ids.append(merged[-1 if at is None else at][0])
    values: dict[str, Any] = {
        "dossier": dossier_id,
        "contributor": actor.institution_id,
        "actor": actor.membership_id,
        "on": on,
        "done": _array(done),
        "occasions": _array(occasions),
        "left": json.dumps([_left(place, dropped=gone) for place, gone in places.items()], default=str),
        "wanted": json.dumps([_values(task_id, one) for task_id, one in merged], default=str),
    }
    with prepared() as cursor:
        cursor.execute(SETTLE, values)
        rows = cursor.fetchall()
    kept = {wanted_id: task_id for wanted_id, task_id in rows if wanted_id is not None}
    return Settled(len(rows) - len(kept), [kept.get(task_id, task_id) for task_id in ids])


def _left(place: Place, *, dropped: bool) -> dict[str, object]:
    instance_id, step = place
    return {"instance_id": instance_id, "step": step, "dropped": dropped}


def _array(kinds: Iterable[Kind]) -> str:
    """Codes as the server writes an array; the driver would look for the type of each list anew."""
    return f"{{{','.join(kinds)}}}"


def _values(task_id: UUID, wanted: Wanted) -> dict[str, object]:
    return {"id": task_id, **asdict(wanted.to), **{name: getattr(wanted, name) for name in _OWN}}


_OWN = ("kind", "step", "due_on", "subject_id", "instance_id")


def _fresh(contributor_id: int, dossier_id: UUID, wanted: Wanted, set_on: date) -> Task:
    own = {name: getattr(wanted, name) for name in _OWN}
    return Task(dossier_id=dossier_id, contributor_id=contributor_id, set_on=set_on, **own, **asdict(wanted.to))


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
    _fresh(contributor_id, dossier_id, wanted, set_on).save(force_insert=True)
    return True


def take_back(*, actor: SystemActor, task_id: UUID, on: date) -> bool:
    """The platform takes back a task that it set and that is no longer needed."""
    del actor
    return bool(Task.objects.filter(id=task_id, state=State.OPEN).update(state=State.CANCELLED, done_on=on))


def complete(
    *,
    actor: Actor,
    dossier_id: UUID,
    kinds: tuple[Kind, ...],
    on: date,
    subject_id: UUID | None = None,
    institution_id: int | None = None,
) -> int:
    """Completes the dossier's open tasks of these kinds (of one subject, and of it for one institution, if given);
    returns how many."""
    if subject_id is None:
        return settle(actor=actor, dossier_id=dossier_id, on=on, done=kinds).completed
    rows = Task.objects.filter(dossier_id=dossier_id, kind__in=kinds, state=State.OPEN, subject_id=subject_id)
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
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


def put_off(*, actor: Actor, task_id: UUID, due_on: date) -> int:
    """Gives an open task another term; returns how many."""
    del actor
    return Task.objects.filter(id=task_id, state=State.OPEN).update(due_on=due_on)


def pass_on(*, actor: Actor, dossier_id: UUID, from_membership_id: int, to_membership_id: int) -> int:
    """Hands all open tasks of one member to another, at a change of case manager; returns how many."""
    del actor
    rows = Task.objects.filter(dossier_id=dossier_id, membership_id=from_membership_id, state=State.OPEN)
    return rows.update(membership_id=to_membership_id)
