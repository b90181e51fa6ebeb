"""Lines of the list, as page and file show them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ciiz.domain.cases.enums import CooperationForm, Result, Stage
from ciiz.domain.cases.public import Line
from ciiz.domain.persons.public import Named
from ciiz.foundation.i18n.phrases import day
from ciiz.web.components.data import Kind, Text
from ciiz.web.components.rows import Cell, row

from .links import case_url

KINDS: Mapping[Stage, Kind] = {
    Stage.RUNNING: "ok",
    Stage.FORWARDED: "warn",
    Stage.ASKED_BACK: "warn",
    Stage.DECIDED: "warn",
    Stage.PLANNED: "warn",
}
"""How the chip of a stage is coloured, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line."""

    url: str
    name: str
    born: date | None
    number: str
    stage: Text
    result: Text
    kind: Kind
    form: Text
    place: str
    referred_by: str
    case_manager: str
    opened_on: date
    closed_on: date | None


def shown(lines: Iterable[Line], people: Mapping[UUID, Named]) -> Sequence[Shown]:
    """The lines with the persons' names."""
    worded = _worded()
    return [_shown(line, people.get(line.dossier_id), worded) for line in lines]


def _worded() -> Callable[[object], str]:
    """`str` that remembers: fifty lines have a handful of stages and institutions between them, as the same objects."""
    known: dict[int, tuple[object, str]] = {}

    def word(value: object) -> str:
        found = known.get(id(value))
        if found is None:
            found = known[id(value)] = value, str(value)  # kept, so that its id stays its own
        return found[1]

    return word


def _shown(line: Line, person: Named | None, worded: Callable[[object], str]) -> Shown:
    return Shown(
        url=case_url(line.dossier_id),
        name=str(person) if person else _("Person not open to you"),
        born=person.birth_date if person else None,
        number=line.number,
        stage=worded(line.stage.label),
        result=worded(Result(line.result).label) if line.result else "",
        kind=KINDS.get(line.stage, ""),
        form=worded(CooperationForm(line.form).label),
        place=worded(line.theme or line.region or ""),
        referred_by=worded(line.referred_by),
        case_manager=line.case_manager,
        opened_on=line.opened_on,
        closed_on=line.closed_on,
    )


def rows(lines: Iterable[Shown]) -> Sequence[SafeString]:
    """The lines as the page's table has them."""
    number, stage, form, referred_by, manager, opened = (
        _("Number"),
        _("Stage"),
        _("Form"),
        _("Referred by"),
        _("Case manager"),
        _("Opened"),
    )
    closed = _("closed %(day)s")
    return [
        row(
            line.url,
            line.name,
            day(line.born),
            (
                Cell(number, line.number, numeric=True),
                Cell(stage, line.stage, line.result, kind=line.kind),
                Cell(form, line.form),
                Cell(referred_by, line.referred_by, line.place),
                Cell(manager, line.case_manager or "–"),
                Cell(
                    opened,
                    day(line.opened_on),
                    closed % {"day": day(line.closed_on)} if line.closed_on else "",
                    numeric=True,
                ),
            ),
        )
        for line in lines
    ]


def table(lines: Iterable[Shown]) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of the file."""
    headings = [
        _("Number"),
        _("Person"),
        _("Born"),
        _("Stage"),
        _("Form"),
        _("Region or theme"),
        _("Referred by"),
        _("Case manager"),
        _("Opened"),
        _("Closed"),
        _("Result"),
    ]
    rows: list[list[object]] = [
        [
            line.number,
            line.name,
            line.born,
            str(line.stage),
            str(line.form),
            line.place,
            line.referred_by,
            line.case_manager,
            line.opened_on,
            line.closed_on,
            str(line.result),
        ]
        for line in lines
    ]
    return headings, rows
