"""The course of a case through a process, as the page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.public import CantonValues
from ciiz.domain.processes.enums import Deviation
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.processes.public import Deadline, Drawn, Mark
from ciiz.foundation.terms import Term
from ciiz.journeys.terms import length
from ciiz.web.components.data import Text

ROLES: dict[LaneRole, Text] = {
    LaneRole.FRONT_LINE: _("Front-line worker"),
    LaneRole.CONTACT: _("Contact person"),
    LaneRole.CASE_MANAGER: _("Case manager"),
    LaneRole.COORDINATOR: _("Coordinator"),
    LaneRole.SECRETARIAT: _("Secretariat"),
    LaneRole.OFFICER: _("Cantonal officer"),
    LaneRole.LEGAL: _("Legal commission"),
    LaneRole.TANDEM: _("Tandem"),
    LaneRole.PROVIDER: _("Provider of measures"),
}


def roles(codes: Iterable[str]) -> list[str]:
    """Roles in words; one that has a lane of its own in the drawing comes with the name of the lane already."""
    return [str(ROLES[LaneRole(code)]) if code in set(LaneRole) else code for code in codes]


def terms(deadlines: Iterable[Deadline], values: CantonValues, language: str) -> list[str]:
    """The terms of a step, as long as the canton makes them, and from when they count where the drawing says so."""
    return [
        ", ".join(part for part in (timed(one, values, language), one.text.description.get(language)) if part)
        for one in deadlines
    ]


def timed(drawn: Deadline, values: CantonValues, language: str) -> str:
    """A term by name and length, as the table and the label of its timer say it."""
    words = lasting(length(drawn, values))
    if drawn.repeats:
        words = gettext("every %(length)s") % {"length": words}
    return gettext("%(term)s: %(length)s") % {"term": drawn.text.name[language], "length": words}


def lasting(term: Term) -> str:
    """How long a term is, in words."""
    if term.working:
        return ngettext("%(n)d working day", "%(n)d working days", term.days) % {"n": term.days}
    months = ngettext("%(n)d month", "%(n)d months", term.months) % {"n": term.months} if term.months else ""
    days = ngettext("%(n)d day", "%(n)d days", term.days) % {"n": term.days} if term.days else ""
    return " ".join(part for part in (months, days) if part)


def rung(days: int) -> str:
    """When somebody is reminded of a term: so many days before its last one, on it, or after it."""
    if days < 0:
        return ngettext("%(n)d day before", "%(n)d days before", -days) % {"n": -days}
    return ngettext("%(n)d day after", "%(n)d days after", days) % {"n": days} if days else gettext("on the last day")


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage through a step: who, where, from when until when; a deviation with its reason."""

    who: str
    entered_on: date
    done_on: date | None
    deviation: Text


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the table."""

    code: str
    name: str
    role: Text
    lit: bool
    since: date | None
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Course:
    """One process of the case: drawing and table."""

    name: str
    code: str
    version: int
    ended_on: date | None
    drawing: str
    now: str
    done: str
    deviation: str
    rows: Sequence[StepRow]

    @property
    def title(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}"

    @property
    def current(self) -> str:
        """The step that the case waits for, in words."""
        return ", ".join(f"{row.code} {row.name}" for row in self.rows if row.lit)


def course(drawn: Drawn, language: str) -> Course:
    """What the page shows of one process."""
    return Course(
        name=str(drawn.name),
        code=drawn.process,
        version=drawn.version,
        ended_on=drawn.ended_on,
        drawing=reverse("processes:drawing", args=[drawn.definition_id, language]),
        now=_ids(mark for mark in drawn.marks if mark.lit),
        done=_ids(mark for mark in drawn.marks if mark.done),
        deviation=_ids(mark for mark in drawn.marks if any(deed.deviation for deed in mark.deeds)),
        rows=[_row(mark) for mark in drawn.marks if mark.lit or mark.deeds or mark.role],
    )


def _ids(marks: Iterable[Mark]) -> str:
    return " ".join(mark.node for mark in marks)


def _row(mark: Mark) -> StepRow:
    role = ROLES.get(LaneRole(mark.role), mark.role) if mark.role in LaneRole._value2member_map_ else mark.role
    return StepRow(
        code=mark.code,
        name=str(mark.name),
        role=role,
        lit=mark.lit,
        since=mark.entered_on,
        passages=[
            Passage(
                who=f"{deed.who}, {deed.institution}",
                entered_on=deed.entered_on,
                done_on=deed.done_on if deed.outcome else None,
                deviation=Deviation(deed.reason).label if deed.deviation and deed.reason else "",
            )
            for deed in mark.deeds
        ],
    )
