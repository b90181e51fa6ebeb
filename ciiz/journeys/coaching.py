"""Coaching by a tandem, step by step, as its process draws it; what was said and agreed on stands in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import CoachingResult, Payer, Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.enums import EntryKind
from ciiz.domain.journal.public import Entry
from ciiz.domain.organisations.public import Membership, canton_values, looking_after
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.processes.public import course, last_done
from ciiz.domain.timeline.public import Event, events, record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError
from ciiz.foundation.mail.send import send
from ciiz.foundation.terms import ends_on

from .coverage import office_of
from .standpoint import coaches
from .steps import Turn

KEYWORD = "IIZ GES-BMAG"
"""What is entered in AVAM for a person in a coaching (step 2)."""

GOALS, PLAN = "coaching_goals_agreed", "coaching_plan_defined"
"""Events that name the minutes in the journal."""

JOURNEYS = (
    "coaching.register",
    "coaching.prepare_talk",
    "coaching.hold_talk",
    "coaching.evaluate",
    "coaching.set_up_measure",
    "coaching.hand_back",
    "coaching.define_plan",
    "coaching.talk",
    "coaching.decide_result",
    "coaching.follow_up",
)


class NotAgreed(DomainError):
    """The measure needs the person's own agreement."""

    code = "coaching_not_agreed"
    message = _("The measure is set up only if the person agrees to it: ask the person first. Nothing was saved yet.")


class FollowUpTooLong(DomainError):
    """The follow-up at the workplace has an end."""

    code = "coaching_follow_up_too_long"
    message = _(
        "The follow-up at the workplace lasts no longer than the canton allows: choose an earlier day of its end. "
        "Nothing was saved yet."
    )


def waiting(actor: Actor, dossier_id: UUID) -> str:
    """The journey for which the coaching waits now, "" if there is none."""
    held = course(actor, dossier_id, lock=False)
    return next((name for name in JOURNEYS if held.step(name)), "")


@atomic
def register(*, actor: Actor, dossier_id: UUID, on: date, registered_before: bool) -> Case:
    """The person is registered with the employment office and the keyword is entered (step 2)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.register")
    _record(turn, "coaching_registered", on, step, before=registered_before)
    turn.done("coaching.register", on=on)
    return turn.case


@atomic
def prepare_talk(*, actor: Actor, dossier_id: UUID, on: date) -> Case:
    """The three-way talk is prepared and the person invited through AVAM; nothing is sent from here (step 3)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.prepare_talk")
    _record(turn, "coaching_talk_prepared", on, step)
    turn.done("coaching.prepare_talk", on=on)
    return turn.case


@atomic
def hold_talk(*, actor: Actor, dossier_id: UUID, on: date, text: str) -> Case:
    """The tandem has talked with the person (step 4)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.hold_talk")
    _write(turn, EntryKind.TALK, on, text, step)
    turn.done("coaching.hold_talk", on=on)
    return turn.case


@atomic
def evaluate(*, actor: Actor, dossier_id: UUID, on: date, evaluates: bool, goals: str) -> Case:
    """Tandem and person agree on goals; whether employability is evaluated first is decided (step 5)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.evaluate")
    entry = _write(turn, EntryKind.MINUTES, on, goals, step)
    _record(turn, GOALS, on, step, category=Category.WORK, entry=entry, evaluates=evaluates)
    turn.done("coaching.evaluate", on=on, outcome=Outcome.YES if evaluates else Outcome.NO)
    return turn.case


@atomic
def set_up_measure(*, actor: Actor, dossier_id: UUID, on: date, payer: Payer, agreed: bool) -> Case:
    """The measure that evaluates employability is set up, by the procedure of who pays (step 6)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.set_up_measure")
    if not agreed:
        raise NotAgreed(field="agreed")
    _record(turn, "coaching_measure_set_up", on, step, category=Category.WORK, payer=payer.value)
    turn.done("coaching.set_up_measure", on=on)
    return turn.case


@atomic
def hand_back(*, actor: Actor, dossier_id: UUID, on: date, text: str) -> Case:
    """The provider has told all parties what the evaluation showed; the tandem writes it down (step 7)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.hand_back")
    _write(turn, EntryKind.MINUTES, on, text, step)
    turn.done("coaching.hand_back", on=on)
    return turn.case


