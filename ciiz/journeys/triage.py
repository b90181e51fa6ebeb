"""Deciding on a referral: accept, ask back, return. The sender always learns the outcome."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Openings, institutions, openings, take_part_together
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Decision, Stage
from ciiz.domain.cases.public import Case, Referral
from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import CantonValues, by_code, canton_values, values_of
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.processes.public import course
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from .coverage import office_of, require
from .standpoint import lead_together
from .steps import Turn

OUTCOME_OF = {
    CaseForm.ROUND_TABLE: Outcome.ROUND_TABLE,
    CaseForm.ASSESSMENT: Outcome.ASSESSMENT,
    CaseForm.COACHING: Outcome.COACHING,
}


def forms(actor: Actor, case: Case) -> tuple[CaseForm, ...]:
    """For what a referral may be accepted: the canton's forms, as far as the drawing of the case leads on from them."""
    offer = course(actor, case.dossier_id, lock=False).offer("triage.accept")
    known = [form for form in canton_values(case.canton).forms if form in OUTCOME_OF]
    return tuple(form for form in known if offer is None or OUTCOME_OF[form] in offer.outcomes)


@atomic
def accept(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    form: CaseForm,
    partners: Iterable[int] | None = None,
    admitted_reason: str = "",
    expected_version: int | None = None,
) -> Referral:
    """Accepts the referral for a round table, an assessment or a coaching; partners take part from that day.

    `partners` not given are those of the referral whom consent or statute covers; a given one that is not covered is
    refused. Without a second institution a reason of the canton's list is needed. A coaching is decided by office or
    coordination, which say who leads a case.
    """
    case, referral, values = _held(actor, dossier_id, on, expected_version)
    if form not in OUTCOME_OF:
        raise cases.Missing(field="form")
    if form is CaseForm.COACHING and actor.role is Role.CONTACT:
        raise cases.WrongRole(field="form")
    opened = openings(actor, dossier_id, on)
    require(opened, office_of(case.canton))
    joining = _joining(opened, referral, partners)
    taking_part = set(institutions(actor, dossier_id, on))
    fresh = [institution_id for institution_id in joining if institution_id not in taking_part]
    take_part_together(actor=actor, dossier_id=dossier_id, institution_ids=fresh, valid_from=on)
    together = len(taking_part | set(joining))
    if together < 2 and not by_code(values.admission_reasons, admitted_reason):
        raise cases.NoSecondInstitution(field="admitted_reason")
    turn = Turn(actor=actor, case=case, values=values)
    cases.decide_referral(
        actor=actor,
        case=case,
        referral=referral,
        decision=Decision.ACCEPTED,
        on=on,
        form=form,
        reason=admitted_reason if together < 2 else "",
        step=turn.step("triage.accept"),
    )
    if form is CaseForm.COACHING:
        lead_together(actor=actor, dossier_id=dossier_id, on=on)
    turn.done("triage.accept", outcome=OUTCOME_OF[form], on=on, also=_to_read(referral))
    return referral


def _held(
    actor: Actor, dossier_id: UUID, on: date, expected_version: int | None
) -> tuple[Case, Referral, CantonValues]:
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    values = values_of(case.dossier.canton)
    if not cases.may_decide(actor, case, values.acceptance.decides):
        raise cases.WrongRole
    if case.stage != Stage.FORWARDED:
        raise cases.NotNow if Stage(case.stage).before_decision else cases.AlreadyDecided
    referral = cases.referral_of(actor=actor, case=case, expected_version=expected_version)
    if referral.forwarded_on is None or not referral.forwarded_on <= on <= actor.today:
        raise cases.DayOutOfOrder(field="on")
    return case, referral, values


def _joining(opened: Openings, referral: Referral, partners: Iterable[int] | None) -> list[int]:
    if partners is None:
        return [wanted for wanted in referral.partners if opened.basis(wanted)]
    chosen = sorted(set(partners))
    for wanted in chosen:
        require(opened, wanted, field="partners")
    return chosen


def _to_read(referral: Referral) -> list[Wanted]:
    """A task to read the decision for whoever began the referral and for whoever forwarded it."""
    readers = sorted({referral.begun_by_id, referral.forwarded_by_id or referral.begun_by_id})
    return [Wanted(Kind.READ_DECISION, Address(membership_id=reader), subject_id=referral.id) for reader in readers]


@atomic
def ask_back(
    *, actor: Actor, dossier_id: UUID, on: date, question: str, expected_version: int | None = None
) -> Referral:
    """Asks the referring institution; the referral goes back to it and comes again."""
    case, referral, values = _held(actor, dossier_id, on, expected_version)
    if not question.strip():
        raise cases.Missing(field="question")
    turn = Turn(actor=actor, case=case, values=values)
    cases.decide_referral(
        actor=actor,
        case=case,
        referral=referral,
        decision=Decision.ASKED_BACK,
        on=on,
        advice=question,
        step=turn.step("triage.ask_back"),
    )
    turn.done(
        "triage.ask_back",
        outcome=Outcome.ASK_BACK,
        on=on,
        then="refer.complete",
        instead={Kind.COMPLETE_REFERRAL: Kind.ANSWER_QUESTION},
    )
    return referral


@atomic
def return_case(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    reason: str,
    words: str = "",
    advice: str = "",
    by_telephone: bool = False,
    expected_version: int | None = None,
) -> Referral:
    """Returns the referral with a coded reason and advice; on the telephone a reason is enough, in `words` if the list
    does not say it."""
    case, referral, values = _held(actor, dossier_id, on, expected_version)
    if values.return_reason(reason) is None:
        raise cases.UnknownReason(field="reason")
    if by_telephone and not values.acceptance.return_by_telephone:
        raise NotAllowed(field="by_telephone")
    if not by_telephone and not advice.strip():
        raise cases.Missing(field="advice")
    turn = Turn(actor=actor, case=case, values=values)
    cases.decide_referral(
        actor=actor,
        case=case,
        referral=referral,
        decision=Decision.RETURNED,
        on=on,
        reason=reason,
        words=words,
        advice=advice,
        by_telephone=by_telephone,
        step=turn.step("triage.return_case"),
    )
    turn.done("triage.return_case", outcome=Outcome.RETURNED, on=on, also=_to_read(referral))
    return referral
