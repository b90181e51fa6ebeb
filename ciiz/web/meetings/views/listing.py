"""The list of meetings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import AgendaItem, Meeting
from ciiz.foundation.errors import NotFound
from ciiz.web.cases.about import about
from ciiz.web.components.data import Link
from ciiz.web.components.pages import Page, numbered_page
from ciiz.web.shell.acting import acting


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those to come; with `?past=1` those that were."""
    actor = acting(request)
    if not meetings.may_see(actor):
        raise NotFound
    past = bool(request.GET.get("past"))
    page: Page[Meeting] = numbered_page(request, meetings.meetings(actor, past=past))
    context = {
        "page": page,
        "past": past,
        "links": [Link(_("Meetings to come"), "?") if past else Link(_("Meetings that were"), "?past=1")],
        "arranges": meetings.may_arrange(actor),
    }
    return render(request, "meetings/list.html", context)


@require_safe
def of_case(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The meetings at which a case was spoken of, with their minutes."""
    about_case = about(acting(request), dossier_id)
    page: Page[AgendaItem] = numbered_page(request, meetings.held(about_case.actor, dossier_id))
    context = {"page": page, "about": about_case, "crumbs": about_case.crumbs(_("Meetings held"))}
    return render(request, "meetings/of_case.html", context)
