"""Services that the case manager orders from other institutions' contact persons."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import Membership
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotFound

from ..enums import OrderState
from ..errors import NotAContact, NotYourOrder, OrderAnswered, OwnInstitution, ReasonMissing, WordsMissing
from ..models import Measure, ServiceOrder


@atomic
def place_order(
    *,
    actor: Actor,
    dossier_id: UUID,
    contact_id: int,
    text: str,
    wanted_by: date | None = None,
    measure_line: UUID | None = None,
) -> ServiceOrder:
    """Orders a service, for a measure of the plan or by itself."""
    if not text.strip():
        raise WordsMissing(field="text")
    contact = Membership.objects.filter(id=contact_id, role=Role.CONTACT, valid_from__lte=actor.today).first()
    if contact is None or (contact.valid_to is not None and contact.valid_to <= actor.today):
        raise NotAContact(field="contact")
    if contact.institution_id == actor.institution_id:
        raise OwnInstitution(field="contact")
    if measure_line and not Measure.objects.filter(dossier_id=dossier_id, line=measure_line).exists():
        raise NotFound
    order = ServiceOrder(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        measure_line=measure_line,
        text=text.strip(),
        institution_id=contact.institution_id,
        contact_id=contact.id,
        placed_by_id=actor.membership_id,
        placed_on=actor.today,
        wanted_by=wanted_by,
    )
    order.save(force_insert=True)
    _tell(actor, order)
    return order


@atomic
def answer_order(
    *, actor: Actor, order_id: UUID, expected_version: int, accept: bool, reason: str = ""
) -> ServiceOrder:
    """Accepts an order, or declines it with a reason."""
    order = _of_my_institution(actor, order_id)
    if order.state != OrderState.PLACED:
        raise OrderAnswered
    if not accept and not reason.strip():
        raise ReasonMissing(field="reason")
    return _save(
        actor,
        order,
        expected_version,
        state=OrderState.ACCEPTED if accept else OrderState.DECLINED,
        answered_on=actor.today,
        answered_by_id=actor.membership_id,
        reason=reason.strip(),
    )


@atomic
def finish_order(*, actor: Actor, order_id: UUID, expected_version: int, on: date, result: str = "") -> ServiceOrder:
    """Says that the accepted service is done."""
    order = _of_my_institution(actor, order_id)
    if order.state != OrderState.ACCEPTED:
        raise OrderAnswered
    return _save(actor, order, expected_version, state=OrderState.DONE, done_on=on, result=result.strip())


@atomic
def cancel_order(*, actor: Actor, order_id: UUID, expected_version: int, reason: str) -> ServiceOrder:
    """Takes an order back; by the institution that placed it."""
    order = _order(order_id)
    if order.contributor_id != actor.institution_id:
        raise NotYourOrder
    if not OrderState(order.state).waits:
        raise OrderAnswered
    if not reason.strip():
        raise ReasonMissing(field="reason")
    return _save(actor, order, expected_version, state=OrderState.CANCELLED, reason=reason.strip())


def _order(order_id: UUID) -> ServiceOrder:
    order = ServiceOrder.objects.filter(id=order_id).first()
    if order is None:
        raise NotFound
    return order


def _of_my_institution(actor: Actor, order_id: UUID) -> ServiceOrder:
    order = _order(order_id)
    if order.institution_id != actor.institution_id:
        raise NotYourOrder
    return order


def _save(actor: Actor, order: ServiceOrder, expected_version: int, **values: object) -> ServiceOrder:
    values["version"] = expected_version + 1
    if not ServiceOrder.objects.filter(id=order.id, version=expected_version).update(**values):
        raise Conflict
    for name, value in values.items():
        setattr(order, name, value)
    _tell(actor, order)
    return order


def _tell(actor: Actor, order: ServiceOrder) -> None:
    record(
        actor=actor,
        kind=f"order_{OrderState(order.state).value}",
        dossier_id=order.dossier_id,
        occurred_on=actor.today,
        category=Category.WORK,
        subject_id=order.id,
        institution=order.institution_id,
    )
