"""Reads of the context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.reading import register

from .enums import Kind, State
from .models import Task

BOUND = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """The tasks shown and how many there are; `more` says that counting stopped at the bound."""

    tasks: Sequence[Task]
    count: int
    more: bool


def _addressed(actor: Actor, deputised: Iterable[int]) -> Q:
    mine = Q(membership_id__in=[actor.membership_id, *deputised])
    if actor.region_id is not None:
        mine |= Q(membership__isnull=True, region_id=actor.region_id)
    if actor.theme_id is not None:
        mine |= Q(membership__isnull=True, theme_id=actor.theme_id)
    return mine | Q(
        membership__isnull=True,
        region__isnull=True,
        theme__isnull=True,
        institution_id=actor.institution_id,
        role__in=["", actor.role],
    )


def _open(actor: Actor, deputised: Iterable[int], kinds: Sequence[Kind] | None) -> QuerySet[Task]:
    rows = Task.objects.filter(_addressed(actor, deputised), state=State.OPEN)
    return rows if kinds is None else rows.filter(kind__in=kinds)


def waiting(
    actor: Actor, *, limit: int = 50, kinds: Sequence[Kind] | None = None, deputised: Iterable[int] = ()
) -> Waiting:
    """What waits for the actor, soonest first; `deputised` are memberships the actor stands in for today.

    Two queries: at most `limit` tasks and a count that stops at 1,000.
    """
    deputised = list(deputised)
    rows = _open(actor, deputised, kinds)
    tasks = list(rows.order_by(F("due_on").asc(nulls_last=True), "set_on", "id")[:limit])
    count = len(tasks) if len(tasks) < limit else rows.values("id")[: BOUND + 1].count()
    register({task.dossier_id for task in tasks}, "basic")
    return Waiting(tasks=tasks, count=min(count, BOUND), more=count > BOUND)


def waiting_count(actor: Actor, *, deputised: Iterable[int] = ()) -> int:
    """How many tasks wait for the actor, at most 1,001."""
    return _open(actor, deputised, None).values("id")[: BOUND + 1].count()


def of_case(actor: Actor, dossier_id: UUID, *, include_done: bool = False) -> Sequence[Task]:
    """Tasks of one dossier, open ones first by due date; at most 200."""
    del actor
    register([dossier_id], "basic")
    rows = Task.objects.filter(dossier_id=dossier_id)
    if not include_done:
        rows = rows.filter(state=State.OPEN)
    return list(rows.order_by(F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "id")[:200])


def is_mine(actor: Actor, task: Task) -> bool:
    """The task is addressed to the actor: their own, or their role's, region's or theme's."""
    if task.membership_id is not None:
        return task.membership_id == actor.membership_id
    if task.region_id is not None or task.theme_id is not None:
        return (task.region_id, task.theme_id) != (None, None) and (
            (task.region_id is not None and task.region_id == actor.region_id)
            or (task.theme_id is not None and task.theme_id == actor.theme_id)
        )
    return task.institution_id == actor.institution_id and task.role in ("", actor.role)
