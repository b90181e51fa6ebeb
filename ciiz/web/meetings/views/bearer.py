"""Who holds the link of an invitation."""

from uuid import UUID

from ciiz.domain.access.public import BearerActor, enter_bearer
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingState
from ciiz.domain.meetings.public import Invitation
from ciiz.foundation.clock import today
from ciiz.foundation.errors import NotFound
from ciiz.foundation.terms import Term, ends_on

LONGEST = Term(months=13)
"""A link is looked at for so long at most; the day of the meeting ends it before."""


def entered(invitation_id: UUID, *, read_only: bool) -> BearerActor:
    """Acts from here on as who holds the link to this invitation."""
    on = today()
    bearer = enter_bearer(
        object_id=invitation_id, verb=meetings.VERB, until=ends_on(LONGEST, on), today=on, read_only=read_only
    )
    if bearer is None:
        raise NotFound
    return bearer


def invited(token: str, *, read_only: bool) -> tuple[Invitation | None, BearerActor | None]:
    """The invitation that a link names and who holds it, as long as it stands as it was sent; else nothing."""
    known = meetings.read_token(token)
    if known is None:
        return None, None
    invitation_id, sequence = known
    bearer = entered(invitation_id, read_only=read_only)
    try:
        found = meetings.invitation(bearer, invitation_id)
    except NotFound:
        return None, None
    meeting = found.meeting
    gone = found.withdrawn or meeting.state != MeetingState.PLANNED or meeting.held_on < bearer.today
    if gone or sequence != found.sequence or not found.sent:
        return None, None
    return found, bearer
