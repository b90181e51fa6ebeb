"""The life of a version: drafted, signed by both, accepted by the institutions, validated, sent back or withdrawn."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.prepared import update
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotFound

from ..enums import Answer, PlanState
from ..errors import (
    AlternativesMissing,
    CopyThere,
    NotADraft,
    NotSigned,
    PartsNotAccepted,
    PlanEmpty,
    PlanNotOpen,
    PlanOnItsWay,
    ReasonMissing,
    SignedInFuture,
)
from ..models import Acceptance, Goal, Measure, Plan
from ..models.held import in_version


@atomic
def draft(*, actor: Actor, dossier_id: UUID, rhythm_days: int | None = None, reason: str = "", step: str = "") -> Plan:
    """Begins the next version; it takes over goals and measures of the former, also those the actor does not see."""
    former = Plan.objects.filter(dossier_id=dossier_id).order_by("-number").first()
    if former is not None and PlanState(former.state).is_open:
        raise PlanOnItsWay
    plan = Plan(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        number=former.number + 1 if former else 1,
        rhythm_days=rhythm_days or (former.rhythm_days if former else 14),
        drafted_on=actor.today,
        drafted_by_id=actor.membership_id,
        change_reason=reason.strip(),
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as refused:
        raise PlanNotOpen from refused
    _tell(actor, plan, "plan_drafted", step=step)
    return plan


@atomic
def set_rhythm(*, actor: Actor, plan_id: UUID, expected_version: int, rhythm_days: int) -> Plan:
    """Agrees how often the person and the case manager meet."""
    del actor
    return touch(plan_id, expected_version, rhythm_days=rhythm_days)


@atomic
def sign(
    *,
    actor: Actor,
    plan_id: UUID,
    expected_version: int,
    person_signed_on: date,
    manager_signed_on: date,
    signed_copy_id: UUID | None = None,
    step: str = "",
) -> Plan:
    """Records both signatures and the signed copy; the version does not change any more."""
    plan = _locked(plan_id)
    if plan.state != PlanState.DRAFT:
        raise NotADraft
    for field, day in (("person_signed_on", person_signed_on), ("manager_signed_on", manager_signed_on)):
        if day > actor.today:
            raise SignedInFuture(field=field)
    held = in_version(plan.number)
    if not all(model.objects.filter(held, dossier_id=plan.dossier_id).exists() for model in (Goal, Measure)):
        raise PlanEmpty
    _save(
        plan,
        expected_version,
        state=PlanState.SIGNED,
        person_signed_on=person_signed_on,
        manager_signed_on=manager_signed_on,
        signed_by_id=actor.membership_id,
        signed_copy_id=signed_copy_id,
    )
    _tell(actor, plan, "plan_signed", on=max(person_signed_on, manager_signed_on), step=step)
    return plan


@atomic
def attach_copy(*, actor: Actor, plan_id: UUID, expected_version: int, document_id: UUID) -> Plan:
    """Attaches the signed copy to a version that was signed before, once."""
    plan = _locked(plan_id)
    if plan.state == PlanState.DRAFT:
        raise NotSigned
    if plan.signed_copy_id is not None:
        raise CopyThere(field="signed_copy")
    _save(plan, expected_version, signed_copy_id=document_id)
    _tell(actor, plan, "plan_copy_attached")
    return plan


@atomic
def accept_part(*, actor: Actor, plan_id: UUID, answer: Answer, comment: str = "", step: str = "") -> Acceptance:
    """Records what the actor's institution says to its part; a later answer replaces an earlier one."""
    plan = Plan.objects.filter(id=plan_id).first()
    if plan is None:
        raise NotFound
    if plan.state in (PlanState.SENT_BACK, PlanState.WITHDRAWN, PlanState.SUPERSEDED):
        raise NotSigned
    if answer is not Answer.YES and not comment.strip():
        raise ReasonMissing(field="comment")
    acceptance = Acceptance(
        dossier_id=plan.dossier_id,
        contributor_id=actor.institution_id,
        plan=plan,
        answer=answer,
        comment=comment.strip(),
        answered_on=actor.today,
        answered_by_id=actor.membership_id,
    )
    acceptance.save(force_insert=True)
    _tell(actor, plan, "plan_part_answered", answer=answer.value, step=step)
    return acceptance


