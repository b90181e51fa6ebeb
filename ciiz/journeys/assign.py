"""Putting somebody in charge: case manager, deputy, hand-over between case managers."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor, Standing, end_participation, set_standing, take_part
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import AssignmentKind, Stage
from ciiz.domain.cases.public import Assignment, Case
from ciiz.domain.organisations.public import Membership, by_code, in_force, values_of
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, pass_on
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.transactions import atomic

from .steps import Turn


@atomic
def name_case_manager(
    *,
    actor: Actor,
    dossier_id: UUID,
    membership_id: int,
    named_on: date,
    deputy_id: int | None = None,
) -> Assignment:
    """Records whom the pool named as case manager, and perhaps a deputy; their institution leads from that day.

    Refuses by name: no round table or assessment, no contact person, an institution that does not take part.
    """
    case = _held(actor, dossier_id, named_on)
    if deputy_id == membership_id:
        raise cases.SamePerson(field="deputy")
    values = values_of(case.dossier.canton)
    turn = Turn(actor=actor, case=case, values=values)
    try:
        step = turn.require("assign.name_case_manager", cases.NAMES_FIRST)
    except cases.NotNow:
        if cases.has_session_result(case):
            raise
        raise cases.NoSessionResult from None
    assignment = _assign(actor, case, AssignmentKind.CASE_MANAGER, membership_id, on=named_on, step=step)
    if deputy_id is not None:
        _assign(actor, case, AssignmentKind.DEPUTY, deputy_id, on=named_on, step=step)
    talk = Wanted(Kind.FIRST_TALK, Address(membership_id=membership_id))
    turn.done("assign.name_case_manager", on=named_on, then="plan.sign", also=[talk])
    return assignment


def _held(actor: Actor, dossier_id: UUID, on: date) -> Case:
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_name_case_manager(actor, case):
        raise cases.WrongRole
    if on > actor.today:
        raise cases.DayOutOfOrder(field="named_on")
    return case


def _assign(
    actor: Actor,
    case: Case,
    kind: AssignmentKind,
    membership_id: int,
    *,
    on: date,
    reason: str = "",
    step: str = "",
) -> Assignment:
    chosen = next(iter(_membership(membership_id, on)), None)
    if chosen is None:
        raise cases.NotAContactPerson(field="membership")
    former = case.case_manager_id if kind is AssignmentKind.CASE_MANAGER else case.deputy_id
    assignment = cases.assign(
        actor=actor,
        case=case,
        kind=kind,
        membership_id=membership_id,
        role=chosen.role,
        institution_id=chosen.institution_id,
        named_on=on,
        valid_from=on,
        reason=reason,
        step=step,
    )
    if kind is AssignmentKind.CASE_MANAGER:
        _lead(actor, case, former, chosen.institution_id)
    if former is not None:
        _release(actor, case, former, on)
    take_part(
        actor=actor,
        dossier_id=case.dossier_id,
        institution_id=chosen.institution_id,
        member_id=membership_id,
        valid_from=on,
        standing=Standing.LEADING,
    )
    return assignment


@compiled
def _membership(membership_id: int, on: date) -> QuerySet[Membership]:
    return in_force(on).filter(id=membership_id).only("id", "role", "institution_id")


def _lead(actor: Actor, case: Case, former: int | None, institution_id: int) -> None:
    """The case manager's institution leads; the former one's takes part again like the others, but for the deputy."""
    if former is not None:
        before = Membership.objects.filter(id=former).values_list("institution_id", flat=True).first()
        if before is not None and before != institution_id:
            set_standing(
                actor=actor,
                dossier_id=case.dossier_id,
                institution_id=before,
                standing=Standing.PARTNER,
                but_member_id=case.deputy_id,
            )
    set_standing(actor=actor, dossier_id=case.dossier_id, institution_id=institution_id, standing=Standing.LEADING)


def _release(actor: Actor, case: Case, former: int, on: date) -> None:
    institution_id = Membership.objects.filter(id=former).values_list("institution_id", flat=True).first()
    if institution_id is not None:
        end_participation(
            actor=actor, dossier_id=case.dossier_id, institution_id=institution_id, member_id=former, on=on
        )


@atomic
def change_case_manager(
    *, actor: Actor, dossier_id: UUID, membership_id: int, named_on: date, reason: str
) -> Assignment:
    """Hands the case to another case manager, with a coded reason; open tasks go along, the change stays visible."""
    case = _held(actor, dossier_id, named_on)
    if not (Stage(case.stage).managed or case.stage == Stage.ENDING) or case.case_manager_id is None:
        raise cases.NotNow
    _check_reason(case, reason)
    former = case.case_manager_id
    if case.deputy_id == membership_id:
        cases.end_deputyship(actor=actor, case=case, on=named_on)
    assignment = _assign(actor, case, AssignmentKind.CASE_MANAGER, membership_id, on=named_on, reason=reason)
    pass_on(actor=actor, dossier_id=dossier_id, from_membership_id=former, to_membership_id=membership_id)
    return assignment


@atomic
def name_deputy(*, actor: Actor, dossier_id: UUID, membership_id: int, named_on: date, reason: str = "") -> Assignment:
    """Names a deputy, or another one with a coded reason."""
    case = _held(actor, dossier_id, named_on)
    if not Stage(case.stage).managed:
        raise cases.NotNow
    if case.deputy_id is not None:
        _check_reason(case, reason)
    return _assign(actor, case, AssignmentKind.DEPUTY, membership_id, on=named_on, reason=reason)


def _check_reason(case: Case, reason: str) -> None:
    if by_code(values_of(case.dossier.canton).reassignment_reasons, reason) is None:
        raise cases.UnknownReason(field="reason")
