"""Closing a case: the case manager asks, the canton's closing role completes the checklist."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import AnnulReason, Stage
from ciiz.domain.cases.public import Case, Closing
from ciiz.domain.consent.public import end_with_case
from ciiz.domain.organisations.enums import Part
from ciiz.domain.organisations.public import values_of
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.processes.public import course
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Wanted, cancel, set_task, settle
from ciiz.foundation.db.transactions import atomic

from . import letter
from .consent import survey_agreed
from .standpoint import coaches
from .steps import Turn, address, addressed
from .terms import due


@atomic
def end_coaching(*, actor: Actor, dossier_id: UUID, on: date) -> Case:
    """A coaching drawn as one step has come to its end: the exit report and the closing follow, as for every case.

    Where the coaching is drawn step by step, its own journeys lead to the end (`ciiz.journeys.coaching`).
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_report(actor, case, coaches=coaches(actor, case)):
        raise cases.WrongRole
    if case.stage != Stage.COACHING:
        raise cases.NotNow
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")
    turn = Turn(actor=actor, case=case)
    step = turn.require("close.end_coaching", (Stage.COACHING,))
    case = cases.end_coaching(actor=actor, case=case, on=on, step=step)
    turn.done("close.end_coaching", on=on, then="report.write")
    return case


def ends_at_once(actor: Actor, dossier_id: UUID) -> bool:
    """Whether the coaching is one step of a drawing, or stands in none, so that it may end by `end_coaching`."""
    held = course(actor, dossier_id, lock=False)
    return bool(held.step("close.end_coaching")) or not held.runs


@atomic
def request(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    network_informed_on: date | None = None,
    expected_version: int | None = None,
) -> Closing:
    """The case manager says what is done and asks for closing; the exit report must be written."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_request_closing(actor, case, coaches=coaches(actor, case)):
        raise cases.WrongRole
    _check(actor, case, on)
    values = values_of(case.dossier.canton)
    turn = Turn(actor=actor, case=case, values=values)
    step = turn.step("close.request")
    closing = cases.request_closing(
        actor=actor,
        case=case,
        on=on,
        network_informed_on=network_informed_on,
        expected_version=expected_version,
        step=step,
    )
    to = addressed(case, Kind.CLOSE_CASE, LaneRole.OFFICER, values)
    settle(
        actor=actor,
        dossier_id=dossier_id,
        on=on,
        done=(Kind.REQUEST_CLOSING,),
        wanted=[Wanted(Kind.CLOSE_CASE, to, turn.due(Kind.CLOSE_CASE, on), step)],
    )
    return closing


def _check(actor: Actor, case: Case, on: date) -> None:
    if case.stage != Stage.ENDING:
        raise cases.NotNow
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")


@atomic
def close(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    network_informed_on: date | None = None,
    letter_on: date | None = None,
    letter_document_id: UUID | None = None,
    expected_version: int | None = None,
) -> Closing:
    """Closes the case: report, letter and informing the network are there, no hand-over waits, consents end.

    Who may ask for closing and closes has asked by that.
    The survey is due some months later (canton value), if the person agreed to it; that consent may outlive closing.
    Under `letter_document_id` the worker makes and files the letter; without it somebody has written one.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    values = values_of(case.dossier.canton)
    if not cases.may_close(actor, case, values.closing.by(coached=case.coached)):
        raise cases.WrongRole
    _check(actor, case, on)
    turn = Turn(actor=actor, case=case, values=values)
    survey = turn.due(Kind.SURVEY, on) if survey_agreed(actor, dossier_id, values) else None
    outlives = values.consent.survey_outlives_closing
    end_with_case(actor=actor, dossier_id=dossier_id, on=on, survey_outlives=outlives)
    closing = cases.close(
        actor=actor,
        case=case,
        on=on,
        survey_due_on=survey,
        consents_ended_on=on,
        network_informed_on=network_informed_on,
        letter_on=letter_on,
        letter_document_id=letter_document_id,
        expected_version=expected_version,
        asks=cases.may_request_closing(actor, case, coaches=coaches(actor, case)),
        step=turn.step("close.close"),
    )
    turn.done("close.close", on=on)
    cancel(actor=actor, dossier_id=dossier_id, on=on, but=(Kind.READ_DECISION,))
    if survey is not None:
        set_task(
            actor=actor,
            dossier_id=dossier_id,
            kind=Kind.SURVEY,
            to=address(case, "secretariat"),
            set_on=on,
            due_on=survey,
        )
    if letter_document_id is not None:
        letter.ask_for(actor=actor, closing=closing)
    return closing


@atomic
def annul(*, actor: Actor, dossier_id: UUID, on: date, reason: AnnulReason) -> Case:
    """Annuls a wrong closing: the case is where it was before its closing was asked for.

    Who comes again later gets a new case that follows.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    values = values_of(case.dossier.canton)
    if not cases.may_close(actor, case, values.closing.by(coached=case.coached)):
        raise cases.WrongRole
    if case.stage != Stage.CLOSED:
        raise cases.NotNow
    case = cases.annul_closing(actor=actor, case=case, on=on, reason=reason)
    cancel(actor=actor, dossier_id=dossier_id, on=on, kinds=(Kind.SURVEY, Kind.SEE_TO_LETTER))
    kind = Kind.CLOSE_CASE if values.closing.by(coached=case.coached) is Part.CASE_MANAGER else Kind.REQUEST_CLOSING
    set_task(
        actor=actor,
        dossier_id=dossier_id,
        kind=kind,
        to=addressed(case, kind, LaneRole.CASE_MANAGER, values),
        set_on=on,
        due_on=due(kind, on, values),
    )
    return case
