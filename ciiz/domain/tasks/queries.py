"""Reads of the context."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Q, QuerySet
from django.db.models.expressions import RawSQL

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import Role
from ciiz.foundation.db.compiled import compiled, summed
from ciiz.foundation.reading import register

from .enums import Kind, State
from .models import Task

BOUND = 1000
COORDINATE = (Role.REGIONAL, Role.THEMATIC, Role.OFFICER, Role.SECRETARIAT)
SOONEST = (F("due_on").asc(nulls_last=True), "set_on", "id")
ABSENT = """tasks_task.{column} = ANY (ARRAY(
    SELECT absent.{of} FROM organisations_membership absent
    WHERE absent.deputy_id = %s AND %s BETWEEN absent.absent_from AND absent.absent_to))"""
"""Tasks of people absent today come to their deputy, access does not; an array, so that the index is used."""
DEPUTISED = ABSENT.format(column="membership_id", of="id")
COORDINATED = tuple(ABSENT.format(column=place, of=place) for place in ("region_id", "theme_id"))
IN_ROLE = """tasks_task.role = ANY (ARRAY(
    SELECT absent.role FROM organisations_membership absent
    WHERE absent.deputy_id = %s AND %s BETWEEN absent.absent_from AND absent.absent_to
        AND absent.institution_id = %s AND absent.role <> %s))"""
"""What is for a role comes to a colleague who stands in for somebody in it, and has it not in the own role already."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The tasks shown and how many there are; `more` says that counting stopped at the bound."""

    tasks: Sequence[Task]
    count: int
    more: bool


def _told(actor: Actor) -> dict[str, Any]:
    """What of an actor tasks may be addressed to."""
    told = {"membership": actor.membership_id, "institution": actor.institution_id, "role": actor.role.value}
    places = {"region": actor.region_id, "theme": actor.theme_id}
    coordinates = {"coordinates": actor.membership_id} if actor.role in COORDINATE else {}
    return told | {"today": actor.today} | coordinates | {name: key for name, key in places.items() if key is not None}


def _addresses(told: Mapping[str, Any]) -> Iterator[Q]:
    """By what a task may be addressed to the actor; each has its index, and a task has one address only."""
    yield Q(membership_id=told["membership"])
    yield _absent(DEPUTISED, told["membership"], told["today"])
    if "coordinates" in told:
        for condition in COORDINATED:
            yield _absent(condition, told["coordinates"], told["today"])
    for place in ("region", "theme"):
        if place in told:
            yield Q(**{f"{place}_id": told[place]})
    stands_in = [told[name] for name in ("membership", "today", "institution", "role")]
    yield Q(institution_id=told["institution"]) & Q(RawSQL(IN_ROLE, stands_in, output_field=BooleanField()))  # noqa: S611
    for role in ("", told["role"]):
        yield Q(institution_id=told["institution"], role=role)


def _absent(condition: str, deputy_id: int, on: date) -> Q:
    return Q(RawSQL(condition, [deputy_id, on], output_field=BooleanField()))  # noqa: S611 - fixed


def _open(names: Sequence[str], values: Sequence[Any], kinds: Sequence[Kind] | None) -> Iterator[QuerySet[Task]]:
    rows = Task.objects.filter(state=State.OPEN)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return (rows.filter(address) for address in _addresses(dict(zip(names, values, strict=True))))


@compiled
def _soonest(*values: Any, names: Sequence[str], limit: int, kinds: Sequence[Kind] | None) -> QuerySet[Task]:
    """The soonest open tasks: from each address as many as are wanted, in the order of its index, then merged."""
    first, *others = (rows.order_by(*SOONEST)[:limit] for rows in _open(names, values, kinds))
    return first.union(*others, all=True).order_by(*SOONEST)[:limit]


@summed("SELECT count(*) FROM ({rows}) AS rows")
def _counted(*values: Any, names: Sequence[str], kinds: Sequence[Kind] | None, bound: int) -> QuerySet[Task, Any]:
    first, *others = (rows.values_list("id")[: bound + 1] for rows in _open(names, values, kinds))
    return first.union(*others, all=True)[: bound + 1]


def _count(actor: Actor, kinds: Sequence[Kind] | None = None, bound: int = BOUND) -> int:
    told = _told(actor)
    ((number,),) = _counted(*told.values(), names=tuple(told), kinds=kinds and tuple(kinds), bound=bound)
    return int(number)


