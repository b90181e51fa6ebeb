"""Pages of the directory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.organisations import public as organisations
from ciiz.web.components.pages import Page, Sort, numbered_page
from ciiz.web.shell.acting import acting

from .forms import DirectoryFilter
from .lines import around, line

SORTS = ("name", "institution", "role")


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The list, filtered and sorted."""
    actor = acting(request)
    form = DirectoryFilter(request.GET, actor=actor)
    sort = Sort.of(request, SORTS, "name")
    found = organisations.directory(actor, form.wanted(order=sort.key, descending=sort.descending))
    page: Page[organisations.Membership] = numbered_page(request, found)
    values = organisations.canton_values(actor.canton)
    lines = [line(row, values, actor.today) for row in page.rows]
    whole = not form.used and page.first == 1
    context = {"form": form, "page": page, "lines": lines, "sort": sort, "whole": whole}
    if whole:
        context |= around(actor, values)
    return render(request, "directory/list.html", context)


@require_safe
def entry(request: HttpRequest, membership_id: int) -> HttpResponse:
    """One person."""
    actor = acting(request)
    found = organisations.entry(actor, membership_id)
    shown = line(found, organisations.canton_values(actor.canton), actor.today)
    mine = found.id == actor.membership_id and organisations.contact_of(actor, found.id) is not None
    context = {"line": shown, "institution": found.institution, "mine": mine}
    return render(request, "directory/entry.html", context)
