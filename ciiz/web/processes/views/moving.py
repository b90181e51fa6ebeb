"""The running cases of older versions: where they would land on the version in force, and moving them there."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ciiz.domain.processes import public as processes
from ciiz.domain.processes.public import Landing
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.journeys import move as moving
from ciiz.web.components.data import Crumb
from ciiz.web.shell.acting import acting

from .handbook import language

FIELD = "to:"


@dataclass(frozen=True, slots=True)
class Row:
    """Cases at the same steps, with the name of the field that chooses another step for them."""

    landing: Landing
    field: str


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Counts by step, and a button that moves a portion; the page then says how many are left."""
    actor = acting(request)
    if not processes.may_move(actor.role):
        raise NotFound
    definition = processes.published(actor, code)
    if request.method == "POST":
        seats = {name.removeprefix(FIELD): step for name, step in request.POST.items() if name.startswith(FIELD)}
        try:
            moved = moving.move(
                actor=actor, process=code, seats={key: str(step) for key, step in seats.items() if step}
            )
        except NotFound:
            raise
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("processes:move", code)
        done = ngettext("%(n)d case was moved.", "%(n)d cases were moved.", moved.cases) % {"n": moved.cases}
        messages.success(request, done)
        address = reverse("processes:move", args=[code])
        return redirect(f"{address}?goes-on=1" if moved.more else address)
    found = processes.landings(actor, definition, language())
    context = {
        "code": code,
        "definition": definition,
        "rows": [Row(one, f"{FIELD}{one.key}") for one in found],
        "steps": processes.steps_of(definition, language()),
        "cases": sum(one.cases for one in found),
        "lost": sum(one.cases for one in found if not one.lands),
        "goes_on": request.GET.get("goes-on") == "1" and any(one.lands for one in found),
        "crumbs": [
            Crumb(_("Handbook"), reverse("processes:handbook")),
            Crumb(code, reverse("processes:process", args=[code])),
            Crumb(_("Versions"), reverse("processes:versions", args=[code])),
            Crumb(_("Running cases")),
        ],
    }
    return render(request, "processes/move.html", context)
