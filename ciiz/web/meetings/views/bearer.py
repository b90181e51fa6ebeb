"""Who holds the link of an invitation."""

from uuid import UUID

from django.utils.translation import gettext as _

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


def invited(token: str, *, read_only: bool) -> tuple[Invitation | None, BearerActor | None, str]:
    """The invitation that a link names and who holds it, as long as it stands as it was sent; else nothing, and why."""
    known = meetings.read_token(token)
    if known is None:
        return None, None, ""
    invitation_id, sequence = known
    bearer = entered(invitation_id, read_only=read_only)
    try:
        found = meetings.invitation(bearer, invitation_id)
    except NotFound:
        return None, None, ""
    why = _ended(found, sequence, bearer)
    return (None, None, why) if why or not found.sent else (found, bearer, "")


def _ended(found: Invitation, sequence: int, bearer: BearerActor) -> str:
    """Why the link does not hold any more; "" while it does."""
    meeting = found.meeting
    if meeting.state == MeetingState.CANCELLED:
        return _("The meeting was cancelled. You need not do anything.")
    if found.withdrawn:
        return _("Your invitation was withdrawn. You need not do anything.")
    if meeting.state != MeetingState.PLANNED or meeting.held_on < bearer.today:
        return _("The meeting is over. You need not do anything.")
    if sequence != found.sequence:
        return _("The invitation was changed since. You have got a new mail with a new link: please answer there.")
    return ""
