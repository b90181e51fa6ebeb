"""Reads of the context; the database lets through what the actor may see. Every query is bounded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ciiz.domain.access.public import Actor, Category
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.reading import register

from .enums import MeasureStatus, PlanState
from .models import Acceptance, Goal, Measure, Plan, ServiceOrder, StockTaking
from .models.held import Held, in_version

MOST = 200
"""Rows of one kind that a page shows at most."""


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its measures; without `goal`, measures whose goal the actor may not read."""

    goal: Goal | None
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version as the actor sees it: all institutions' measures in one list under their goals."""

    plan: Plan
    goals: Sequence[GoalView]
    acceptances: Sequence[Acceptance]
    awaited: Sequence[Any]
    """Institutions with a part in the plan that have not answered."""

    @property
    def measures(self) -> list[Measure]:
        """All measures, in the order of the page."""
        return [measure for view in self.goals for measure in view.measures]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: added, removed or changed, and in a changed one the columns that differ."""

    change: str
    before: Goal | Measure | None
    after: Goal | Measure | None
    columns: tuple[str, ...] = ()

    @property
    def is_goal(self) -> bool:
        """A goal, not a measure."""
        return isinstance(self.after or self.before, Goal)


COMPARED = {
    Goal: ("text", "category"),
    Measure: (
        "text",
        "category",
        "responsible",
        "institution_id",
        "member_id",
        "provider",
        "deadline",
        "kind",
        "phase",
        "shares",
        "goal_line",
    ),
}


def plan(actor: Actor, plan_id: UUID) -> Plan | None:
    """One version without its content; None if it does not exist or is not open to the actor."""
    del actor
    found = Plan.objects.filter(id=plan_id).first()
    _shown(found.dossier_id if found else None, [Category.WORK])
    return found


def versions(actor: Actor, dossier_id: UUID) -> Sequence[Plan]:
    """All versions, latest first."""
    del actor
    found = list(
        Plan.objects.filter(dossier_id=dossier_id)
        .select_related("drafted_by__user", "signed_by__user", "decided_by__user")
        .order_by("-number")[:MOST]
    )
    _shown(dossier_id if found else None, [Category.WORK])
    return found


def latest(actor: Actor, dossier_id: UUID) -> Plan | None:
    """The newest version, whatever its state."""
    return next(iter(versions(actor, dossier_id)), None)


def in_force(actor: Actor, dossier_id: UUID) -> Plan | None:
    """The validated version."""
    del actor
    found = next(iter(_validated(dossier_id)), None)
    _shown(dossier_id if found else None, [Category.WORK])
    return found


def on_its_way(actor: Actor, dossier_id: UUID) -> Plan | None:
    """The draft, or what is signed and waits for validation."""
    del actor
    found = next(iter(_underway(dossier_id)), None)
    _shown(dossier_id if found else None, [Category.WORK])
    return found


def underway(actor: Actor, dossier_id: UUID) -> tuple[Plan | None, Plan | None]:
    """The version on its way and the one in force until now, both held until the transaction ends."""
    del actor
    found = _deciding(dossier_id)
    _shown(dossier_id if found else None, [Category.WORK])
    on_its_way = next((one for one in found if PlanState(one.state).is_open), None)
    return on_its_way, next((one for one in found if one is not on_its_way), None)


def view(actor: Actor, dossier_id: UUID, number: int | None = None) -> PlanView | None:
    """A version with goals, measures and answers, by default the newest; four queries."""
    del actor
    found = next(iter(_newest(dossier_id) if number is None else _numbered(dossier_id, number)), None)
    if found is None:
        return None
    goals = _goals(found)
    measures = _measures(found)
    answers = _answers(found.id)
    _shown(dossier_id, [Category.WORK, *(held.category for held in (*goals, *measures))])
    lines = {goal.line for goal in goals}
    views = [GoalView(goal, [m for m in measures if m.goal_line == goal.line]) for goal in goals]
    loose = [measure for measure in measures if measure.goal_line not in lines]
    if loose:
        views.append(GoalView(None, loose))
    newest = {answer.contributor_id: answer for answer in answers}
    parts = {m.institution_id: m.institution for m in measures if m.institution_id is not None}
    awaited = [parts[key] for key in parts if key not in newest and key != found.contributor_id]
    return PlanView(found, views, list(newest.values()), awaited)


def compare(actor: Actor, dossier_id: UUID, before: int, after: int) -> list[Difference]:
    """What a version changed against another, goals first, as far as the actor may read both."""
    del actor
    numbers = {one.number: one for one in Plan.objects.filter(dossier_id=dossier_id, number__in=[before, after])}
    if len(numbers) < len({before, after}):
        return []
    found: list[Difference] = []
    for rows in (_goals, _measures):
        old = {held.line: held for held in rows(numbers[before])}
        new = {held.line: held for held in rows(numbers[after])}
        _shown(dossier_id, [held.category for held in (*old.values(), *new.values())])
        for line in dict.fromkeys((*old, *new)):
            found.extend(_difference(old.get(line), new.get(line)))
    _shown(dossier_id, [Category.WORK])
    return found


def measure(actor: Actor, measure_id: UUID) -> Measure | None:
    """One measure."""
    del actor
    found = Measure.objects.filter(id=measure_id).select_related("institution", "member__user").first()
    if found is not None:
        _shown(found.dossier_id, [found.category])
    return found


def goal(actor: Actor, goal_id: UUID) -> Goal | None:
    """One goal."""
    del actor
    found = Goal.objects.filter(id=goal_id).first()
    if found is not None:
        _shown(found.dossier_id, [found.category])
    return found


def parts_of(actor: Actor, plan: Plan) -> frozenset[int]:
    """Institutions that are responsible for a measure of this version, as far as the actor may read it."""
    del actor
    rows = Measure.objects.filter(in_version(plan.number), dossier_id=plan.dossier_id, institution__isnull=False)
    return frozenset(key for key in rows.values_list("institution_id", flat=True) if key is not None)


def answered(actor: Actor, plan: Plan) -> frozenset[int]:
    """Institutions that have answered for their part of this version, as far as the actor may read it."""
    del actor
    return frozenset(Acceptance.objects.filter(plan_id=plan.id).values_list("contributor_id", flat=True))


def ties(actor: Actor, dossier_id: UUID) -> list[str]:
    """What of plans holds the actor's institution in a case: "measures", "orders"; also where it sees no such row."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_ties(%s)", [dossier_id])
        (found,) = cursor.fetchone() or ([],)
    return list(found)


