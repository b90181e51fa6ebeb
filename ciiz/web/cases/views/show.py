"""A case, on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import NotFound
from ciiz.journeys.acknowledge import decision_read
from ciiz.web.shell.acting import acting

from ..links import case_url
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


@require_POST
def read(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The sender has read the decision on the referral."""
    decision_read(actor=acting(request), dossier_id=dossier_id)
    return HttpResponseRedirect(case_url(dossier_id))
