"""The action plan: drawn up, signed, accepted by the institutions, validated or sent back."""

from collections.abc import Iterable
from datetime import date
from textwrap import shorten
from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow, first_plan
from ciiz.domain.organisations.public import CantonValues
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import Answer, PlanState
from ciiz.domain.plans.public import (
    Acceptance,
    Goal,
    Measure,
    MeasureInput,
    Plan,
    Standpoint,
    may_accept_part,
    may_decide,
    may_draft,
    may_sign,
)
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task, cancel, complete_task, of_case
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .acceptance import answers_asked, event_waits
from .coverage import require_opening
from .rhythm import answers_read, next_stock_takings, next_talk, tell_manager
from .standpoint import held, move_on, standpoint
from .steps import Turn, here
from .terms import usual_rhythm

LONGEST_GOAL = 500
"""Of a possibility that opens as a goal; the session noted up to 2000 characters."""


@atomic
def draft(
    *,
    actor: Actor,
    dossier_id: UUID,
    rhythm_days: int | None = None,
    reason: str = "",
    possibilities: Iterable[UUID] = (),
) -> Plan:
    """The case manager begins the first version, or the next one after the plan is to change or was sent back.

    `possibilities` of the session open as goals, in the category they were noted in.
    """
    case, values, at = _at(actor, dossier_id)
    if not may_draft(at):
        raise plans.NotCaseManager
    if case.stage != Stage.ASSIGNED:
        raise NotNow
    answers_read(actor=actor, case=case)
    if rhythm_days is None and plans.latest(actor, dossier_id) is None:
        rhythm_days = usual_rhythm(values)
    step = here(actor=actor, dossier_id=dossier_id, journey="plan.draft")
    plan = plans.draft(actor=actor, dossier_id=dossier_id, rhythm_days=rhythm_days, reason=reason, step=step)
    wanted = frozenset(possibilities)
    for one in first_plan(actor, dossier_id) if wanted else ():
        if one.id in wanted:
            text = shorten(one.text, LONGEST_GOAL, placeholder="…")
            category = Category(one.category)
            plans.add_goal(actor=actor, plan_id=plan.id, expected_version=plan.version, text=text, category=category)
            plan.version += 1
    return plan


@atomic
def set_rhythm(*, actor: Actor, dossier_id: UUID, expected_version: int, rhythm_days: int) -> Plan:
    """The case manager agrees with the person how often they meet."""
    plan = _editable(actor, dossier_id)
    return plans.set_rhythm(actor=actor, plan_id=plan.id, expected_version=expected_version, rhythm_days=rhythm_days)


@atomic
def add_goal(
    *, actor: Actor, dossier_id: UUID, expected_version: int, text: str, category: Category = Category.WORK
) -> Goal:
    """The case manager adds a goal."""
    plan = _editable(actor, dossier_id)
    return plans.add_goal(actor=actor, plan_id=plan.id, expected_version=expected_version, text=text, category=category)


@atomic
def change_goal(
    *, actor: Actor, goal_id: UUID, expected_version: int, text: str, category: Category = Category.WORK
) -> Goal:
    """The case manager words a goal anew."""
    goal = plans.goal(actor, goal_id)
    _editable(actor, goal.dossier_id if goal else None)
    return plans.change_goal(
        actor=actor, goal_id=goal_id, expected_version=expected_version, text=text, category=category
    )


@atomic
def end_goal(*, actor: Actor, goal_id: UUID, expected_version: int) -> None:
    """The case manager takes a goal and its measures out."""
    goal = plans.goal(actor, goal_id)
    _editable(actor, goal.dossier_id if goal else None)
    plans.end_goal(actor=actor, goal_id=goal_id, expected_version=expected_version)


@atomic
def add_measure(
    *, actor: Actor, dossier_id: UUID, expected_version: int, goal_line: UUID, measure: MeasureInput
) -> Measure:
    """The case manager adds a measure to a goal."""
    plan = _editable(actor, dossier_id)
    return plans.add_measure(
        actor=actor, plan_id=plan.id, expected_version=expected_version, goal_line=goal_line, measure=measure
    )


@atomic
def change_measure(*, actor: Actor, measure_id: UUID, expected_version: int, measure: MeasureInput) -> Measure:
    """The case manager words a measure anew."""
    held = plans.measure(actor, measure_id)
    _editable(actor, held.dossier_id if held else None)
    return plans.change_measure(actor=actor, measure_id=measure_id, expected_version=expected_version, measure=measure)


@atomic
def end_measure(*, actor: Actor, measure_id: UUID, expected_version: int) -> None:
    """The case manager takes a measure out."""
    held = plans.measure(actor, measure_id)
    _editable(actor, held.dossier_id if held else None)
    plans.end_measure(actor=actor, measure_id=measure_id, expected_version=expected_version)


