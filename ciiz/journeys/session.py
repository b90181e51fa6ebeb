"""Recording the result of a round table (CII102) or an assessment (CII104)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, institutions, openings, take_part
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, SessionKind, SessionOutcome, Stage
from ciiz.domain.cases.public import ResourceLine, SessionResult
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, set_task
from ciiz.foundation.db.transactions import atomic

from .coverage import require
from .steps import advance, due

STAGE_AFTER = {
    SessionOutcome.CASE_MANAGEMENT: Stage.DECIDED,
    SessionOutcome.COACHING: Stage.COACHING,
    SessionOutcome.ASSESSMENT: Stage.ACCEPTED,
    SessionOutcome.BILATERAL: Stage.ENDING,
    SessionOutcome.OTHER_DISPOSITIF: Stage.ENDING,
    SessionOutcome.RETURNED: Stage.RETURNED,
}
STEP_OF = {SessionKind.ROUND_TABLE: "CII100.6", SessionKind.ASSESSMENT: "CII100.8"}


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
) -> SessionResult:
    """Records date, kind, participants, outcome, first plan and resource sheet; institutions may join on consent.

    Case management, coaching, an assessment, a bilateral solution, another dispositif or a return follow.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_record_session(actor, case):
        raise cases.WrongRole
    if Stage(case.stage) not in cases.HOLDS_SESSION:
        raise cases.NotNow
    present = list(participants)
    if not present:
        raise cases.Missing(field="participants")
    joined = _join(actor, dossier_id, partners)
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
        step=STEP_OF[kind],
    )
    if outcome is SessionOutcome.ASSESSMENT:
        cases.move(actor=actor, case=case, wished_form=CaseForm.ASSESSMENT)
    else:
        cases.move(actor=actor, case=case, stage=STAGE_AFTER[outcome])
    if joined:
        cases.settle_form(actor=actor, case=case)
    values = canton_values(case.canton)
    ends = STAGE_AFTER[outcome] is Stage.ENDING
    advance(
        actor=actor,
        case=case,
        journey="session.record_result",
        outcome=Outcome(outcome.value),
        on=held_on,
        then=Kind.WRITE_REPORT if ends else None,
        values=values,
    )
    if outcome is SessionOutcome.RETURNED:
        referral = cases.referral_of(actor=actor, case=case)
        set_task(
            actor=actor,
            dossier_id=dossier_id,
            kind=Kind.READ_DECISION,
            to=Address(membership_id=referral.begun_by_id),
            set_on=held_on,
            due_on=due(Kind.READ_DECISION, held_on, values),
            subject_id=session.id,
        )
    return session


def _join(actor: Actor, dossier_id: UUID, partners: Iterable[int]) -> bool:
    """Lets institutions join that consent or statute covers; tells whether any did."""
    wanted = sorted(set(partners))
    if not wanted:
        return False
    opened = openings(actor, dossier_id, actor.today)
    taking_part = institutions(actor, dossier_id, actor.today)
    for institution_id in wanted:
        require(opened, institution_id, field="partners")
        if institution_id not in taking_part:
            take_part(actor=actor, dossier_id=dossier_id, institution_id=institution_id, valid_from=actor.today)
    return True
