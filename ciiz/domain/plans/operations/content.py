"""What a draft holds: goals and measures; and how far the measures are, in every state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max, Q

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, DomainError, NotFound

from ..enums import MeasureKind, MeasureStatus, Phase, PlanState, Responsible
from ..errors import DeadlineOver, NobodyResponsible, NotADraft, SharesTooHigh, StatusNotNext, WordsMissing
from ..models import Goal, Measure, Plan
from .versions import touch

T = TypeVar("T", Goal, Measure)


@dataclass(frozen=True, slots=True)
class MeasureInput:
    """What somebody writes about a measure; `shares` is institution id → percent."""

    text: str
    responsible: Responsible = Responsible.INSTITUTION
    institution_id: int | None = None
    member_id: int | None = None
    provider: str = ""
    deadline: date | None = None
    kind: MeasureKind = MeasureKind.INTEGRATION
    phase: Phase = Phase.CLARIFY
    category: Category = Category.WORK
    shares: Mapping[int, float] = field(default_factory=dict)

    def refusals(self, *, new_on: date | None = None) -> Iterator[DomainError]:
        """Everything that is wrong with it; `new_on` is the day on which it is thought of."""
        if not self.text.strip():
            yield WordsMissing(field="text")
        if self.responsible is Responsible.INSTITUTION and self.institution_id is None:
            yield NobodyResponsible(field="institution")
        if self.responsible is Responsible.PROVIDER and not self.provider.strip():
            yield NobodyResponsible(field="provider")
        if any(share <= 0 for share in self.shares.values()) or sum(self.shares.values()) > 100:
            yield SharesTooHigh(field="shares")
        if new_on is not None and self.deadline is not None and self.deadline < new_on:
            yield DeadlineOver(field="deadline")

    def columns(self, *, new_on: date | None = None) -> dict[str, Any]:
        """The values as columns, checked."""
        for refusal in self.refusals(new_on=new_on):
            raise refusal
        by_institution = self.responsible is Responsible.INSTITUTION
        by_person = self.responsible is Responsible.PERSON
        return {
            "text": self.text.strip(),
            "responsible": self.responsible,
            "institution_id": None if by_person else self.institution_id,
            "member_id": self.member_id if by_institution else None,
            "provider": "" if by_person else self.provider.strip(),
            "deadline": self.deadline,
            "kind": self.kind,
            "phase": self.phase,
            "category": self.category,
            "shares": [{"institution": key, "percent": share} for key, share in sorted(self.shares.items())],
        }


@atomic
def add_goal(
    *, actor: Actor, plan_id: UUID, expected_version: int, text: str, category: Category = Category.WORK
) -> Goal:
    """Adds a goal to a draft."""
    if not text.strip():
        raise WordsMissing(field="text")
    plan = touch(plan_id, expected_version)
    goal = Goal(
        **_place(actor, plan, Goal),
        category=category,
        text=text.strip(),
    )
    goal.save(force_insert=True)
    return goal


@atomic
def change_goal(
    *, actor: Actor, goal_id: UUID, expected_version: int, text: str, category: Category = Category.WORK
) -> Goal:
    """Words a goal anew; if it stems from an earlier version, that one keeps its words."""
    if not text.strip():
        raise WordsMissing(field="text")
    goal = _held(Goal, goal_id)
    plan = _draft_of(goal.dossier_id, expected_version)
    return _reword(actor, plan, goal, {"text": text.strip(), "category": category})


@atomic
def end_goal(*, actor: Actor, goal_id: UUID, expected_version: int) -> None:
    """Takes a goal with its measures out of the draft."""
    del actor
    goal = _held(Goal, goal_id)
    plan = _draft_of(goal.dossier_id, expected_version)
    Goal.objects.filter(id=goal.id).update(until=plan.number)
    Measure.objects.filter(dossier_id=goal.dossier_id, goal_line=goal.line, until__isnull=True).update(
        until=plan.number
    )


@atomic
def add_measure(
    *, actor: Actor, plan_id: UUID, expected_version: int, goal_line: UUID, measure: MeasureInput
) -> Measure:
    """Adds a measure to a goal of a draft."""
    columns = measure.columns(new_on=actor.today)
    plan = touch(plan_id, expected_version)
    if not Goal.objects.filter(dossier_id=plan.dossier_id, line=goal_line, until__isnull=True).exists():
        raise NotFound
    added = Measure(**_place(actor, plan, Measure), goal_line=goal_line, **columns)
    added.save(force_insert=True)
    return added


@atomic
def change_measure(*, actor: Actor, measure_id: UUID, expected_version: int, measure: MeasureInput) -> Measure:
    """Words a measure anew; how far it is stays, and an earlier version keeps its words."""
    columns = measure.columns()
    held = _held(Measure, measure_id)
    plan = _draft_of(held.dossier_id, expected_version)
    return _reword(actor, plan, held, columns)


@atomic
def end_measure(*, actor: Actor, measure_id: UUID, expected_version: int) -> None:
    """Takes a measure out of the draft."""
    del actor
    held = _held(Measure, measure_id)
    plan = _draft_of(held.dossier_id, expected_version)
    Measure.objects.filter(id=held.id).update(until=plan.number)


@atomic
def advance_measure(
    *,
    actor: Actor,
    measure_id: UUID,
    expected_version: int,
    status: MeasureStatus,
    on: date,
    result: str = "",
    step: str = "",
) -> Measure:
    """Says how far a measure is, since when and with which result; national indicator 3 counts "granted".

    Other wordings of the same measure, in force or in a draft, move along.
    """
    measure = Measure.objects.filter(id=measure_id).first()
    if measure is None:
        raise NotFound
    if not status.follows(MeasureStatus(measure.status)):
        raise StatusNotNext(field="status")
    granted = measure.granted_on or (on if status not in (MeasureStatus.PLANNED, MeasureStatus.DROPPED) else None)
    values = {"status": status, "status_on": on, "granted_on": granted, "result": result.strip() or measure.result}
    saved = Measure.objects.filter(id=measure.id, version=expected_version).update(
        version=expected_version + 1, **values
    )
    if not saved:
        raise Conflict
    in_force = Plan.objects.filter(dossier_id=measure.dossier_id, state=PlanState.VALIDATED).first()
    still_held = Q(until__isnull=True) | Q(until__gt=in_force.number if in_force else 0)
    Measure.objects.filter(still_held, dossier_id=measure.dossier_id, line=measure.line).exclude(id=measure.id).update(
        **values
    )
    for name, value in (*values.items(), ("version", expected_version + 1)):
        setattr(measure, name, value)
    record(
        actor=actor,
        kind=f"measure_{status.value}",
        dossier_id=measure.dossier_id,
        category=Category(measure.category),
        occurred_on=on,
        subject_id=measure.line,
        step=step,
        measure=measure.kind,
    )
    return measure


def _place(actor: Actor, plan: Plan, model: type[Goal] | type[Measure]) -> dict[str, Any]:
    last = model.objects.filter(dossier_id=plan.dossier_id, until__isnull=True).aggregate(last=Max("position"))["last"]
    return {
        "dossier_id": plan.dossier_id,
        "contributor_id": actor.institution_id,
        "since": plan.number,
        "position": (last or 0) + 1,
    }


def _held(model: type[T], key: UUID) -> T:
    held = model.objects.filter(id=key, until__isnull=True).first()
    if held is None:
        raise NotFound
    return held


def _draft_of(dossier_id: UUID, expected_version: int) -> Plan:
    latest = Plan.objects.filter(dossier_id=dossier_id).order_by("-number").values_list("id", flat=True).first()
    if latest is None:
        raise NotADraft
    return touch(latest, expected_version)


def _reword(actor: Actor, plan: Plan, held: T, columns: dict[str, Any]) -> T:
    if held.since == plan.number:
        type(held).objects.filter(id=held.id).update(**columns)
        for name, value in columns.items():
            setattr(held, name, value)
        return held
    type(held).objects.filter(id=held.id).update(until=plan.number)
    fixed = {"id", "dossier", "contributor", "since", "until", *columns, *(c.removesuffix("_id") for c in columns)}
    kept = {f.attname: getattr(held, f.attname) for f in held._meta.concrete_fields if f.name not in fixed}
    anew = type(held)(
        **kept, **columns, dossier_id=held.dossier_id, contributor_id=actor.institution_id, since=plan.number
    )
    anew.save(force_insert=True)
    return anew
