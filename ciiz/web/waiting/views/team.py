"""How much whom has to do."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.organisations.enums import Role
from ciiz.domain.tasks.public import Load, load
from ciiz.foundation.errors import NotFound
from ciiz.web.components.pages import Page, numbered_page
from ciiz.web.shell.acting import acting

MANY, KEPT_SECONDS = 1000, 600
"""From how many tasks on the numbers are counted every ten minutes only."""


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Contact persons with their cases and tasks, those who have most first."""
    actor = acting(request)
    if not (actor.role is Role.CONTACT or actor.role.coordinates or actor.role.in_office):
        raise NotFound
    key = f"load-{actor.membership_id}-{actor.today.isoformat()}"
    rows: list[Load] | None = cache.get(key)
    if rows is None:
        rows = list(load(actor))
        if sum(row.tasks for row in rows) > MANY:
            cache.set(key, rows, KEPT_SECONDS)
    page: Page[Load] = numbered_page(request, rows)
    return render(request, "waiting/team.html", {"page": page, "own": actor.role is Role.CONTACT})
