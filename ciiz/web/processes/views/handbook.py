"""Pages of processes."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.processes import public as processes
from ciiz.domain.processes.enums import DefinitionState
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.web.components.data import Crumb
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from .. import printing
from ..chapters import chapter, editions
from ..presenting import course, rung, timed
from ..presenting import terms as in_words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    actor = acting(request)
    context = {
        "definitions": processes.current(actor),
        "documentation": processes.documentation(actor),
        "may_draw": processes.may_import(actor.role),
    }
    return render(request, "processes/handbook.html", context)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """All terms of the canton: at which step, how long, who has the task, and when somebody is reminded."""
    actor = acting(request)
    values = canton_values(actor.canton)
    tables = []
    for definition, name in processes.current(actor):
        rows = [
            (f"{row.code} {row.name}", in_words(row.deadlines, values, language()), row.responsible)
            for row in processes.handbook(definition, language())
            if row.deadlines
        ]
        tables.append((f"{definition.code} {name}", rows))
    context = {
        "tables": [one for one in tables if one[1]],
        "ladder": [rung(days) for days in values.reminders.days],
        "quiet": values.reminders.quiet_days,
        "crumbs": [Crumb(_("Handbook"), reverse("processes:handbook")), Crumb(_("Terms and reminders"))],
    }
    return render(request, "processes/terms.html", context)


@require_safe
def process(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """One process as the handbook describes it, with its drawing; the version in force, or an earlier one."""
    actor = acting(request)
    current = processes.published(actor, code) if version is None else None
    definition = current or processes.in_force_once(actor, code, version or 0)
    crumbs = [Crumb(_("Handbook"), reverse("processes:handbook")), Crumb(definition.code)]
    if current is None:
        crumbs[1:] = [
            Crumb(code, reverse("processes:process", args=[code])),
            Crumb(_("Versions"), reverse("processes:versions", args=[code])),
            Crumb(str(definition.version)),
        ]
    found = chapter(actor, definition, language())
    drawn = [definition.id, language()]
    context = {
        "chapter": found,
        "current": current is not None,
        "retired": definition.state == DefinitionState.RETIRED,
        "drawing": reverse("processes:drawing", args=drawn),
        "picture": reverse("processes:picture", args=drawn),
        "crumbs": crumbs,
    }
    return render(request, "processes/process.html", context)


@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """What changed from version to version."""
    crumbs = [
        Crumb(_("Handbook"), reverse("processes:handbook")),
        Crumb(code, reverse("processes:process", args=[code])),
        Crumb(_("Versions")),
    ]
    actor = acting(request)
    context = {
        "code": code,
        "editions": editions(actor, code, language()),
        "may_move": processes.may_move(actor.role),
        "crumbs": crumbs,
    }
    return render(request, "processes/versions.html", context)


@require_safe
def as_pdf(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """One process, or the whole handbook, as PDF."""
    actor = acting(request)
    content = printing.pdf(actor, _wanted(actor, code), language())
    return as_file(content, media_type="application/pdf", name=_named(code, "pdf"))


@require_safe
def as_word(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """One process, or the whole handbook, as a Word file."""
    actor = acting(request)
    content = printing.word(actor, _wanted(actor, code), language())
    return as_file(content, media_type=WORD, name=_named(code, "docx"))


def _wanted(actor: Actor, code: str | None) -> list[processes.Definition]:
    if code is not None:
        return [processes.published(actor, code)]
    found = [definition for definition, _name in processes.current(actor)]
    if not found:
        raise NotFound
    return found


def _named(code: str | None, ending: str) -> str:
    return "-".join(part for part in ("ciiz", _("Handbook").lower(), code, language()) if part) + f".{ending}"


@require_safe
def drawing(request: HttpRequest, definition_id: UUID, language: str) -> HttpResponse:
    """The file of a drawing with its labels in one language and the canton's terms; browsers keep it for an hour."""
    return _drawn(request, definition_id, language, processes.drawing_xml, "application/xml; charset=utf-8")


@require_safe
def picture(request: HttpRequest, definition_id: UUID, language: str) -> HttpResponse:
    """The same drawing as SVG, for browsers without JavaScript."""
    return _drawn(request, definition_id, language, processes.drawing_svg, "image/svg+xml; charset=utf-8")


def _drawn(
    request: HttpRequest, definition_id: UUID, language: str, draw: Callable[..., str], media_type: str
) -> HttpResponse:
    actor = acting(request)
    values = canton_values(actor.canton)
    with override(language if language in LANGUAGES else None):
        text = draw(actor, definition_id, language, term=lambda one: timed(one, values, language))
    response = HttpResponse(text, content_type=media_type)
    response["Cache-Control"] = "private, max-age=3600"
    return response


def language() -> str:
    """The reader's language among the four."""
    return (get_language() or "de")[:2]
