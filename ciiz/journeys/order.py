"""Services that the case manager orders from contact persons of other institutions (source 003)."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, institutions
from ciiz.domain.cases.public import Case, NotTakingPart
from ciiz.domain.organisations.public import CantonValues, Membership
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import ServiceOrder, may_answer_order, may_order
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, cancel, complete, set_task
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .coverage import require_opening
from .rhythm import answers_read, tell_manager
from .standpoint import held, standpoint
from .steps import Turn


@atomic
def place(
    *,
    actor: Actor,
    dossier_id: UUID,
    contact_id: int,
    text: str,
    wanted_by: date | None = None,
    measure_line: UUID | None = None,
) -> ServiceOrder:
    """The case manager orders a service; the other institution must be covered, or nobody there could read it."""
    case, values = held(actor, dossier_id)
    if not may_order(standpoint(actor, case, values)):
        raise plans.NotCaseManager
    receiver = Membership.objects.filter(id=contact_id).values_list("institution_id", flat=True).first()
    if receiver is not None and receiver != actor.institution_id:
        require_opening(actor=actor, dossier_id=dossier_id, receiver_id=receiver, on=actor.today, field="contact")
        if receiver not in institutions(actor, dossier_id, actor.today):
            raise NotTakingPart(field="contact")
    answers_read(actor=actor, case=case)
    order = plans.place_order(
        actor=actor,
        dossier_id=dossier_id,
        contact_id=contact_id,
        text=text,
        wanted_by=wanted_by,
        measure_line=measure_line,
    )
    set_task(
        actor=actor,
        dossier_id=dossier_id,
        kind=Kind.ANSWER_ORDER,
        to=Address(membership_id=contact_id),
        set_on=actor.today,
        due_on=wanted_by or _due(actor, case, values),
        subject_id=order.id,
    )
    return order


@atomic
def accept(*, actor: Actor, order_id: UUID, expected_version: int) -> ServiceOrder:
    """A contact person accepts the order; it stays a task until it is done."""
    case, values, order = _received(actor, order_id)
    accepted = plans.answer_order(actor=actor, order_id=order.id, expected_version=expected_version, accept=True)
    _answered(actor, case, order)
    set_task(
        actor=actor,
        dossier_id=order.dossier_id,
        kind=Kind.ANSWER_ORDER,
        to=Address(membership_id=actor.membership_id),
        set_on=actor.today,
        due_on=order.wanted_by or _due(actor, case, values),
        subject_id=order.id,
    )
    return accepted


@atomic
def decline(*, actor: Actor, order_id: UUID, expected_version: int, reason: str) -> ServiceOrder:
    """A contact person declines with a reason; the case manager has to look for another way."""
    case, values, order = _received(actor, order_id)
    declined = plans.answer_order(
        actor=actor, order_id=order.id, expected_version=expected_version, accept=False, reason=reason
    )
    _answered(actor, case, order)
    tell_manager(actor=actor, case=case, values=values, subject_id=order.id)
    return declined


@atomic
def done(*, actor: Actor, order_id: UUID, expected_version: int, on: date, result: str = "") -> ServiceOrder:
    """The contact person says that the service is done."""
    case, _values, order = _received(actor, order_id)
    finished = plans.finish_order(
        actor=actor, order_id=order.id, expected_version=expected_version, on=on, result=result
    )
    _answered(actor, case, order)
    return finished


@atomic
def take_back(*, actor: Actor, order_id: UUID, expected_version: int, reason: str) -> ServiceOrder:
    """The case manager takes an order back."""
    order = _seen(actor, order_id)
    case, values = held(actor, order.dossier_id)
    if not may_order(standpoint(actor, case, values)):
        raise plans.NotCaseManager
    cancelled = plans.cancel_order(actor=actor, order_id=order_id, expected_version=expected_version, reason=reason)
    cancel(
        actor=actor,
        dossier_id=order.dossier_id,
        on=actor.today,
        kinds=(Kind.ANSWER_ORDER,),
        subject_id=order.id,
    )
    return cancelled


def _due(actor: Actor, case: Case, values: CantonValues) -> date | None:
    return Turn(actor=actor, case=case, values=values, moves=False).due(Kind.ANSWER_ORDER, actor.today)


def _seen(actor: Actor, order_id: UUID) -> ServiceOrder:
    order = plans.order(actor, order_id)
    if order is None:
        raise NotFound
    return order


def _received(actor: Actor, order_id: UUID) -> tuple[Case, CantonValues, ServiceOrder]:
    order = _seen(actor, order_id)
    case, values = held(actor, order.dossier_id)
    at = plans.Standpoint(role=actor.role, has_part=order.institution_id == actor.institution_id)
    if not may_answer_order(at):
        raise plans.NotYourOrder
    return case, values, order


def _answered(actor: Actor, case: Case, order: ServiceOrder) -> None:
    complete(
        actor=actor,
        dossier_id=case.dossier_id,
        kinds=(Kind.ANSWER_ORDER,),
        on=actor.today,
        subject_id=order.id,
    )
