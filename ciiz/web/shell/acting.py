"""The actor of a page."""

from django.http import HttpRequest

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotFound


def acting(request: HttpRequest) -> Actor:
    """Who acts on this page; for somebody without a role today no page with content exists."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise NotFound
    return actor
