"""Pages of paths: all processes together, and each against its drawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.paths import public as paths
from ciiz.domain.processes import public as processes
from ciiz.domain.processes.enums import DefinitionState
from ciiz.foundation.errors import NotFound
from ciiz.web.components.csv import as_csv
from ciiz.web.components.data import Crumb
from ciiz.web.components.pages import query_with
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from .behind import counted
from .forms import PathFilter
from .logs import HEADINGS, as_xes, log_table
from .presenting import Presented, between_table, step_table

CSV = "text/csv; charset=utf-8"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All processes together: returns, hand-overs, and the way to each process."""
    actor, chosen, shown = _everything(request)
    context = {
        "form": chosen,
        "blurred": shown.figures.blurred,
        "totals": shown.totals(),
        "between": shown.between(),
        "definitions": processes.current(actor),
        "leads": shown.leads,
        "query": query_with(request.GET),
    }
    return render(request, "paths/overview.html", context)


@require_safe
def overview_csv(request: HttpRequest) -> HttpResponse:
    """The same figures as a file."""
    _actor, _chosen, shown = _everything(request)
    content = as_csv(*between_table(shown.totals(), shown.between()))
    return as_file(content, media_type=CSV, name="ciiz-paths.csv")


@require_safe
def process(request: HttpRequest, code: str) -> HttpResponse:
    """One process: its drawing with numbers, and the same as a table."""
    _actor, chosen, shown, definition = _one(request, code)
    context = {
        "form": chosen,
        "blurred": shown.figures.blurred,
        "code": code,
        "title": f"{code} {processes.title(definition)}",
        "name": str(processes.title(definition)),
        "drawing": reverse("processes:drawing", args=[definition.id, (get_language() or "de")[:2]]),
        "counts": shown.counts(definition),
        "steps": shown.steps(definition),
        "totals": shown.totals(),
        "between": shown.between(),
        "query": query_with(request.GET),
        "crumbs": [Crumb(_("Paths"), reverse("paths:overview")), Crumb(code)],
    }
    return render(request, "paths/process.html", context)


@require_safe
def process_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Its table as a file."""
    _actor, _chosen, shown, definition = _one(request, code)
    content = as_csv(*step_table(shown.steps(definition)))
    return as_file(content, media_type=CSV, name=f"ciiz-paths-{definition.code}.csv")


@require_safe
def log(request: HttpRequest, form: str) -> HttpResponse:
    """The steps of all processes that the cases left, as an event log without names; the reading is logged."""
    if form not in ("xes", "csv"):
        raise NotFound
    actor = acting(request)
    if not paths.may_look_behind(actor.role):
        raise NotFound
    versions = counted(actor, "", None)
    chosen = PathFilter(request.GET, actor=actor, versions=versions, one_process=False)
    rows = paths.log(actor, chosen.among)
    names = {one.code: str(one.name) for row in reversed(versions) for one in processes.elements(row)}
    if form == "xes":
        return as_file(as_xes(rows, names), media_type="application/xml", name="ciiz-log.xes")
    return as_file(as_csv(HEADINGS, log_table(rows, names)), media_type=CSV, name="ciiz-log.csv")


def _counting(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not paths.may_count(actor.role):
        raise NotFound
    return actor


def _everything(request: HttpRequest) -> tuple[Actor, PathFilter, Presented]:
    actor = _counting(request)
    chosen = PathFilter(request.GET, actor=actor, versions=counted(actor, "", None), one_process=False)
    return actor, chosen, Presented(actor, paths.figures(actor, chosen.among), chosen)


def _one(request: HttpRequest, code: str) -> tuple[Actor, PathFilter, Presented, processes.Definition]:
    actor = _counting(request)
    versions = counted(actor, code, None)
    if not versions:
        raise NotFound
    chosen = PathFilter(request.GET, actor=actor, versions=versions, one_process=True)
    shown = Presented(actor, paths.figures(actor, chosen.among), chosen, code)
    in_force = [row for row in versions if row.state == DefinitionState.PUBLISHED]
    wanted = [row for row in versions if row.version == chosen.only]
    return actor, chosen, shown, (wanted or in_force or versions)[0]
