"""The list of meetings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import AgendaItem, Answers, Meeting
from ciiz.foundation.errors import NotFound
from ciiz.web.cases.about import about
from ciiz.web.components.data import Kind, Link, Text
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
    answered = meetings.answers(actor, [one.id for one in page.rows])
    context = {
        "page": page,
        "rows": [(one, _words(answered[one.id]) if one.id in answered else []) for one in page.rows],
        "past": past,
        "links": [Link(_("Meetings to come"), "?") if past else Link(_("Meetings that were"), "?past=1")],
        "arranges": meetings.may_arrange(actor),
    }
    return render(request, "meetings/list.html", context)


def _words(found: Answers) -> list[tuple[Text, Kind]]:
    """What came back, so that a refusal is seen without opening the meeting."""
    told: list[tuple[int, Text, Kind]] = [
        (found.no, ngettext("%(n)d does not come", "%(n)d do not come", found.no), "bad"),
        (found.reports, ngettext("%(n)d report handed in", "%(n)d reports handed in", found.reports), "ok"),
        (found.yes, ngettext("%(n)d comes", "%(n)d come", found.yes), ""),
        (found.open, ngettext("%(n)d has not answered", "%(n)d have not answered", found.open), ""),
    ]
    return [(str(words) % {"n": number}, kind) for number, words, kind in told if number]


@require_safe
def of_case(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The meetings at which a case was spoken of, with their minutes."""
    about_case = about(acting(request), dossier_id)
    page: Page[AgendaItem] = numbered_page(request, meetings.held(about_case.actor, dossier_id))
    context = {"page": page, "about": about_case, "crumbs": about_case.crumbs(_("Meetings held"))}
    return render(request, "meetings/of_case.html", context)
