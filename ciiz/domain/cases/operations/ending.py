"""Ending a case: break-off, exit report, checklist, closing, annulling a wrong closing."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotFound

from ..enums import AnnulReason, Answer, CheckItem, Domain, Result, Stage
from ..errors import DayOutOfOrder, NotNow, NotReadyToClose
from ..models import Case, Closing, ExitNote, ExitReport, HandOver
from ..policies import BEFORE_FORWARDING
from .opening import move
from .reasons import worded


@atomic
def break_off(
    *, actor: Actor, case: Case, on: date, reason: str, result: Result, words: str = "", step: str = ""
) -> Case:
    """Ends the work without integration; exit report and closing follow, where anybody else knew of the case.

    The coded reason stands in the closing: it is for those who manage the case.
    """
    alone = Stage(case.stage) in BEFORE_FORWARDING
    _save(closing_of(actor=actor, case=case), break_off_reason=reason, break_off_words=worded(reason, words))
    record(
        actor=actor,
        kind="case_broken_off",
        dossier_id=case.dossier_id,
        occurred_on=on,
        step=step,
        stage=case.stage,
    )
    return move(actor=actor, case=case, stage=Stage.CHECKED if alone else Stage.ENDING, result=result)


@atomic
def end_coaching(*, actor: Actor, case: Case, on: date, step: str = "") -> Case:
    """Ends a coaching; what came out of it stands in the exit report."""
    record(actor=actor, kind="coaching_ended", dossier_id=case.dossier_id, occurred_on=on, step=step)
    return move(actor=actor, case=case, stage=Stage.ENDING)


@atomic
def write_exit_report(
    *,
    actor: Actor,
    case: Case,
    result: Result,
    exit_reason: str,
    actual_end: date,
    decided_on: date,
    written_on: date,
    planned_end: date | None = None,
    next_institution_id: int | None = None,
    follow_up_until: date | None = None,
    notes: Mapping[Domain, str] | None = None,
    words: str = "",
    step: str = "",
) -> ExitReport:
    """Writes the exit report; the case thereby comes to its end and its checklist begins."""
    if decided_on > written_on or (follow_up_until is not None and follow_up_until < actual_end):
        raise DayOutOfOrder(field="decided_on" if decided_on > written_on else "follow_up_until")
    report = ExitReport(
        dossier_id=case.dossier_id,
        contributor_id=actor.institution_id,
        case=case,
        result=result,
        exit_reason=exit_reason,
        exit_words=worded(exit_reason, words),
        planned_end=planned_end,
        actual_end=actual_end,
        decided_on=decided_on,
        next_institution_id=next_institution_id,
        follow_up_until=follow_up_until,
        written_on=written_on,
        written_by_id=actor.membership_id,
    )
    report.save(force_insert=True)
    ExitNote.objects.bulk_create(
        ExitNote(
            dossier_id=case.dossier_id,
            contributor_id=actor.institution_id,
            report=report,
            domain=domain,
            category=domain.category,
            text=text.strip(),
        )
        for domain, text in (notes or {}).items()
        if text.strip()
    )
    closing = closing_of(actor=actor, case=case)
    _save(closing, report_id=report.id)
    move(actor=actor, case=case, stage=Stage.ENDING, result=result)
    record(
        actor=actor,
        kind="exit_reported",
        dossier_id=case.dossier_id,
        occurred_on=written_on,
        subject_id=report.id,
        step=step,
        result=result.value,
    )
    return report


def closing_of(*, actor: Actor, case: Case, expected_version: int | None = None) -> Closing:
    """The checklist in force of a held case, begun if there is none."""
    closing = Closing.objects.select_for_update().filter(case=case, annulled_on__isnull=True).first()
    if closing is None:
        closing = Closing(dossier_id=case.dossier_id, contributor_id=actor.institution_id, case=case)
        closing.save(force_insert=True)
    if expected_version is not None and closing.version != expected_version:
        raise Conflict
    return closing


def _save(closing: Closing, **values: Any) -> Closing:
    for name, value in values.items():
        setattr(closing, name, value)
    closing.version += 1
    closing.save(update_fields=[*values, "version"])
    return closing


def missing_items(closing: Closing | None, *, open_hand_overs: int = 0) -> list[str]:
    """Codes of what the checklist still lacks."""
    items = {
        CheckItem.REPORT: closing is not None and closing.report_id is not None,
        CheckItem.NETWORK: closing is not None and closing.network_informed_on is not None,
        CheckItem.LETTER: closing is not None and closing.letter_on is not None,
        CheckItem.HAND_OVER: open_hand_overs == 0,
        CheckItem.REQUEST: closing is not None and closing.requested_on is not None,
    }
    return [item.value for item, done in items.items() if not done]


def open_hand_overs(case: Case) -> int:
    """Hand-overs without an answer."""
    return HandOver.objects.filter(dossier_id=case.dossier_id, answer=Answer.OPEN).count()


@atomic
def request_closing(
    *,
    actor: Actor,
    case: Case,
    on: date,
    network_informed_on: date | None = None,
    expected_version: int | None = None,
    step: str = "",
) -> Closing:
    """Asks the closing role to close; what is the case manager's of the checklist is done by then.

    The letter to the person is not: it says that the case is closed, and is written when it is.
    """
    closing = closing_of(actor=actor, case=case, expected_version=expected_version)
    values = _checked(actor, network_informed_on)
    for name, value in values.items():
        setattr(closing, name, value)
    own = (CheckItem.REPORT.value, CheckItem.NETWORK.value)
    if missing := [item for item in missing_items(closing) if item in own]:
        raise NotReadyToClose(missing)
    _save(closing, requested_on=on, requested_by_id=actor.membership_id, **values)
    record(
        actor=actor,
        kind="closing_requested",
        dossier_id=case.dossier_id,
        occurred_on=on,
        subject_id=closing.id,
        step=step,
    )
    return closing


def _checked(
    actor: Actor, informed: date | None, letter: date | None = None, document: UUID | None = None
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, day in (("network_informed_on", informed), ("letter_on", letter)):
        if day is not None:
            if day > actor.today:
                raise DayOutOfOrder(field=name)
            values[name] = day
    if document is not None:
        values["letter_document_id"] = document
    return values


@atomic
def close(
    *,
    actor: Actor,
    case: Case,
    on: date,
    survey_due_on: date | None,
    consents_ended_on: date | None = None,
    network_informed_on: date | None = None,
    letter_on: date | None = None,
    letter_document_id: UUID | None = None,
    expected_version: int | None = None,
    asks: bool = False,
    step: str = "",
) -> Closing:
    """Completes the checklist and closes the case; with `asks` the same person asks for it at once."""
    closing = closing_of(actor=actor, case=case, expected_version=expected_version)
    values = _checked(actor, network_informed_on, letter_on, letter_document_id)
    if asks and closing.requested_on is None:
        values |= {"requested_on": on, "requested_by_id": actor.membership_id}
    for name, value in values.items():
        setattr(closing, name, value)
    if missing := missing_items(closing, open_hand_overs=open_hand_overs(case)):
        raise NotReadyToClose(missing)
    _save(
        closing,
        **values,
        closed_on=on,
        closed_by_id=actor.membership_id,
        survey_due_on=survey_due_on,
        consents_ended_on=consents_ended_on,
    )
    move(actor=actor, case=case, stage=Stage.CLOSED, closed_on=on)
    record(
        actor=actor,
        kind="case_closed",
        dossier_id=case.dossier_id,
        occurred_on=on,
        subject_id=closing.id,
        step=step,
        result=case.result,
    )
    return closing


@atomic
def annul_closing(*, actor: Actor, case: Case, on: date, reason: AnnulReason) -> Case:
    """Annuls a wrong closing: the case goes on where it ended, and the closing does not count."""
    closing = Closing.objects.select_for_update().filter(case=case, annulled_on__isnull=True).first()
    if closing is None:
        raise NotFound
    if closing.closed_on is None:
        raise NotNow
    closed = (
        Event.objects.filter(dossier_id=case.dossier_id, kind="case_closed", subject_id=closing.id)
        .order_by("-recorded_at")
        .first()
    )
    kept = {name: getattr(closing, name) for name in ("report_id", "break_off_reason", "break_off_words")}
    move(actor=actor, case=case, stage=Stage.ENDING, closed_on=None)
    _save(closing, annulled_on=on, annulled_by_id=actor.membership_id, annul_reason=reason)
    fresh = closing_of(actor=actor, case=case)
    _save(fresh, **kept)
    record(
        actor=actor,
        kind="closing_annulled",
        dossier_id=case.dossier_id,
        occurred_on=on,
        subject_id=closing.id,
        corrects=closed.id if closed else None,
    )
    return case
