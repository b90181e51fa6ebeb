"""Sessions of the institutions: asked for out of case management, held, their result recorded."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, institutions, openings, take_part
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, SessionKind, SessionOutcome, Stage
from ciiz.domain.cases.public import Case, ResourceLine, SessionResult
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.public import log
from ciiz.domain.meetings.public import close_item
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import values_of
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.processes.public import course
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, set_task
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic

from .coverage import require
from .standpoint import lead_together
from .steps import Turn

STAGE_AFTER = {
    SessionOutcome.CASE_MANAGEMENT: Stage.DECIDED,
    SessionOutcome.COACHING: Stage.COACHING,
    SessionOutcome.ASSESSMENT: Stage.ACCEPTED,
    SessionOutcome.BILATERAL: Stage.ENDING,
    SessionOutcome.OTHER_DISPOSITIF: Stage.ENDING,
    SessionOutcome.RETURNED: Stage.RETURNED,
}
WITHOUT_PROCESS = (SessionKind.ROUND_TABLE, SessionKind.ASSESSMENT)
RECORD = "session.record_result"
ASK = "session.ask_for"


def awaited(actor: Actor, case: Case) -> tuple[tuple[SessionKind, ...], tuple[SessionOutcome, ...]]:
    """Which sessions may be recorded now, with which outcomes; what the drawing asks for, where a process runs.

    Out of case management the session tells the case manager what to do; it decides on nothing else.
    """
    found = course(actor, case.dossier_id, lock=False)
    offer = found.offer(RECORD)
    if offer is None:
        free = not found.runs and Stage(case.stage) in cases.HOLDS_SESSION
        return (WITHOUT_PROCESS, tuple(SessionOutcome)) if free else ((), ())
    kinds = (SessionKind(offer.kind),) if offer.kind else tuple(SessionKind)
    if case.case_manager_id is not None:
        return kinds, (SessionOutcome.CASE_MANAGEMENT,)
    return kinds, tuple(SessionOutcome(outcome) for outcome in offer.outcomes)


@atomic
def ask_for(*, actor: Actor, dossier_id: UUID, kind: SessionKind, on: date, reason: str) -> Event:
    """The case manager tells the pool of a special problem and asks the coordination for a session.

    The reason goes into the journal of the case team. Meanwhile the case goes on at its step. The institutions are
    asked for their parts as soon as the session is arranged (`meeting.ask_for_parts`).
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.manages(actor, case):
        raise cases.WrongRole
    if not reason.strip():
        raise cases.Missing(field="reason")
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")
    values = values_of(case.dossier.canton)
    turn = Turn(actor=actor, case=case, values=values)
    step = turn.require(ASK, cases.MANAGED)
    asked = record(
        actor=actor, kind="session_asked_for", dossier_id=dossier_id, occurred_on=on, step=step, session=kind.value
    )
    log(
        actor=actor,
        dossier_id=dossier_id,
        kind=EntryKind.NOTE,
        occurred_on=on,
        text=reason,
        category=Category.WORK,
        visibility=Visibility.TEAM,
        step=step,
    )
    turn.happened(ASK, on=on, outcome=Outcome(kind.value), then=RECORD, cuts=False)
    return asked


@atomic
def record_result(
    *,
    actor: Actor,
    dossier_id: UUID,
    kind: SessionKind,
    held_on: date,
    outcome: SessionOutcome,
    participants: Iterable[tuple[int, int | None]],
    person_present: bool = True,
    possibilities: Iterable[tuple[Domain, str]] = (),
    resources: Iterable[ResourceLine] = (),
    partners: Iterable[int] = (),
    item_id: UUID | None = None,
) -> SessionResult:
    """Records date, kind, participants, outcome, first plan and resource sheet; institutions may join on consent.

    Case management, coaching, an assessment, a bilateral solution, another dispositif or a return follow; a case that
    is managed already goes on where it stands. `item_id` is the item of the meeting at which it was held.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_record_session(actor, case):
        raise cases.WrongRole
    managed = case.case_manager_id is not None
    values = values_of(case.dossier.canton)
    turn = Turn(actor=actor, case=case, values=values)
    step = turn.require(RECORD, cases.HOLDS_SESSION, kind.value)
    if managed and outcome is not SessionOutcome.CASE_MANAGEMENT:
        raise cases.NotNow(field="outcome")
    present = list(participants)
    if not present:
        raise cases.Missing(field="participants")
    _join(actor, dossier_id, partners)
    session = cases.record_session(
        actor=actor,
        case=case,
        kind=kind,
        held_on=held_on,
        outcome=outcome,
        person_present=person_present,
        participants=present,
        possibilities=possibilities,
        resources=resources,
        step=step,
    )
    if item_id is not None:
        close_item(actor=actor, item_id=item_id, session_id=session.id)
    if outcome is SessionOutcome.ASSESSMENT:
        cases.move(actor=actor, case=case, wished_form=CaseForm.ASSESSMENT)
    elif not managed:
        cases.move(actor=actor, case=case, stage=STAGE_AFTER[outcome])
    if outcome is SessionOutcome.COACHING:
        lead_together(actor=actor, dossier_id=dossier_id, on=actor.today)
    ends = STAGE_AFTER[outcome] is Stage.ENDING
    turn.done(RECORD, outcome=Outcome(outcome.value), on=held_on, kind=kind.value, then="report.write" if ends else "")
    if outcome is SessionOutcome.RETURNED:
        referral = cases.referral_of(actor=actor, case=case)
        set_task(
            actor=actor,
            dossier_id=dossier_id,
            kind=Kind.READ_DECISION,
            to=Address(membership_id=referral.begun_by_id),
            set_on=held_on,
            due_on=turn.due(Kind.READ_DECISION, held_on),
            subject_id=session.id,
        )
    return session


def _join(actor: Actor, dossier_id: UUID, partners: Iterable[int]) -> None:
    """Lets institutions join that consent or statute covers."""
    wanted = sorted(set(partners))
    if not wanted:
        return
    opened = openings(actor, dossier_id, actor.today)
    taking_part = institutions(actor, dossier_id, actor.today)
    for institution_id in wanted:
        require(opened, institution_id, field="partners")
        if institution_id not in taking_part:
            take_part(actor=actor, dossier_id=dossier_id, institution_id=institution_id, valid_from=actor.today)