@atomic
def sign(
    *,
    actor: Actor,
    dossier_id: UUID,
    expected_version: int,
    person_signed_on: date,
    manager_signed_on: date,
    signed_copy_id: UUID | None = None,
) -> Plan:
    """The case manager records both signatures: the person was met; coordination and institutions are asked."""
    case, values, at = _at(actor, dossier_id)
    if not may_sign(at):
        raise plans.NotCaseManager
    plan = _on_its_way(actor, dossier_id)
    turn = Turn(actor=actor, case=case, values=values)
    signed = plans.sign(
        actor=actor,
        plan_id=plan.id,
        expected_version=expected_version,
        person_signed_on=person_signed_on,
        manager_signed_on=manager_signed_on,
        signed_copy_id=signed_copy_id,
        step=turn.step("plan.sign"),
    )
    move_on(actor=actor, case=case, at=Stage.ASSIGNED, to=Stage.PLANNED)
    on = max(person_signed_on, manager_signed_on)
    turn.done("plan.sign", on=on, also=answers_asked(turn, signed))
    return signed


@atomic
def attach_copy(*, actor: Actor, dossier_id: UUID, expected_version: int, document_id: UUID) -> Plan:
    """The case manager attaches the signed copy of the newest version when it comes later than the signatures."""
    _case, _values, at = _at(actor, dossier_id)
    if not may_sign(at):
        raise plans.NotCaseManager
    plan = plans.latest(actor, dossier_id)
    if plan is None:
        raise NotFound
    return plans.attach_copy(actor=actor, plan_id=plan.id, expected_version=expected_version, document_id=document_id)


@atomic
def accept_part(*, actor: Actor, dossier_id: UUID, answer: Answer, comment: str = "") -> Acceptance:
    """A contact person says whether the own institution accepts its part of the newest version."""
    case, values, _before = _at(actor, dossier_id)
    plan = plans.latest(actor, dossier_id)
    if plan is None or plan.state == PlanState.DRAFT:
        raise NotFound
    if not may_accept_part(standpoint(actor, case, values, plan)):
        raise plans.NoPartInPlan
    if event_waits(actor, case):
        raise plans.EventFirst
    step = here(actor=actor, dossier_id=dossier_id, journey="plan.accept_part")
    acceptance = plans.accept_part(actor=actor, plan_id=plan.id, answer=answer, comment=comment, step=step)
    for task in _asked(actor, dossier_id):
        complete_task(actor=actor, task_id=task.id, on=actor.today)
    if answer is not Answer.YES:
        tell_manager(actor=actor, case=case, values=values, subject_id=plan.id)
    return acceptance


@atomic
def validate(*, actor: Actor, dossier_id: UUID, expected_version: int) -> Plan:
    """The coordination puts the signed plan into force; carrying it out and taking stock become tasks."""
    case, values, plan, former = _to_decide(actor, dossier_id)
    turn = Turn(actor=actor, case=case, values=values)
    validated = plans.validate(
        actor=actor,
        plan=plan,
        former=former,
        expected_version=expected_version,
        binding=values.plan.acceptance_binding,
        step=turn.step("plan.validate"),
    )
    move_on(actor=actor, case=case, at=Stage.PLANNED, to=Stage.RUNNING)
    talk = next_talk(case, values, on=actor.today, plan=validated)
    turn.done("plan.validate", on=actor.today, outcome=Outcome.YES, also=[*next_stock_takings(case), talk])
    return validated


@atomic
def send_back(*, actor: Actor, dossier_id: UUID, expected_version: int, alternatives: str) -> Plan:
    """The coordination does not validate, and proposes other possibilities; the case manager drafts anew."""
    case, values, plan, _former = _to_decide(actor, dossier_id)
    turn = Turn(actor=actor, case=case, values=values)
    sent = plans.send_back(
        actor=actor,
        plan_id=plan.id,
        expected_version=expected_version,
        alternatives=alternatives,
        step=turn.step("plan.validate"),
    )
    move_on(actor=actor, case=case, at=Stage.PLANNED, to=Stage.ASSIGNED)
    turn.done("plan.validate", on=actor.today, outcome=Outcome.NO)
    cancel(actor=actor, dossier_id=dossier_id, on=actor.today, kinds=(Kind.ACCEPT_PART,))
    return sent


def _at(actor: Actor, dossier_id: UUID | None) -> tuple[Case, CantonValues, Standpoint]:
    if dossier_id is None:
        raise NotFound
    case, values = held(actor, dossier_id)
    return case, values, standpoint(actor, case, values)


def _editable(actor: Actor, dossier_id: UUID | None) -> Plan:
    case, _values, at = _at(actor, dossier_id)
    if not may_draft(at):
        raise plans.NotCaseManager
    return _on_its_way(actor, case.dossier_id)


def _on_its_way(actor: Actor, dossier_id: UUID) -> Plan:
    plan = plans.on_its_way(actor, dossier_id)
    if plan is None:
        raise plans.NotADraft
    return plan


def _to_decide(actor: Actor, dossier_id: UUID) -> tuple[Case, CantonValues, Plan, Plan | None]:
    case, values, at = _at(actor, dossier_id)
    if not may_decide(at):
        raise plans.NotCoordinator
    plan, former = plans.underway(actor, dossier_id)
    if plan is None:
        require_opening(actor=actor, dossier_id=dossier_id, receiver_id=actor.institution_id, on=actor.today)
        raise plans.NotSigned
    if event_waits(actor, case):
        raise plans.EventFirst
    return case, values, plan, former


def _asked(actor: Actor, dossier_id: UUID) -> list[Task]:
    """The own institution's tasks to answer for its part; those of other institutions stay."""
    return [
        task
        for task in of_case(actor, dossier_id)
        if task.kind == Kind.ACCEPT_PART and task.institution_id == actor.institution_id
    ]
