"""Figures as pages and files show them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.paths.public import Figure, Figures, may_look_behind
from ciiz.domain.processes.public import Definition, Element, elements
from ciiz.web.components.data import Text

from .behind import Behind, institution_names
from .forms import PathFilter

FEW = "< 5"
Address = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and where its cases are."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of everything that is counted."""

    label: Text
    cell: Cell


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step, event or end."""

    title: str
    is_step: bool
    stands: Cell
    left: Cell
    middle: str
    ninth: str
    again: Cell
    deviated: Cell


@dataclass(frozen=True, slots=True)
class Between:
    """What went from one institution to another."""

    giver: str
    taker: str
    handed: Cell
    back: Cell


class Presented:
    """The figures of one page."""

    def __init__(self, actor: Actor, figures: Figures, chosen: PathFilter, process: str = "") -> None:
        self.actor = actor
        self.figures = figures
        self.process = process
        self.version = chosen.only
        self.shared = chosen.shared
        self.leads = may_look_behind(actor.role)

    def _url(self, what: str, code: str, other: str) -> str:
        behind = Behind(what, self.process, self.version, code, other)
        return f"{reverse('cases:list')}?{urlencode({**self.shared, 'path': str(behind)})}"

    def cell(self, what: str, code: str = "", other: str = "", *, many: bool = False) -> Cell:
        """A number that leads to its cases; `many` ones may count a case several times, and say how many it were."""
        found = self.figures.of(what, code, other)
        if found is None:
            return Cell(FEW)
        if not found.number:
            return Cell("0")
        note = _("in %(cases)s cases") % {"cases": found.cases} if many else ""
        return Cell(
            str(found.number if many else found.cases), self._url(what, code, other) if self.leads else "", note
        )

    def totals(self) -> list[Total]:
        """What is told of all cases together."""
        return [
            Total(_("Cases"), self.cell("all")),
            Total(_("Running"), self.cell("running")),
            Total(_("Returned within twelve months"), self.cell("returned")),
            Total(_("Handed on between institutions"), self.cell("handed", many=True)),
            Total(_("Back at the institution before"), self.cell("back", many=True)),
            Total(_("Somebody else went on"), self.cell("person", many=True)),
        ]

    def between(self) -> list[Between]:
        """Who hands on to whom, the most frequent first."""
        pairs = list(self.figures.all("handing"))
        names = institution_names(self.actor, {key for giver, taker, _one in pairs for key in (giver, taker)})
        return [
            Between(
                names.get(giver, "–"),
                names.get(taker, "–"),
                self.cell("handing", giver, taker, many=True),
                self.cell("returning", giver, taker, many=True),
            )
            for giver, taker, _one in pairs
        ]

    def steps(self, definition: Definition) -> list[StepRow]:
        """The elements of the drawing, then those that only other versions have and cases went through."""
        known = elements(definition)
        codes = {one.code for one in known}
        gone = sorted({code for what in ("stands", "step", "end") for code, _o, _f in self.figures.all(what)} - codes)
        return [*map(self._step, known), *(self._row(code, code, is_step=True) for code in gone)]

    def _step(self, element: Element) -> StepRow:
        return self._row(element.code, f"{element.code} {element.name}", is_step=element.is_step)

    def _row(self, code: str, title: str, *, is_step: bool) -> StepRow:
        left = self.figures.of("step", code) or Figure(0, 0)
        return StepRow(
            title=title,
            is_step=is_step,
            stands=self.cell("stands" if is_step else "end", code),
            left=self.cell("step", code),
            middle="" if left.middle is None else str(left.middle),
            ninth="" if left.ninth is None else str(left.ninth),
            again=self.cell("again", code, many=True),
            deviated=self.cell("deviated", code, many=True),
        )

    def counts(self, definition: Definition) -> str:
        """Where cases stand, or ended, for the drawing."""
        told = []
        for one in elements(definition):
            found = self.figures.of("stands" if one.is_step else "end", one.code)
            if found is not None and found.cases:
                told.append(f"{one.node}={found.cases}")
        return " ".join(told)


def step_table(rows: Iterable[StepRow]) -> tuple[list[str], list[Sequence[object]]]:
    """Headings and rows of the file."""
    headings = [_("Step"), _("Stand here or ended here"), _("Cases that left it"), _("Median, days")]
    headings += [_("Nine in ten within, days"), _("Gone through again"), _("Left the drawing")]
    return headings, [
        (row.title, row.stands.text, row.left.text, row.middle, row.ninth, row.again.text, row.deviated.text)
        for row in rows
    ]


def between_table(totals: Iterable[Total], rows: Iterable[Between]) -> tuple[list[str], list[Sequence[object]]]:
    """The same for the file of all processes: figures of everything, then who hands on to whom."""
    headings = [_("Figure"), _("Takes over"), _("How often"), _("Back from there")]
    told: list[Sequence[object]] = [(total.label, "", total.cell.text, "") for total in totals]
    return headings, [*told, *((row.giver, row.taker, row.handed.text, row.back.text) for row in rows)]
