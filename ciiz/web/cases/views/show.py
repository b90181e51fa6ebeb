"""A case, on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ciiz.journeys.acknowledge import decision_read
from ciiz.web.shell.acting import acting

from ..links import case_url
from ..page import case_page, whole_history


@require_safe
def show(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page of a case; hidden equals absent."""
    return render(request, "cases/case.html", {"page": case_page(acting(request), dossier_id)})


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
