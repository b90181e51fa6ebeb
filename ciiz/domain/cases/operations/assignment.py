"""Putting somebody in charge of a case."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor, institutions
from ciiz.domain.organisations.enums import Role
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.transactions import atomic

from ..enums import AssignmentKind, CooperationForm, SessionKind, SessionOutcome, Stage
from ..errors import NoSessionResult, NotAContactPerson, NotTakingPart, SamePerson
from ..models import Assignment, Case, SessionResult
from .opening import move


@atomic
def assign(
    *,
    actor: Actor,
    case: Case,
    kind: AssignmentKind,
    membership_id: int,
    role: str,
    institution_id: int,
    named_on: date,
    valid_from: date,
    reason: str = "",
    step: str = "",
) -> Assignment:
    """Names a case manager or a deputy from a day on; who was it before ends that day.

    `role` and `institution_id` are those of the chosen membership, which must be a contact person of an institution
    that takes part.
    """
    if role != Role.CONTACT:
        raise NotAContactPerson(field="membership")
    if institution_id not in institutions(actor, case.dossier_id, valid_from):
        raise NotTakingPart(field="membership")
    if membership_id in (case.case_manager_id, case.deputy_id):
        raise SamePerson(field="membership")
    leads = kind is AssignmentKind.CASE_MANAGER
    if leads and not has_session_result(case):
        raise NoSessionResult
    ended = 0
    if (case.case_manager_id if leads else case.deputy_id) is not None:
        ended = Assignment.objects.filter(case=case, kind=kind, valid_to__isnull=True).update(valid_to=valid_from)
    assignment = Assignment(
        dossier_id=case.dossier_id,
        contributor_id=actor.institution_id,
        case=case,
        kind=kind,
        membership_id=membership_id,
        named_on=named_on,
        valid_from=valid_from,
        recorded_by_id=actor.membership_id,
    )
    assignment.save(force_insert=True)
    if leads:
        stage = Stage.ASSIGNED if case.stage == Stage.DECIDED else Stage(case.stage)
        move(actor=actor, case=case, stage=stage, case_manager_id=membership_id, form=CooperationForm.MANAGED)
    else:
        move(actor=actor, case=case, deputy_id=membership_id)
    name = "case_manager" if leads else "deputy"
    record(
        actor=actor,
        kind=f"{name}_changed" if ended else f"{name}_named",
        dossier_id=case.dossier_id,
        occurred_on=valid_from,
        subject_id=assignment.id,
        step=step,
        membership=membership_id,
        reason=reason,
    )
    return assignment


@atomic
def end_deputyship(*, actor: Actor, case: Case, on: date) -> Case:
    """The deputy is none any more and nobody follows, for instance because the deputy now manages the case."""
    held = Assignment.objects.filter(case=case, kind=AssignmentKind.DEPUTY, valid_to__isnull=True)
    held.update(valid_to=on)
    record(
        actor=actor,
        kind="deputy_ended",
        dossier_id=case.dossier_id,
        occurred_on=on,
        membership=case.deputy_id,
    )
    return move(actor=actor, case=case, deputy_id=None)


def has_session_result(case: Case) -> bool:
    """A round table or an assessment has decided on case management."""
    return bool(_deciding(case.dossier_id))


@compiled
def _deciding(dossier_id: UUID) -> QuerySet[SessionResult]:
    kinds = [kind for kind in SessionKind if kind.starts_management]
    held = SessionResult.objects.filter(dossier_id=dossier_id, kind__in=kinds)
    return held.filter(outcome=SessionOutcome.CASE_MANAGEMENT)[:1]