@atomic
def validate(
    *,
    actor: Actor,
    plan: Plan,
    former: Plan | None,
    expected_version: int,
    binding: bool = False,
    step: str = "",
) -> Plan:
    """Puts a signed version into force and replaces the former one; with `binding`, only if all parts are accepted.

    Both are as `underway` gives them.
    """
    if plan.state != PlanState.SIGNED:
        raise NotSigned
    if binding and (missing := _not_accepted(plan)):
        raise PartsNotAccepted(institutions=", ".join(missing))
    if former is not None:
        _save(former, former.version, state=PlanState.SUPERSEDED)
    _save(
        plan,
        expected_version,
        state=PlanState.VALIDATED,
        decided_on=actor.today,
        decided_by_id=actor.membership_id,
    )
    _tell(actor, plan, "plan_validated", step=step)
    return plan


@atomic
def send_back(*, actor: Actor, plan_id: UUID, expected_version: int, alternatives: str, step: str = "") -> Plan:
    """Does not validate, but proposes other possibilities; the next version answers them."""
    plan = _signed(plan_id)
    if not alternatives.strip():
        raise AlternativesMissing(field="alternatives")
    _save(
        plan,
        expected_version,
        state=PlanState.SENT_BACK,
        decided_on=actor.today,
        decided_by_id=actor.membership_id,
        alternatives=alternatives.strip(),
    )
    _tell(actor, plan, "plan_sent_back", step=step)
    return plan


@atomic
def withdraw(*, actor: Actor, plan_id: UUID, expected_version: int, step: str = "") -> Plan:
    """Takes a signed version back before it is validated; it stays as it was signed, the next one takes its place."""
    plan = _signed(plan_id)
    _save(
        plan,
        expected_version,
        state=PlanState.WITHDRAWN,
        decided_on=actor.today,
        decided_by_id=actor.membership_id,
    )
    _tell(actor, plan, "plan_withdrawn", step=step)
    return plan


def touch(plan_id: UUID, expected_version: int, **values: object) -> Plan:
    """Counts a change of a draft that nobody else has changed in between."""
    plan = _locked(plan_id)
    if plan.state != PlanState.DRAFT:
        raise NotADraft
    _save(plan, expected_version, **values)
    return plan


def _locked(plan_id: UUID) -> Plan:
    plan = next(iter(_for_update(plan_id)), None)
    if plan is None:
        raise NotFound
    return plan


@compiled
def _for_update(plan_id: UUID) -> QuerySet[Plan]:
    return Plan.objects.select_for_update().filter(id=plan_id)


def _signed(plan_id: UUID) -> Plan:
    plan = _locked(plan_id)
    if plan.state != PlanState.SIGNED:
        raise NotSigned
    return plan


def _save(plan: Plan, expected_version: int, **values: object) -> None:
    values["version"] = expected_version + 1
    for name, value in values.items():
        setattr(plan, name, value)
    if not update(plan, values, version=expected_version):
        raise Conflict


def _not_accepted(plan: Plan) -> list[str]:
    """Institutions with a part in the plan whose latest answer is missing or no; the author's own has signed."""
    latest: dict[int, str] = {}
    for given in Acceptance.objects.filter(plan=plan).order_by("recorded_at", "id"):
        latest[given.contributor_id] = given.answer
    measures = Measure.objects.filter(in_version(plan.number), dossier_id=plan.dossier_id, institution__isnull=False)
    parts = {m.institution_id: m.institution for m in measures.select_related("institution")}
    return [
        str(institution)
        for key, institution in parts.items()
        if key != plan.contributor_id and latest.get(key or 0, Answer.NO) == Answer.NO
    ]


def _tell(
    actor: Actor, plan: Plan, kind: str, *, on: date | None = None, answer: str | None = None, step: str = ""
) -> None:
    record(
        actor=actor,
        kind=kind,
        dossier_id=plan.dossier_id,
        occurred_on=on or actor.today,
        subject_id=plan.id,
        step=step,
        number=plan.number,
        answer=answer,
    )
