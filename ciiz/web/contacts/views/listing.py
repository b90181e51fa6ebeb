"""The list of informal contacts, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.public import Contact
from ciiz.foundation.errors import NotFound
from ciiz.web.components.csv import as_csv
from ciiz.web.components.pages import Page, numbered_page, query_with
from ciiz.web.shell.acting import acting

from ..forms import ContactFilter
from ..lines import lines

MOST = 5000


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not journal.may_log_contact(actor):
        raise NotFound
    return actor


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, latest first."""
    actor = _reader(request)
    form = ContactFilter(request.GET, actor=actor)
    page: Page[Contact] = numbered_page(request, journal.contacts(actor, form.sought()))
    context = {
        "form": form,
        "page": page,
        "lines": lines(actor, page.rows),
        "query": query_with(request.GET, page=None),
    }
    return render(request, "contacts/list.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the filter shows, at most 5,000 lines."""
    actor = _reader(request)
    form = ContactFilter(request.GET, actor=actor)
    headings = [
        _("When was it?"),
        _("Whom is it about?"),
        _("Institution"),
        _("With whom?"),
        _("What for?"),
        _("Subject"),
        _("Minutes spent"),
        _("Logged by"),
    ]
    rows = [
        [one.on, one.about, one.institution, one.whom, str(one.kind), one.subject, one.minutes, one.logged_by]
        for one in lines(actor, journal.contacts(actor, form.sought())[:MOST])
    ]
    answer = HttpResponse(as_csv(headings, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="contacts-{actor.today.isoformat()}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