def waiting(actor: Actor, *, limit: int = 50, kinds: Sequence[Kind] | None = None, count: int | None = None) -> Waiting:
    """What waits for the actor and for whom they stand in today, soonest first.

    Two queries: at most `limit` tasks and a count that stops at 1,000; one where the `count` is known.
    """
    told = _told(actor)
    tasks = _soonest(*told.values(), names=tuple(told), limit=limit, kinds=kinds and tuple(kinds))
    if count is None:
        count = len(tasks) if len(tasks) < limit else _count(actor, kinds)
    register({task.dossier_id for task in tasks}, "basic")
    return Waiting(tasks=tasks, count=min(count, BOUND), more=count > BOUND)


def waiting_count(actor: Actor, bound: int = BOUND) -> int:
    """How many tasks wait for the actor, at most one more than the bound."""
    return _count(actor, bound=bound)


@dataclass(frozen=True, slots=True)
class Pile:
    """Open tasks of one kind: how many, how many overdue, how many reminded of today, since when the oldest waits."""

    kind: Kind
    count: int
    overdue: int
    reminded: int
    oldest: date


def piles(actor: Actor) -> list[Pile]:
    """What waits for the actor, counted by kind over at most 1,001 tasks, the soonest due; one query."""
    told = _told(actor)
    rows = _piled(*told.values(), names=tuple(told), most=BOUND + 1)
    return [Pile(Kind(kind), *numbers) for kind, *numbers in rows]


@summed(
    "SELECT kind, count(*), count(*) FILTER (WHERE due_on < current_setting('ciiz.today')::date), "
    "count(*) FILTER (WHERE reminded_on = current_setting('ciiz.today')::date), min(set_on) "
    "FROM (SELECT *, row_number() OVER () AS place FROM ({rows}) AS rows) AS rows GROUP BY kind ORDER BY min(place)"
)
def _piled(*values: Any, names: Sequence[str], most: int) -> QuerySet[Task, Any]:
    columns = ("due_on", "set_on", "id", "kind", "reminded_on")
    first, *others = (rows.order_by(*SOONEST)[:most].values_list(*columns) for rows in _open(names, values, None))
    return first.union(*others, all=True).order_by(*SOONEST)[:most]


@dataclass(frozen=True, slots=True)
class Urged:
    """How many tasks somebody was reminded of today: overdue, due today, due later; at most 1,000 together."""

    over: int = 0
    now: int = 0
    ahead: int = 0

    def __add__(self, other: "Urged") -> "Urged":
        return Urged(self.over + other.over, self.now + other.now, self.ahead + other.ahead)

    def __bool__(self) -> bool:
        return bool(self.over or self.now or self.ahead)


def urged(actor: Actor) -> Urged:
    """Of what the actor, or whom they stand in for, was reminded today; one query."""
    told = _told(actor)
    ((over, now, ahead),) = _urged(*told.values(), names=tuple(told), most=BOUND)
    return Urged(over, now, ahead)


@summed(
    "SELECT count(*) FILTER (WHERE due_on < reminded_on), count(*) FILTER (WHERE due_on = reminded_on), "
    "count(*) FILTER (WHERE due_on > reminded_on) FROM ({rows}) AS rows"
)
def _urged(*values: Any, names: Sequence[str], most: int) -> QuerySet[Task, Any]:
    on, columns = values[names.index("today")], ("due_on", "reminded_on")
    told = (rows.filter(reminded_on=on).values_list(*columns, "id")[:most] for rows in _open(names, values, None))
    first, *others = told
    return first.union(*others, all=True)[:most]


def of_case(actor: Actor, dossier_id: UUID, *, include_done: bool = False) -> Sequence[Task]:
    """Tasks of one dossier, open ones first by due date; at most 200."""
    del actor
    register([dossier_id], "basic")
    return _of_case(dossier_id, include_done=include_done)


@compiled
def _of_case(dossier_id: UUID, *, include_done: bool) -> QuerySet[Task]:
    rows = Task.objects.filter(dossier_id=dossier_id)
    if not include_done:
        rows = rows.filter(state=State.OPEN)
    return rows.order_by(F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "id")[:200]


def task(actor: Actor, task_id: UUID) -> Task | None:
    """An open task with whoever it is for."""
    del actor
    rows = Task.objects.filter(id=task_id, state=State.OPEN)
    found = rows.select_related("membership__user", "membership__institution", "institution").first()
    if found is not None:
        register([found.dossier_id], "basic")
    return found


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


def open_of_kind(kind: Kind, *, limit: int = 10_000) -> Sequence[Task]:
    """All open tasks of a kind, for the jobs of the platform."""
    return list(Task.objects.filter(kind=kind, state=State.OPEN).order_by("due_on", "id")[:limit])
