"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ciiz.domain.organisations.enums import Role
from ciiz.web.cases.urls import WITH_CASES

from .desk import MOST, SHOWN, desk

EXPLAINED = {Role.STEERING: "steering", Role.NATIONAL: "national", Role.LEGAL: "legal"}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What waits for whoever asks; roles without cases are told why there are none."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return redirect("role")
    if actor.role not in WITH_CASES:
        return render(request, "start/without_cases.html", {"which": EXPLAINED.get(actor.role, "")})
    limit = MOST if request.GET.get("tasks") == "all" else SHOWN
    shown = desk(actor, limit=limit)
    return render(request, "start/start.html", {"desk": shown, "all": limit == MOST})
