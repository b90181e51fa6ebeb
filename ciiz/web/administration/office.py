"""Only the IIZ office gets in; for everybody else these pages do not exist."""

from django.http import HttpRequest

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import may_administer
from ciiz.foundation.errors import NotFound
from ciiz.web.shell.acting import acting


def office(request: HttpRequest) -> Actor:
    """The actor, who administers the canton they act in."""
    actor = acting(request)
    if not may_administer(actor, actor.canton):
        raise NotFound
    return actor
