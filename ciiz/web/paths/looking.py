"""The page that looks at an event log from elsewhere: the answer shows its figures, and nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ciiz.domain.paths import public as paths
from ciiz.domain.paths.public import MEANINGS, Fault, LogRefused, LogWithoutUsableRow, LookedAt
from ciiz.foundation.errors import NotFound, Text
from ciiz.foundation.i18n.phrases import day
from ciiz.web.components.data import Crumb
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from .forms import LogForm
from .picture import Drawn, drawn
from .presenting import Between, Cell, Total

SHOWN = 100
"""So many rows of a table of ways at most, the most frequent ones."""
FAULTS: dict[str, Text] = {
    "missing": gettext_lazy("The cell is empty."),
    "time": gettext_lazy("This is no day or time between 1900 and 2999, written like 23.11.2026 or 2026-11-23 08:30."),
    "before": gettext_lazy("The step was left before it was reached."),
    "long": gettext_lazy("The cell holds more than 200 characters."),
    "broken_quotes": gettext_lazy("The quotation marks of the row do not close."),
    "too_many_cells": gettext_lazy("The row has more cells than the headings."),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not counted, in words."""

    line: str
    column: str
    why: Text
    cell: str


@dataclass(frozen=True, slots=True)
class StepOf:
    """A step of the log."""

    name: str
    often: Cell
    middle: str
    ninth: str
    again: Cell


@dataclass(frozen=True, slots=True)
class WayOf:
    """What came straight after what."""

    before: str
    after: str
    often: Cell


@dataclass(frozen=True, slots=True)
class Shown:
    """A log as the page shows it."""

    steps: list[StepOf]
    totals: list[Total]
    between: list[Between]
    between_more: int
    ways: list[WayOf]
    ways_more: int
    picture: Drawn
    columns: list[tuple[Text, str]]
    first: date
    last: date
    underway: int
    left_out: list[LeftOut]
    left_out_more: int
    left_out_all: int
    institutions: bool


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is counted, shown and forgotten."""
    actor = acting(request)
    if not paths.may_look_behind(actor.role):
        raise NotFound
    form = LogForm.opened(request)
    context: dict[str, object] = {
        "crumbs": [Crumb(_("Paths"), reverse("paths:overview")), Crumb(_("Another event log"))]
    }
    if request.method == "POST" and form.is_valid():
        try:
            context["shown"] = _shown(paths.look(actor, form.cleaned_data["file"].read()))
        except LogRefused as refused:
            refused.field = "file"
            form.refuse(refused)
            if isinstance(refused, LogWithoutUsableRow):
                context |= {"left_out": _left_out(refused.values["faults"]), "left_out_more": refused.values["more"]}
    return with_form(request, "paths/look.html", form, **context)


def _shown(log: LookedAt) -> Shown:
    begin, end = _("Beginning"), _("End")
    ranked = sorted(log.followed.items(), key=lambda row: (-row[1].number, row[0]))
    handing = list(log.figures.all("handing"))
    return Shown(
        steps=[_step(log, code) for code in log.order],
        totals=_totals(log),
        between=[
            Between(giver, taker, _often(log, "handing", giver, taker), _often(log, "returning", giver, taker))
            for giver, taker, _one in handing[:SHOWN]
        ],
        between_more=max(len(handing) - SHOWN, 0),
        ways=[
            WayOf(one or begin, two or end, _cell(found.number, found.cases)) for (one, two), found in ranked[:SHOWN]
        ],
        ways_more=max(len(ranked) - SHOWN, 0),
        picture=drawn(log.order, log.followed, begin, end),
        columns=[(MEANINGS[what], heading) for what, heading in log.columns],
        first=log.first,
        last=log.last,
        underway=log.underway,
        left_out=_left_out(log.faults),
        left_out_more=log.more,
        left_out_all=len(log.faults) + log.more,
        institutions=any(what == "institution" for what, _heading in log.columns),
    )


def _totals(log: LookedAt) -> list[Total]:
    period = _("%(first)s to %(last)s") % {"first": day(log.first), "last": day(log.last)}
    told = {what for what, _heading in log.columns}
    totals = [
        Total(_("Cases"), Cell(str(log.cases))),
        Total(_("Events"), Cell(str(log.events))),
        Total(_("Period"), Cell(period)),
    ]
    if "institution" in told:
        totals.append(Total(_("Handed on between institutions"), _often(log, "handed")))
        totals.append(Total(_("Back at the institution before"), _often(log, "back")))
    if "person" in told:
        totals.append(Total(_("Somebody else went on"), _often(log, "person")))
    return totals


def _step(log: LookedAt, code: str) -> StepOf:
    one = log.figures.found["step", code, ""]
    return StepOf(
        name=code,
        often=_often(log, "step", code),
        middle="" if one.middle is None else str(one.middle),
        ninth="" if one.ninth is None else str(one.ninth),
        again=_often(log, "again", code),
    )


def _often(log: LookedAt, what: str, code: str = "", other: str = "") -> Cell:
    found = log.figures.found.get((what, code, other))
    return _cell(found.number, found.cases) if found else Cell("0")


def _cell(number: int, cases: int) -> Cell:
    return Cell(str(number), note=_("in %(cases)s cases") % {"cases": cases})


def _left_out(faults: Sequence[Fault]) -> list[LeftOut]:
    return [LeftOut(str(one.line), one.heading, FAULTS[one.code], one.cell) for one in faults]
