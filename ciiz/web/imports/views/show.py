"""What was found in a file, how far its import is, what became of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.imports import public as imports
from ciiz.domain.imports.enums import State
from ciiz.domain.imports.public import Import
from ciiz.journeys.intake.findings import told
from ciiz.web.components.data import Crumb, Fact
from ciiz.web.components.pages import numbered_page
from ciiz.web.shell.acting import acting

from ..words import effect


@require_safe
def show(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Numbers and findings, fifty a page; while it runs, the page goes on by itself where scripts may."""
    kept = imports.one_import(acting(request), import_id)
    page = numbered_page(request, kept.findings)
    findings = []
    for one in map(told, page.rows):
        words, kind = effect(one["severity"])
        findings.append(one | {"effect": words, "kind": kind})
    context = {
        "kept": kept,
        "running": kept.state == State.RUNNING,
        "crumbs": [Crumb(_("Import referrals"), reverse("imports:bring")), Crumb(kept.file_name)],
        "numbers": _numbers(kept),
        "page": page,
        "findings": findings,
    }
    return render(request, "imports/show.html", context)


def _numbers(kept: Import) -> list[Fact]:
    """How many rows there are of each kind; kinds without any are left out but for the first ones."""
    always = [Fact(_("In the file"), kept.rows), Fact(_("Imported"), kept.imported)]
    if kept.waits:
        always.append(Fact(_("Can be imported"), kept.left))
    sometimes = [
        Fact(_("There already"), kept.there),
        Fact(_("There already, with other details"), kept.changed),
        Fact(_("Not importable"), kept.refused),
    ]
    return always + [fact for fact in sometimes if fact.value]
