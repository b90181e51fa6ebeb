"""Pages of processes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.cases import public as cases
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.processes import public as processes
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.web.components.data import Crumb
from ciiz.web.shell.acting import acting

from .presenting import course, roles, terms, timed


@require_safe
def of_case(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The processes of a case: the drawing with the current step lit, and who did what when."""
    actor = acting(request)
    case = cases.case(actor, dossier_id)
    person = persons.person(actor, dossier_id)
    drawn = [course(one, language()) for one in processes.drawing(actor, dossier_id)]
    crumbs = [
        Crumb(_("Cases"), reverse("cases:list")),
        Crumb(case.number, reverse("cases:case", args=[dossier_id])),
        Crumb(_("Process")),
    ]
    context = {"case": case, "name": str(person) if person else case.number, "drawn": drawn, "crumbs": crumbs}
    return render(request, "processes/case.html", context)


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """The processes on which new cases start."""
    found = processes.current(acting(request))
    return render(request, "processes/handbook.html", {"definitions": found})


@require_safe
def process(request: HttpRequest, code: str) -> HttpResponse:
    """One process as the handbook describes it, with its drawing."""
    actor = acting(request)
    definition = processes.published(actor, code)
    values = canton_values(actor.canton)
    name = str(processes.title(definition))
    context = {
        "definition": definition,
        "name": name,
        "title": f"{definition.code} {name}",
        "rows": [
            (row, roles(row.roles_with), terms(row.deadlines, values, language()))
            for row in processes.handbook(definition, language())
        ],
        "drawing": reverse("processes:drawing", args=[definition.id, language()]),
        "crumbs": [Crumb(_("Handbook"), reverse("processes:handbook")), Crumb(definition.code)],
    }
    return render(request, "processes/process.html", context)


@require_safe
def drawing(request: HttpRequest, definition_id: UUID, language: str) -> HttpResponse:
    """The file of a drawing with its labels in one language and the canton's terms; browsers keep it for an hour."""
    actor = acting(request)
    values = canton_values(actor.canton)
    with override(language if language in LANGUAGES else None):
        text = processes.drawing_xml(actor, definition_id, language, term=lambda one: timed(one, values, language))
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def language() -> str:
    """The reader's language among the four."""
    return (get_language() or "de")[:2]
