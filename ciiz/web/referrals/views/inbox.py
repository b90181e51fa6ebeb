"""Referrals that wait for a decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.cases import public as cases
from ciiz.domain.organisations.public import canton_values, filter_choices
from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import NotFound
from ciiz.web.components.pages import Sort, numbered_page
from ciiz.web.shell.acting import acting

from ..forms import InboxFilter
from ..presenting.inbox import lines

SORTS = ("waiting", "number", "institution", "form")
NAMED = 200


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Those waiting longest first; filtered, sorted, fifty at a time."""
    actor = acting(request)
    if not (actor.role.coordinates or actor.role.in_office):
        raise NotFound
    form = InboxFilter(request.GET, choices=filter_choices(actor))
    sort = Sort.of(request, SORTS, "waiting")
    text = form.value("text")
    found = cases.to_decide(
        actor,
        wished_form=form.value("form") or "",
        institution_id=form.value("institution"),
        dossiers=[hit.dossier_id for hit in persons.search(actor, text, NAMED)] if text else None,
        sort=sort.key,
        descending=sort.descending,
    )
    page = numbered_page(request, found)
    people = persons.people(actor, [one.dossier_id for one in page.rows])
    cantons = {one.canton for one in page.rows}
    decides = {canton for canton in cantons if cases.decides_in(actor, canton_values(canton).acceptance.decides)}
    context = {"form": form, "sort": sort, "page": page, "lines": lines(actor, page.rows, people, decides=decides)}
    return render(request, "referrals/inbox.html", context)
