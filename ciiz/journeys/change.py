"""Does the plan change? Asked by every stock-taking, and by any event at any time."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow, UnknownReason, manages, move, worded
from ciiz.domain.organisations.public import by_code
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import may_decide_course, may_report_event
from ciiz.domain.processes.journeys import LaneRole, Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import cancel, set_task
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from .acceptance import answers_asked, event_waits
from .standpoint import held, standpoint
from .steps import Turn, address

CONSENT_ENDED = "consent"
"""The code of the canton's list that stands for a consent withdrawn or expired; a canton may leave it out."""


@atomic
def event(*, actor: Actor, dossier_id: UUID, on: date, what: str, words: str = "") -> Event:
    """Somebody of the case tells what happened (a code of the canton); the case manager decides about the plan.

    While a version is drawn up, the event goes into that one. A signed version is neither validated nor answered until
    it is decided.
    """
    case, values = held(actor, dossier_id)
    if not may_report_event(standpoint(actor, case, values)):
        raise NotAllowed
    if not Stage(case.stage).managed:
        raise NotNow
    if by_code(values.plan_events, what) is None:
        raise UnknownReason(field="what")
    return _happened(Turn(actor=actor, case=case, values=values), on, what, worded(what, words))


@atomic
def consent_withdrawn(*, actor: Actor, dossier_id: UUID) -> None:
    """A consent withdrawn while there is a signed plan is such an event, if who wrote it down may tell one."""
    if not Case.objects.filter(dossier_id=dossier_id, stage__in=(Stage.PLANNED, Stage.RUNNING)).exists():
        return
    case, values = held(actor, dossier_id)
    if by_code(values.plan_events, CONSENT_ENDED) and may_report_event(standpoint(actor, case, values)):
        _happened(Turn(actor=actor, case=case, values=values), actor.today, CONSENT_ENDED)


@atomic
def decide(*, actor: Actor, dossier_id: UUID, on: date, change: bool, reason: str = "") -> Case:
    """The case manager decides, with the team, whether the plan changes."""
    case, values = held(actor, dossier_id)
    if not may_decide_course(standpoint(actor, case, values)):
        raise plans.NotCaseManager
    return settle(Turn(actor=actor, case=case, values=values), on=on, change=change, reason=reason)


def settle(turn: Turn, *, on: date, change: bool, reason: str = "") -> Case:
    """Carries the decision out: a changed plan is drawn up, signed and validated anew; the old one holds till then.

    A signed version about which an event has to be decided is withdrawn, or goes on to its validation as it is.
    """
    actor, case = turn.actor, turn.case
    on_its_way = plans.on_its_way(actor, case.dossier_id) if event_waits(actor, case) else None
    if case.stage != Stage.RUNNING and on_its_way is None:
        raise NotNow
    if change and not reason.strip():
        raise plans.ReasonMissing(field="reason")
    step = turn.step("change.decide")
    record(
        actor=actor,
        kind="plan_change_decided",
        dossier_id=case.dossier_id,
        occurred_on=on,
        step=step,
        change=change,
    )
    if on_its_way is not None and not change:
        still = answers_asked(turn, on_its_way)
        turn.done("change.decide", on=on, outcome=Outcome.GOING_ON, then="plan.validate", also=still)
        return case
    if on_its_way is not None:
        plans.withdraw(actor=actor, plan_id=on_its_way.id, expected_version=on_its_way.version, step=step)
    turn.done("change.decide", on=on, outcome=Outcome.YES if change else Outcome.NO)
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
        plans.draft(actor=actor, dossier_id=case.dossier_id, reason=reason, step=turn.step("plan.draft"))
    return case


def _happened(turn: Turn, on: date, what: str, words: str = "") -> Event:
    """Tells the event and leads to the decision; a version that is drawn up takes it in."""
    happened = record(
        actor=turn.actor,
        kind="plan_event",
        dossier_id=turn.case.dossier_id,
        occurred_on=on,
        step=turn.step("change.event"),
        reason=what,
        words=words,
    )
    if turn.case.stage != Stage.ASSIGNED:
        _lead_to_decision(turn, turn.actor.today)
    return happened


def _lead_to_decision(turn: Turn, on: date) -> None:
    """The event leads to the decision about the plan, unless it is being taken already."""
    if turn.step("change.event"):
        turn.happened("change.event", on=on, then="change.decide", cuts=False)
    else:
        set_task(
            actor=turn.actor,
            dossier_id=turn.case.dossier_id,
            kind=Kind.DECIDE_CHANGE,
            to=address(turn.case, LaneRole.CASE_MANAGER),
            set_on=on,
            due_on=turn.due(Kind.DECIDE_CHANGE, on),
        )
    if turn.case.stage == Stage.PLANNED:
        cancel(actor=turn.actor, dossier_id=turn.case.dossier_id, on=on, kinds=(Kind.VALIDATE_PLAN, Kind.ACCEPT_PART))
