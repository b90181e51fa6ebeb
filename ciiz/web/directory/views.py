"""Pages of the directory."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciiz.domain.organisations import public as organisations
from ciiz.domain.organisations.enums import Role
from ciiz.foundation.errors import NotFound
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


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Entries that are to be confirmed again: one click says that one is still right."""
    actor = acting(request)
    if actor.role is not Role.CONTACT and not actor.role.in_office:
        raise NotFound
    if request.method == "POST":
        entry_id, institution_id = (request.POST.get(name, "") for name in ("entry", "institution"))
        if entry_id.isascii() and entry_id.isdigit():
            organisations.confirm_entry(actor=actor, contact_id=int(entry_id))
        elif institution_id.isascii() and institution_id.isdigit():
            organisations.confirm_institution(actor=actor, institution_id=int(institution_id))
        else:
            raise NotFound
        messages.success(request, _("Confirmed as of today."))
        return redirect("directory_confirm")
    found = organisations.to_confirm(actor)
    mine = organisations.entry(actor, actor.membership_id) if found.entry else None
    context = {
        "asked": found,
        "line": line(mine, organisations.canton_values(actor.canton), actor.today) if mine else None,
        "in_office": actor.role.in_office,
    }
    return render(request, "directory/confirm.html", context)
