"""Answers to invitations, and who was there."""

from collections.abc import Mapping
from uuid import UUID

from ciiz.domain.access.public import Actor, BearerActor
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed
from ciiz.foundation.i18n.phrases import day

from .. import errors, policies, queries
from ..enums import Attendance, Excuse, MeetingState, Reply
from ..models import Invitation


@atomic
def answer(
    *, actor: Actor | BearerActor, invitation_id: UUID, reply: Reply, excuse: Excuse | None, sequence: int | None = None
) -> Invitation:
    """Whoever is invited says whether they come, or who organises notes it.

    By the link once, while the meeting stands as it was sent (`sequence`); the audit knows that it was the link.
    """
    found = queries.invitation(actor, invitation_id)
    over = found.withdrawn or found.meeting.state == MeetingState.CANCELLED or found.meeting.held_on < actor.today
    if over or not found.sent or sequence not in (None, found.sequence):
        raise errors.InvitationOver
    if isinstance(actor, BearerActor):
        if found.reply:
            raise errors.AnsweredAlready(day=day(found.replied_on))
    elif found.membership_id != actor.membership_id and not policies.organises(actor, found.meeting):
        raise NotAllowed
    found.reply, found.replied_on = reply, actor.today
    found.excuse = excuse if excuse and reply is Reply.NO else ""
    found.save(update_fields=["reply", "replied_on", "excuse"])
    return found


@atomic
def note_attendance(*, actor: Actor, meeting_id: UUID, there: Mapping[UUID, Attendance]) -> int:
    """Who was there, from the day of the meeting on; returns how many were noted."""
    meeting = queries.meeting(actor, meeting_id)
    if not policies.organises(actor, meeting):
        raise errors.NotOrganiser
    if meeting.state == MeetingState.CANCELLED:
        raise errors.MeetingOver
    if meeting.state == MeetingState.OFFERED or meeting.held_on > actor.today:
        raise errors.NotYetHeld
    for found in Invitation.objects.filter(meeting=meeting, withdrawn=False, id__in=list(there)):
        found.attendance = there[found.id]
        found.save(update_fields=["attendance"])
    return len(there)
