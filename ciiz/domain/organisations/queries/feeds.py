"""Calendars by their secret."""

import hashlib

from ..acting import Acting
from ..models import CalendarFeed, Membership


def digest_of(secret: str) -> str:
    """What of a secret is kept; it is long and random, so that nobody finds it from its digest."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of(actor: Acting) -> CalendarFeed | None:
    """The calendar of the actor's membership."""
    return CalendarFeed.objects.filter(membership=actor.membership_id).first()


def whose_feed(secret: str) -> Membership | None:
    """Whose calendar a secret opens."""
    found = CalendarFeed.objects.filter(digest=digest_of(secret)).select_related("membership__user").first()
    return found.membership if found else None
