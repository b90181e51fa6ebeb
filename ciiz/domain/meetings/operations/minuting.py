"""Whom the minutes of an item have reached."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.mail.send import send

from .. import errors, policies, queries
from ..enums import Channel, MeetingState
from ..mails import MINUTES
from ..models import AgendaItem, Invitation, Seat


@atomic
def tell_minutes(*, actor: Actor, item_id: UUID) -> int:
    """Tells by mail those with an account who sat at an item that its minutes are there; returns how many."""
    item = queries.item(actor, item_id)
    _held(actor, item)
    seats = Seat.objects.filter(item=item, off=False, invitation__withdrawn=False, invitation__membership__isnull=False)
    told = 0
    for seat in seats.select_related("invitation__membership").order_by("id"):
        member = seat.invitation.membership
        if member is not None and send(
            kind=MINUTES,
            recipient_id=member.user_id,
            key=f"{MINUTES}:{item.id}:{member.id}:{actor.today.isoformat()}",
            item=str(item.id),
        ):
            seat.minutes_on = actor.today
            seat.save(update_fields=["minutes_on"])
            told += 1
    if told:
        _record(actor, item)
    return told


@atomic
def note_minutes(*, actor: Actor, invitation_id: UUID, channel: Channel, on: date) -> Invitation:
    """Notes how the minutes reached a party without an account."""
    found = queries.invitation(actor, invitation_id)
    if found.item_id is None:
        raise errors.MinutesByMail
    item = queries.item(actor, found.item_id)
    _held(actor, item)
    if not item.meeting.held_on <= on <= actor.today:
        raise errors.MinutesOutOfTime(field="on")
    found.minutes_by, found.minutes_on = channel, on
    found.save(update_fields=["minutes_by", "minutes_on"])
    _record(actor, item)
    return found


def _held(actor: Actor, item: AgendaItem) -> None:
    """Refused unless the actor organises the meeting and its day has come."""
    meeting = item.meeting
    if not policies.organises(actor, meeting):
        raise errors.NotOrganiser
    if meeting.state == MeetingState.CANCELLED:
        raise errors.MeetingOver
    if meeting.state == MeetingState.OFFERED or meeting.held_on > actor.today:
        raise errors.NotYetHeld


def _record(actor: Actor, item: AgendaItem) -> None:
    record(
        actor=actor,
        kind="meeting_minutes_sent",
        dossier_id=item.dossier_id,
        occurred_on=actor.today,
        subject_id=item.meeting_id,
        meeting=item.meeting.kind,
    )
