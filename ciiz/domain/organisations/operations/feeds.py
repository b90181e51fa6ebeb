"""The calendar of what somebody has to do: its secret address is made, and ends."""

import secrets

from django.db import transaction

from ..acting import Acting
from ..models import CalendarFeed
from ..queries.feeds import digest_of


@transaction.atomic
def make_feed(*, actor: Acting) -> str:
    """A new secret for the calendar of the actor's membership; an older one opens nothing any more."""
    end_feed(actor=actor)
    secret = secrets.token_urlsafe(32)
    CalendarFeed(membership_id=actor.membership_id, digest=digest_of(secret), made_on=actor.today).save(
        force_insert=True
    )
    return secret


def end_feed(*, actor: Acting) -> bool:
    """The calendar's address opens nothing any more; False if there was none."""
    return bool(CalendarFeed.objects.filter(membership_id=actor.membership_id).delete()[0])
