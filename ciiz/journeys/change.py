"""Does the plan change? Asked by every stock-taking, and by any event at any time (CII101.7, CII101.7e)."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow, UnknownReason, manages, move
from ciiz.domain.organisations.public import CantonValues, by_code
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import may_decide_course, may_report_event
from ciiz.domain.processes.journeys import LaneRole, Outcome
from ciiz.domain.processes.public import NoProcess, NotForeseen, interrupt
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import cancel, set_task
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from .standpoint import held, standpoint
from .steps import address, advance, due

EVENT = "CII101.7e"


@atomic
def event(*, actor: Actor, dossier_id: UUID, on: date, what: str) -> Event:
    """Somebody of the case tells what happened (a code of the canton); the case manager decides about the plan.

    While a version is on its way, the event goes into that one and cuts nothing off.
    """
    case, values = held(actor, dossier_id)
    if not may_report_event(standpoint(actor, case, values)):
        raise NotAllowed
    if not Stage(case.stage).managed:
        raise NotNow
    if by_code(values.plan_events, what) is None:
        raise UnknownReason(field="what")
    happened = record(actor=actor, kind="plan_event", dossier_id=dossier_id, occurred_on=on, step=EVENT, what=what)
    if case.stage == Stage.RUNNING:
        _turn(actor, case, values, actor.today)
    return happened


@atomic
def decide(*, actor: Actor, dossier_id: UUID, on: date, change: bool, reason: str = "") -> Case:
    """The case manager decides, with the team, whether the plan changes."""
    case, values = held(actor, dossier_id)
    if not may_decide_course(standpoint(actor, case, values)):
        raise plans.NotCaseManager
    return settle(actor=actor, case=case, values=values, on=on, change=change, reason=reason)


def settle(*, actor: Actor, case: Case, values: CantonValues, on: date, change: bool, reason: str = "") -> Case:
    """Carries the decision out: a changed plan is drawn up, signed and validated anew; the old one holds till then."""
    if case.stage != Stage.RUNNING:
        raise NotNow
    if change and not reason.strip():
        raise plans.ReasonMissing(field="reason")
    record(
        actor=actor,
        kind="plan_change_decided",
        dossier_id=case.dossier_id,
        occurred_on=on,
        step="CII101.7",
        change=change,
    )
    advance(
        actor=actor,
        case=case,
        values=values,
        journey="change.decide",
        on=on,
        outcome=Outcome.YES if change else Outcome.NO,
    )
    if not change:
        return case
    cancel(
        actor=actor,
        dossier_id=case.dossier_id,
        on=on,
        kinds=(Kind.CARRY_OUT_PLAN, Kind.TAKE_STOCK, Kind.TAKE_STOCK_TEAM, Kind.DECIDE_FINISH),
    )
    case = move(actor=actor, case=case, stage=Stage.ASSIGNED)
    if manages(actor, case):
        plans.draft(actor=actor, dossier_id=case.dossier_id, reason=reason)
    return case


def _turn(actor: Actor, case: Case, values: CantonValues, on: date) -> None:
    """The event leads to the decision about the plan, unless it is being taken already."""
    with suppress(NotForeseen, NoProcess):
        interrupt(actor=actor, dossier_id=case.dossier_id, journey="change.event", on=on)
    set_task(
        actor=actor,
        dossier_id=case.dossier_id,
        kind=Kind.DECIDE_CHANGE,
        to=address(case, LaneRole.CASE_MANAGER),
        set_on=on,
        due_on=due(Kind.ACCEPT_PART, on, values),
        step="CII101.7",
    )