def open_measures(actor: Actor, dossier_id: UUID) -> Sequence[Measure]:
    """Measures of a case for which the actor's institution is responsible and that are not over, as far as it sees."""
    over = [status for status in MeasureStatus if status.is_over]
    rows = Measure.objects.filter(
        dossier_id=dossier_id, institution_id=actor.institution_id, until__isnull=True
    ).exclude(status__in=over)
    found = list(rows.order_by("position", "id")[:MOST])
    _shown(dossier_id if found else None, [measure.category for measure in found])
    return found


def orders(actor: Actor, dossier_id: UUID) -> Sequence[ServiceOrder]:
    """Services ordered in a case, latest first."""
    del actor
    found = list(_orders().filter(dossier_id=dossier_id).order_by("-placed_on", "-id")[:MOST])
    _shown(dossier_id if found else None, [Category.WORK])
    return found


def order(actor: Actor, order_id: UUID) -> ServiceOrder | None:
    """One order."""
    del actor
    found = _orders().filter(id=order_id).first()
    _shown(found.dossier_id if found else None, [Category.WORK])
    return found


def stock_takings(actor: Actor, dossier_id: UUID) -> Sequence[StockTaking]:
    """Stock-takings of a case, latest first."""
    del actor
    found = list(
        StockTaking.objects.filter(dossier_id=dossier_id)
        .select_related("contributor", "recorded_by__user", "plan")
        .order_by("-held_on", "-id")[:MOST]
    )
    _shown(dossier_id if found else None, [Category.WORK])
    return found


@compiled
def _validated(dossier_id: UUID) -> QuerySet[Plan]:
    return Plan.objects.filter(dossier_id=dossier_id, state=PlanState.VALIDATED).order_by("-number")[:1]


@compiled
def _underway(dossier_id: UUID) -> QuerySet[Plan]:
    underway = [state for state in PlanState if state.is_open]
    return Plan.objects.filter(dossier_id=dossier_id, state__in=underway).order_by("-number")[:1]


@compiled
def _deciding(dossier_id: UUID) -> QuerySet[Plan]:
    states = [state for state in PlanState if state.is_open or state is PlanState.VALIDATED]
    return Plan.objects.select_for_update().filter(dossier_id=dossier_id, state__in=states)


@compiled
def _newest(dossier_id: UUID) -> QuerySet[Plan]:
    return _versions(dossier_id)[:1]


@compiled
def _numbered(dossier_id: UUID, number: int) -> QuerySet[Plan]:
    return _versions(dossier_id).filter(number=number)


def _versions(dossier_id: UUID) -> QuerySet[Plan]:
    rows = Plan.objects.filter(dossier_id=dossier_id).order_by("-number")
    return rows.select_related("drafted_by__user", "signed_by__user", "decided_by__user")


@compiled
def _answers(plan_id: UUID) -> QuerySet[Acceptance]:
    rows = Acceptance.objects.filter(plan_id=plan_id).select_related("contributor", "answered_by__user")
    return rows.order_by("recorded_at", "id")[:MOST]


def _goals(plan: Plan) -> list[Goal]:
    return _goals_held(plan.dossier_id, plan.number)


@compiled
def _goals_held(dossier_id: UUID, number: int) -> QuerySet[Goal]:
    return Goal.objects.filter(in_version(number), dossier_id=dossier_id).order_by("position", "id")[:MOST]


def _measures(plan: Plan) -> list[Measure]:
    return _measures_held(plan.dossier_id, plan.number)


@compiled
def _measures_held(dossier_id: UUID, number: int) -> QuerySet[Measure]:
    held = Measure.objects.filter(in_version(number), dossier_id=dossier_id)
    return held.select_related("institution", "member__user").order_by("position", "id")[:MOST]


def _orders() -> QuerySet[ServiceOrder]:
    return ServiceOrder.objects.select_related("institution", "contact__user", "placed_by__user", "contributor")


def _difference(before: Held | None, after: Held | None) -> list[Difference]:
    if before is None or after is None:
        return [Difference("added" if before is None else "removed", before, after)]  # type: ignore[arg-type]
    columns = tuple(name for name in COMPARED[type(after)] if getattr(before, name) != getattr(after, name))
    return [Difference("changed", before, after, columns)] if columns else []  # type: ignore[arg-type]


def _shown(dossier_id: UUID | None, categories: Iterable[str]) -> None:
    if dossier_id is not None:
        for category in set(categories):
            register([dossier_id], category)
