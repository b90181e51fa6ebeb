"""The list of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import Meeting
from ciiz.foundation.errors import NotFound
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
