"""Until when something is due: the drawing names the term, the canton gives its length, one function counts days."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from ciiz.domain.organisations.public import CantonValues
from ciiz.domain.processes.public import Deadline
from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.terms import DaysOff, Term, ends_on

TERM_OF: Mapping[Kind, str] = {
    Kind.WRITE_REFERRAL: "completion",
    Kind.COMPLETE_REFERRAL: "completion",
    Kind.ANSWER_QUESTION: "answer",
    Kind.DECIDE_REFERRAL: "triage",
    Kind.COMPARE_CASES: "decision",
    Kind.READ_DECISION: "answer",
    Kind.HOLD_SESSION: "session",
    Kind.PREPARE_SESSION: "session",
    Kind.ARRANGE_SESSION: "answer",
    Kind.NAME_CASE_MANAGER: "naming",
    Kind.FIRST_TALK: "first_talk",
    Kind.DRAW_UP_PLAN: "plan",
    Kind.VALIDATE_PLAN: "plan_validation",
    Kind.ACCEPT_PART: "plan_acceptance",
    Kind.READ_ANSWER: "plan_acceptance",
    Kind.CARRY_OUT_PLAN: "talk",
    Kind.ANSWER_ORDER: "service_order",
    Kind.TAKE_STOCK: "stocktaking",
    Kind.TAKE_STOCK_TEAM: "stocktaking",
    Kind.DECIDE_CHANGE: "decision",
    Kind.DECIDE_FINISH: "decision",
    Kind.REGISTER_COACHING: "coaching",
    Kind.PREPARE_TALK: "coaching",
    Kind.HOLD_TALK: "first_talk",
    Kind.EVALUATE_EMPLOYABILITY: "decision",
    Kind.SET_UP_MEASURE: "coaching",
    Kind.HAND_BACK_EVALUATION: "plan",
    Kind.DEFINE_COACHING_PLAN: "plan",
    Kind.HOLD_COACHING_TALK: "talk",
    Kind.DECIDE_INTEGRATION: "decision",
    Kind.FOLLOW_UP_AT_WORK: "follow_up",
    Kind.WRITE_REPORT: "report",
    Kind.REQUEST_CLOSING: "closing",
    Kind.CLOSE_CASE: "closing",
    Kind.ANSWER_HAND_OVER: "hand_over_answer",
    Kind.KEEP_ALONE: "decision",
    Kind.LEAD_DISPUTE: "session",
    Kind.STATE_ON_DISPUTE: "decision",
    Kind.SETTLE_DISPUTE: "decision",
    Kind.SURVEY: "survey",
    Kind.SEE_TO_OVERDUE: "decision",
    Kind.SEE_TO_WITHDRAWAL: "decision",
}
"""The canton's term for a task that no drawing names: it comes up where no process runs, or beside all of them."""


def length(drawn: Deadline, values: CantonValues) -> Term:
    """How long a drawn term is: as the canton says, in working days if it or the drawing does; else as drawn."""
    term = values.deadlines.term(drawn.code) or Term(drawn.days, drawn.months)
    return replace(term, working=term.working or (drawn.working_days and not term.months))


def lengths(values: CantonValues) -> dict[str, Term]:
    """Every term whose length the canton gives, by the code that drawings use."""
    names = (item.name.rpartition("_") for item in fields(values.deadlines))
    found = {code: values.deadlines.term(code) for code, _between, unit in names if unit in ("days", "months")}
    return {code: term for code, term in sorted(found.items()) if term is not None}


def due(
    kind: Kind,
    since: date,
    values: CantonValues,
    drawn: Deadline | None = None,
    *,
    agreed_days: int | None = None,
) -> date | None:
    """The last day of the term of a task; None if nobody says how long it may take.

    What was agreed with the person goes before what is drawn, and that before the canton's term for such a task.
    """
    if agreed_days is not None:
        return ends_on(Term(agreed_days), since)
    term = length(drawn, values) if drawn is not None else values.deadlines.term(TERM_OF.get(kind, ""))
    return ends_on(term, since, holidays=DaysOff(values.code, values.deadlines.holidays)) if term else None


def free(values: CantonValues, on: date) -> bool:
    """Whether a day is a public holiday of the canton or an institution's day off."""
    return on in DaysOff(values.code, values.deadlines.holidays)


def usual_rhythm(values: CantonValues) -> int:
    """How many days lie between two talks, where case manager and person agree on nothing else."""
    return values.deadlines.talk_days


def consents_warned_of(values: CantonValues, on: date) -> date:
    """The last day of the consents that are asked on a day to be renewed."""
    return ends_on(Term(values.consent.warning_days), on)


def statutes_warned_of(values: CantonValues, on: date) -> date:
    """The last day of the openings by law of whose end is warned on a day."""
    return ends_on(Term(values.deadlines.statute_warning_days), on)


def entitlements_warned_of(values: CantonValues, on: date) -> date:
    """The last day of the entitlements of whose end is warned on a day."""
    return ends_on(Term(values.deadlines.entitlement_warning_days), on)
