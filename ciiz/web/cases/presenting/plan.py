"""The plan: all institutions' goals and measures in one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.plans.enums import MeasureStatus, PlanState, Responsible
from ciiz.domain.plans.public import Measure, PlanView
from ciiz.domain.tasks.enums import Kind as TaskKind
from ciiz.domain.tasks.public import Task
from ciiz.foundation.i18n.phrases import day
from ciiz.web.components.data import Kind, Link, Text

from ..links import links
from ..words import distance, urgency

STATES: Mapping[PlanState, Kind] = {
    PlanState.DRAFT: "",
    PlanState.SIGNED: "warn",
    PlanState.VALIDATED: "ok",
    PlanState.SENT_BACK: "bad",
    PlanState.WITHDRAWN: "bad",
    PlanState.SUPERSEDED: "",
}
STATUSES: Mapping[MeasureStatus, Kind] = {MeasureStatus.RUNNING: "ok", MeasureStatus.GRANTED: "ok"}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: what, by whom, until when, how far."""

    text: str
    note: str
    who: str
    until: str
    chip: Text
    kind: Kind


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its measures; without text, measures whose goal the reader may not read."""

    text: str
    measures: Sequence[MeasureLine]


@dataclass(frozen=True, slots=True)
class PlanPanel:
    """The panel."""

    chip: str
    chip_kind: Kind
    goals: Sequence[GoalLine]
    awaited: str
    proposal: str
    links: Sequence[Link]


def still_asked(view: PlanView, waiting: Sequence[Task]) -> str:
    """Institutions whose answer is still a task; others may have answered without the reader seeing it."""
    asked = {task.institution_id for task in waiting if task.kind == TaskKind.ACCEPT_PART}
    return ", ".join(str(institution) for institution in view.awaited if institution.id in asked)


def panel(
    actor: Actor, view: PlanView | None, names: Mapping[int, str], waiting: Sequence[Task], *, writes: bool
) -> PlanPanel | None:
    """The newest version as the reader sees it; None where there is nothing for them."""
    if view is None:
        return None
    plan = view.plan
    wanted: list[tuple[Text, str, object]] = [
        (_("Whole plan"), "plans:show", plan.dossier_id),
        (_("Print"), "plans:print", plan.dossier_id),
    ]
    if plan.number > 1:
        wanted.insert(0, (_("Compare"), "plans:compare", plan.dossier_id))
    if writes:
        wanted.insert(0, (_("Change"), "plans:edit", plan.dossier_id))
    chip = _("Version %(number)s") % {"number": plan.number}
    return PlanPanel(
        chip=f"{chip} · {plan.get_state_display()}",
        chip_kind=STATES[PlanState(plan.state)],
        goals=[
            GoalLine(
                goal.goal.text if goal.goal else _("Measures towards goals that are not open to you"),
                [_line(measure, names, actor.today) for measure in goal.measures],
            )
            for goal in view.goals
        ],
        awaited=still_asked(view, waiting),
        proposal=plan.alternatives if plan.state == PlanState.SENT_BACK else "",
        links=links(*wanted),
    )


def _line(measure: Measure, names: Mapping[int, str], today: date) -> MeasureLine:
    status = MeasureStatus(measure.status)
    chip: Text = status.label
    kind: Kind = STATUSES.get(status, "")
    if not status.is_over and urgency(measure.deadline, today) and measure.deadline is not None:
        chip, kind = distance(measure.deadline, today), urgency(measure.deadline, today)
    return MeasureLine(
        measure.text, _note(measure, names), _who(measure), day(measure.deadline) or _("not fixed yet"), chip, kind
    )


def _who(measure: Measure) -> str:
    if measure.responsible == Responsible.PERSON:
        return _("the person")
    if measure.responsible == Responsible.PROVIDER:
        return measure.provider
    return str(measure.institution)


def _note(measure: Measure, names: Mapping[int, str]) -> str:
    told = []
    shares = [(names.get(share.get("institution"), ""), share.get("percent")) for share in measure.shares]
    paid = ", ".join(f"{name} {percent}\N{NO-BREAK SPACE}%" for name, percent in shares if name)
    if paid:
        told.append(_("Financing: %(shares)s") % {"shares": paid})
    if measure.provider and measure.responsible != Responsible.PROVIDER:
        told.append(_("Provider: %(name)s") % {"name": measure.provider})
    if measure.category != Category.WORK:
        told.append(str(Category(measure.category).label))
    if measure.result:
        told.append(measure.result)
    return " · ".join(told)
