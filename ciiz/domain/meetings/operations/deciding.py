"""What an item decides, and its result."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, institutions
from ciiz.domain.organisations.public import Membership
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from .. import errors, policies, queries
from ..enums import MeetingState
from ..models import AgendaItem, Decision


@atomic
def decide(*, actor: Actor, item_id: UUID, text: str, category: Category, membership_id: int, due_on: date) -> Decision:
    """Notes who does what until when; whoever it is takes part in the case or works for the organiser."""
    item = queries.item(actor, item_id)
    if not policies.organises(actor, item.meeting):
        raise errors.NotOrganiser
    if item.meeting.state == MeetingState.CANCELLED:
        raise errors.MeetingOver
    if item.meeting.state == MeetingState.OFFERED or item.meeting.held_on > actor.today:
        raise errors.NotYetHeld
    responsible = Membership.objects.filter(id=membership_id).first()
    places = {*institutions(actor, item.dossier_id, actor.today), actor.institution_id}
    if responsible is None or responsible.institution_id not in places:
        raise errors.TakesNoPart(field="membership")
    if due_on < actor.today:
        raise errors.MeetingInPast(field="due_on")
    found = Decision(
        dossier_id=item.dossier_id,
        contributor_id=actor.institution_id,
        item=item,
        category=category,
        text=text.strip(),
        membership=responsible,
        due_on=due_on,
        noted_on=actor.today,
        noted_by_id=actor.membership_id,
    )
    found.save(force_insert=True)
    record(
        actor=actor,
        kind="meeting_decided",
        dossier_id=item.dossier_id,
        category=category,
        occurred_on=actor.today,
        subject_id=found.id,
        membership=membership_id,
    )
    return found


def close_item(*, actor: Actor, item_id: UUID, session_id: UUID) -> AgendaItem:
    """The result of the item is recorded."""
    item = queries.item(actor, item_id)
    if not policies.organises(actor, item.meeting):
        raise errors.NotOrganiser
    if item.session_id is not None:
        raise errors.MeetingOver
    item.session_id = session_id
    item.save(update_fields=["session"])
    return item
