"""A case, on one page."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ciiz.domain.persons import public as persons
from ciiz.domain.processes.public import course
from ciiz.foundation.errors import NotFound
from ciiz.journeys.acknowledge import decision_read
from ciiz.journeys.contact import awaited
from ciiz.web.shell.acting import acting

from ..about import about
from ..links import address, case_url
from ..page import case_page, whole_history


@require_safe
def show(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page of a case; hidden equals absent. Of a dossier without a case there is the person only."""
    actor = acting(request)
    try:
        page = case_page(actor, dossier_id)
    except NotFound:
        if persons.person(actor, dossier_id) is None:
            raise
        return redirect("persons:person", dossier_id)
    return render(request, "cases/case.html", {"page": page})


@require_safe
def history(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The whole history, to read and to print; `?own=1` keeps the reader's institution."""
    page = whole_history(acting(request), dossier_id, own_only=request.GET.get("own") == "1")
    return render(request, "cases/history.html", {"page": page})


@require_safe
def step(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """To the form of the step that has no task of its own: a contact, the end of a coaching; else to the drawing."""
    actor = about(acting(request), dossier_id).actor
    kind = awaited(actor, dossier_id)
    if kind and (form := address("contacts:new")):
        return redirect(f"{form}?{urlencode({'about': dossier_id, 'kind': kind})}")
    if course(actor, dossier_id, lock=False).step("close.end_coaching"):
        return redirect(address("closing:coaching", dossier_id))
    return redirect("cases:process", dossier_id)


@require_POST
def read(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The sender has read the decision on the referral."""
    decision_read(actor=acting(request), dossier_id=dossier_id)
    return HttpResponseRedirect(case_url(dossier_id))