@atomic
def define_plan(*, actor: Actor, dossier_id: UUID, on: date, text: str) -> Case:
    """Tandem and person have agreed on the plan; it stands as minutes, in AVAM as well (step 8)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.define_plan")
    entry = _write(turn, EntryKind.MINUTES, on, text, step)
    _record(turn, PLAN, on, step, category=Category.WORK, entry=entry)
    turn.done("coaching.define_plan", on=on)
    return turn.case


@atomic
def talk(*, actor: Actor, dossier_id: UUID, on: date, text: str) -> Case:
    """One of the talks, twice a month, on how far the plan is (step 9)."""
    turn, step = _turn(actor, dossier_id, on, "coaching.talk")
    _write(turn, EntryKind.TALK, on, text, step)
    turn.done("coaching.talk", on=on)
    return turn.case


OUTCOME_OF = {
    CoachingResult.INTEGRATED: Outcome.YES,
    CoachingResult.GOING_ON: Outcome.NO,
    CoachingResult.PLAN_CHANGES: Outcome.CHANGE,
    CoachingResult.ENDED: Outcome.ENDED,
}


@atomic
def decide_result(*, actor: Actor, dossier_id: UUID, on: date, result: CoachingResult) -> Case:
    """What the coaching has led to after a talk (step 10).

    An integration is confirmed to the IIZ office by mail, with a copy to the coordination. Ended without integration,
    the final report follows.
    """
    turn, step = _turn(actor, dossier_id, on, "coaching.decide_result")
    told = _record(turn, "coaching_result", on, step, category=Category.WORK, result=result.value)
    turn.done("coaching.decide_result", on=on, outcome=OUTCOME_OF[result])
    if result is CoachingResult.INTEGRATED:
        _confirm(turn, told)
    if result is CoachingResult.ENDED:
        cases.end_coaching(actor=actor, case=turn.case, on=on, step=step)
    return turn.case


@atomic
def follow_up(*, actor: Actor, dossier_id: UUID, on: date, needed: bool, text: str = "") -> Case:
    """The follow-up at the workplace is over, or was not needed (step 11); the final report follows."""
    turn, step = _turn(actor, dossier_id, on, "coaching.follow_up")
    if needed and (longest := _longest(turn)) is not None and on > longest:
        raise FollowUpTooLong(field="on")
    if text.strip():
        _write(turn, EntryKind.NOTE, on, text, step)
    _record(turn, "coaching_followed_up", on, step, category=Category.WORK, needed=needed)
    turn.done("coaching.follow_up", on=on)
    cases.end_coaching(actor=actor, case=turn.case, on=on, step=step)
    return turn.case


def _confirm(turn: Turn, told: Event) -> None:
    """The mail says that a coaching has led to integration, and not whose."""
    case = turn.case
    _, office = looking_after(turn.actor, region_id=None, theme_id=None, office_id=office_of(case.canton))
    coordination: Sequence[Membership] = ()
    if case.theme_id is not None or case.region_id is not None:
        region = None if case.theme_id else case.region_id
        _, coordination = looking_after(turn.actor, region_id=region, theme_id=case.theme_id, office_id=None)
    for user_id in sorted({one.user_id for one in (*office, *coordination)}):
        send(
            kind=cases.INTEGRATED_MAIL,
            recipient_id=user_id,
            key=f"{cases.INTEGRATED_MAIL}:{told.id}:{user_id}",
            dossier_id=str(case.dossier_id),
        )


@dataclass(frozen=True, slots=True)
class Minutes:
    """What stands in AVAM as minutes: the plan with its day, and the goals on which it rests."""

    on: date
    plan: str
    goals: str


def minutes(actor: Actor, dossier_id: UUID) -> Minutes | None:
    """The minutes of the plan in force, as far as they are open to the actor; None if there are none."""
    told = {event.kind: event for event in reversed(events(actor, dossier_id).filter(kind__in=(GOALS, PLAN)))}
    written = {entry.id: entry.text for entry in journal.entries(actor, dossier_id, kind=EntryKind.MINUTES)}
    plan, goals = told.get(PLAN), told.get(GOALS)
    if plan is None or plan.subject_id not in written:
        return None
    agreed = written.get(goals.subject_id, "") if goals and goals.subject_id else ""
    return Minutes(plan.occurred_on, written[plan.subject_id], agreed)


def _longest(turn: Turn) -> date | None:
    since = last_done(turn.actor, turn.case.dossier_id, "coaching.decide_result")
    term = canton_values(turn.case.canton).deadlines.term("follow_up")
    return ends_on(term, since) if since is not None and term is not None else None


def may_coach(actor: Actor, case: Case) -> bool:
    """Whether the actor is of the tandem, or coordinates."""
    return cases.may_coach(actor, coaches=coaches(actor, case))


def _turn(actor: Actor, dossier_id: UUID, on: date, journey: str) -> tuple[Turn, str]:
    """The held case at the step of a journey; refuses who may not, what does not wait, and days to come."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not may_coach(actor, case):
        raise cases.WrongRole
    if case.stage != Stage.COACHING:
        raise cases.NotNow
    turn = Turn(actor=actor, case=case)
    step = turn.require(journey, ())
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")
    return turn, step


def _write(turn: Turn, kind: EntryKind, on: date, text: str, step: str) -> Entry:
    return journal.log(
        actor=turn.actor, dossier_id=turn.case.dossier_id, kind=kind, occurred_on=on, text=text, step=step
    )


def _record(
    turn: Turn,
    kind: str,
    on: date,
    step: str,
    *,
    category: Category = Category.BASIC,
    entry: Entry | None = None,
    **codes: str | bool,
) -> Event:
    told: dict[str, Any] = codes
    return record(
        actor=turn.actor,
        kind=kind,
        dossier_id=turn.case.dossier_id,
        category=category,
        occurred_on=on,
        step=step,
        subject_id=entry.id if entry else None,
        **told,
    )
