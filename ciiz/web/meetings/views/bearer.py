"""Who holds the link of an invitation."""

from uuid import UUID

from ciiz.domain.access.public import BearerActor, enter_bearer
from ciiz.domain.meetings import public as meetings
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
