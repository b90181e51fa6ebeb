"""What a journey does besides the facts: the process follows, tasks that are done go, the next ones are set.

Where a canton has drawn no process, or a case has left it, the journey itself names the next task (`then`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.enums import Part
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.domain.processes.enums import Deviation
from ciiz.domain.processes.journeys import LaneRole, Outcome
from ciiz.domain.processes.public import Advance, NoProcess, NotForeseen, complete_step, interrupt, may_deviate
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, cancel, settle
from ciiz.domain.timeline.public import record

from .coverage import office_of

KIND_OF: Mapping[str, Kind] = {
    "refer.complete": Kind.COMPLETE_REFERRAL,
    "refer.forward": Kind.COMPLETE_REFERRAL,
    "triage.accept": Kind.DECIDE_REFERRAL,
    "session.record_result": Kind.HOLD_SESSION,
    "assign.name_case_manager": Kind.NAME_CASE_MANAGER,
    "plan.sign": Kind.DRAW_UP_PLAN,
    "plan.validate": Kind.VALIDATE_PLAN,
    "implement.progress": Kind.CARRY_OUT_PLAN,
    "stocktake.record": Kind.TAKE_STOCK,
    "change.decide": Kind.DECIDE_CHANGE,
    "finish.decide": Kind.DECIDE_FINISH,
    "report.write": Kind.WRITE_REPORT,
    "close.close": Kind.CLOSE_CASE,
}
"""The task that asks for a journey."""

FULFILS: Mapping[str, tuple[Kind, ...]] = {
    "refer.forward": (Kind.COMPLETE_REFERRAL, Kind.ANSWER_QUESTION),
    "triage.accept": (Kind.DECIDE_REFERRAL,),
    "triage.ask_back": (Kind.DECIDE_REFERRAL,),
    "triage.return_case": (Kind.DECIDE_REFERRAL,),
    "session.record_result": (Kind.HOLD_SESSION,),
    "assign.name_case_manager": (Kind.NAME_CASE_MANAGER,),
    "plan.sign": (Kind.DRAW_UP_PLAN, Kind.FIRST_TALK),
    "plan.validate": (Kind.VALIDATE_PLAN,),
    "implement.progress": (Kind.CARRY_OUT_PLAN,),
    "stocktake.record": (Kind.TAKE_STOCK, Kind.CARRY_OUT_PLAN),
    "change.decide": (Kind.DECIDE_CHANGE,),
    "finish.decide": (Kind.DECIDE_FINISH,),
    "report.write": (Kind.WRITE_REPORT,),
    "close.close": (Kind.CLOSE_CASE,),
}
"""Tasks that a journey completes."""

LANE_OF: Mapping[Kind, LaneRole] = {
    Kind.COMPLETE_REFERRAL: LaneRole.CONTACT,
    Kind.ANSWER_QUESTION: LaneRole.CONTACT,
    Kind.DECIDE_REFERRAL: LaneRole.COORDINATOR,
    Kind.HOLD_SESSION: LaneRole.COORDINATOR,
    Kind.NAME_CASE_MANAGER: LaneRole.COORDINATOR,
    Kind.WRITE_REPORT: LaneRole.CASE_MANAGER,
    Kind.SURVEY: LaneRole.SECRETARIAT,
}
"""Who does a task where no drawing says it."""

RECORDS: Mapping[Kind, LaneRole] = {Kind.NAME_CASE_MANAGER: LaneRole.COORDINATOR}
"""Who records what others decide together: the pool names the case manager, the coordination writes it down."""

LANE_OF_PART: Mapping[Part, LaneRole] = {
    Part.CASE_MANAGER: LaneRole.CASE_MANAGER,
    Part.COORDINATOR: LaneRole.COORDINATOR,
    Part.OFFICER: LaneRole.OFFICER,
}
"""In which lane stands whom the canton names; the office as a whole stands in none, the pool decides together."""

_KEPT = (Kind.SURVEY, Kind.READ_DECISION, Kind.INFORM_PERSON, Kind.COMPARE_CASES)
_REST = tuple(Kind(kind) for kind in Kind.values if kind not in _KEPT)


def address(case: Case, lane: str) -> Address:
    """To whom a task of a lane goes in this case."""
    if lane in (LaneRole.CASE_MANAGER, LaneRole.TANDEM) and case.case_manager_id is not None:
        return Address(membership_id=case.case_manager_id)
    if lane in (LaneRole.FRONT_LINE, LaneRole.CONTACT):
        return Address(institution_id=case.contributor_id, role="contact" if lane == LaneRole.CONTACT else "")
    if lane in (LaneRole.SECRETARIAT, LaneRole.OFFICER, LaneRole.LEGAL):
        return Address(institution_id=office_of(case.canton), role=str(lane))
    if case.theme_id is not None or case.region_id is not None:
        return Address(theme_id=case.theme_id, region_id=None if case.theme_id else case.region_id)
    return Address(institution_id=case.contributor_id, role="contact")


def addressed(case: Case, kind: Kind, lane: str, values: CantonValues) -> Address:
    """To whom a task goes: where the canton says who does it, to them, whatever lane it is drawn in."""
    parts: tuple[Part, ...] = ()
    if kind is Kind.DECIDE_REFERRAL:
        parts = values.acceptance.decides
    elif kind is Kind.VALIDATE_PLAN:
        parts = (values.plan.validates,)
    elif kind is Kind.CLOSE_CASE:
        parts = (values.closing.role,)
    part = next((one for one in parts if one is not Part.POOL), None)
    if part is Part.OFFICE:
        return Address(institution_id=office_of(case.canton))
    return address(case, LANE_OF_PART[part] if part else lane)


def add_months(day: date, months: int) -> date:
    """The same day some months later, the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def due(kind: Kind, on: date, values: CantonValues) -> date | None:
    """Until when a task is due that is set on a day, by the canton's terms."""
    terms = values.deadlines
    days = {
        Kind.COMPLETE_REFERRAL: terms.completion_days,
        Kind.ANSWER_QUESTION: terms.answer_days,
        Kind.DECIDE_REFERRAL: terms.triage_days,
        Kind.READ_DECISION: terms.answer_days,
        Kind.HOLD_SESSION: terms.session_days,
        Kind.NAME_CASE_MANAGER: terms.naming_days,
        Kind.FIRST_TALK: terms.first_talk_days,
        Kind.DRAW_UP_PLAN: terms.first_talk_days,
        Kind.VALIDATE_PLAN: terms.plan_validation_days,
        Kind.ACCEPT_PART: terms.plan_acceptance_days,
        Kind.CARRY_OUT_PLAN: terms.talk_days,
        Kind.ANSWER_ORDER: terms.service_order_days,
        Kind.WRITE_REPORT: terms.closing_days,
        Kind.CLOSE_CASE: terms.closing_days,
        Kind.ANSWER_HAND_OVER: terms.handover_answer_days,
    }
    months = {
        Kind.TAKE_STOCK: terms.stocktaking_months,
        Kind.TAKE_STOCK_TEAM: terms.stocktaking_months,
        Kind.SURVEY: terms.survey_months,
    }
    if kind in months:
        return add_months(on, months[kind])
    return on + timedelta(days=days[kind]) if kind in days else None


def advance(
    *,
    actor: Actor,
    case: Case,
    journey: str,
    on: date,
    outcome: Outcome = Outcome.DONE,
    then: Kind | None = None,
    instead: Mapping[Kind, Kind] | None = None,
    values: CantonValues | None = None,
    besides: Collection[Kind] = (),
    also: Sequence[Wanted] = (),
) -> Advance | None:
    """A journey was done: its tasks are completed, the process goes on, the tasks of the next steps are set.

    What the drawing does not foresee moves the case, if the actor may deviate; where it stays behind, an event says
    so. `instead` renames tasks. `besides` are further kinds that the journey completes, `also` further tasks it sets.
    """
    deviation = Deviation.UNFORESEEN if may_deviate(actor.role) else None
    try:
        moved = complete_step(
            actor=actor, dossier_id=case.dossier_id, journey=journey, on=on, outcome=outcome, deviation=deviation
        )
    except NoProcess:
        moved = None
    except NotForeseen:
        moved = None
        _left_behind(actor, case, journey, on)
    wanted = _next(case=case, moved=moved, on=on, then=then, instead=instead, values=values)
    done = (*FULFILS.get(journey, ()), *besides)
    settle(actor=actor, dossier_id=case.dossier_id, on=on, done=done, wanted=[*wanted, *also])
    return moved


def break_out(*, actor: Actor, case: Case, journey: str, on: date, then: Kind | None) -> Advance | None:
    """An event cuts off what goes on: open tasks are cancelled, the process goes where the event leads."""
    cancel(actor=actor, dossier_id=case.dossier_id, on=on, kinds=_REST, but=(Kind.ANSWER_HAND_OVER, Kind.RENEW_CONSENT))
    try:
        moved = interrupt(actor=actor, dossier_id=case.dossier_id, journey=journey, on=on)
    except NoProcess:
        moved = None
    except NotForeseen:
        moved = None
        _left_behind(actor, case, journey, on)
    wanted = _next(case=case, moved=moved, on=on, then=then)
    settle(actor=actor, dossier_id=case.dossier_id, on=on, wanted=wanted)
    return moved


def _left_behind(actor: Actor, case: Case, journey: str, on: date) -> None:
    """The case goes on and its process does not: the course of the case shows it to whoever can put it right."""
    record(
        actor=actor,
        kind="process.deviated",
        dossier_id=case.dossier_id,
        occurred_on=on,
        detail=str(Deviation.UNFORESEEN),
        journey=journey,
    )


def _next(
    *,
    case: Case,
    moved: Advance | None,
    on: date,
    then: Kind | None = None,
    instead: Mapping[Kind, Kind] | None = None,
    values: CantonValues | None = None,
) -> list[Wanted]:
    """The tasks of the steps that were reached; `then` where none was."""
    fresh = [step for step in moved.all_ready() if step.fresh and step.journeys] if moved else []
    if not fresh and then is None:
        return []
    values = values or canton_values(case.canton)
    if not fresh and then is not None:
        return [_wanted(case, then, LANE_OF.get(then, LaneRole.CASE_MANAGER), on, values)]
    wanted = []
    for step in fresh:
        kind = KIND_OF.get(step.journeys[0], Kind.OTHER_STEP)
        kind = (instead or {}).get(kind, kind)
        wanted.append(replace(_wanted(case, kind, RECORDS.get(kind, step.role), on, values), step=step.code))
    return wanted


def _wanted(case: Case, kind: Kind, lane: str, on: date, values: CantonValues) -> Wanted:
    return Wanted(kind, addressed(case, kind, lane, values), due(kind, on, values))
