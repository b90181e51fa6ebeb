"""A version of the plan as its pages show it: goals, measures, answers, and what can be done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.organisations.public import Institution, institutions_of
from ciiz.domain.plans.enums import Answer, MeasureKind, MeasureStatus, Phase, PlanState, Responsible
from ciiz.domain.plans.public import Acceptance, Difference, Goal, Measure, Plan, PlanView
from ciiz.domain.tasks import public as tasks
from ciiz.foundation.i18n.phrases import day
from ciiz.web.cases.presenting.plan import STATES, STATUSES, still_asked
from ciiz.web.cases.words import distance, urgency
from ciiz.web.components.data import Fact, Kind, Text

ANSWERS: Mapping[Answer, Kind] = {Answer.YES: "ok", Answer.RESERVATION: "warn", Answer.NO: "bad"}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with everything it says."""

    id: UUID
    text: str
    notes: Sequence[str]
    who: str
    until: str
    chip: Text
    kind: Kind
    advances: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with its measures; without `id`, measures whose goal the reader may not read."""

    id: UUID | None
    text: str
    note: str
    measures: Sequence[MeasureRow]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What an institution said to its part."""

    who: str
    chip: Text
    kind: Kind
    note: str


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """One version."""

    plan: Plan
    title: str
    chip: Text
    chip_kind: Kind
    facts: Sequence[Fact]
    goals: Sequence[GoalRow]
    answers: Sequence[AnswerRow]
    awaited: str


def show(actor: Actor, view: PlanView, *, manages: bool = False, own: bool = False) -> ShownPlan:
    """A version in words; `manages` and `own` say whose measures the reader may advance."""
    names = institution_names(actor, view)
    state = PlanState(view.plan.state)
    return ShownPlan(
        plan=view.plan,
        title=_("Version %(number)s") % {"number": view.plan.number},
        chip=state.label,
        chip_kind=STATES[state],
        facts=facts(view.plan),
        goals=[
            GoalRow(
                goal.goal.id if goal.goal else None,
                goal.goal.text if goal.goal else _("Measures towards goals that are not open to you"),
                _category(goal.goal.category) if goal.goal else "",
                [
                    row(
                        measure,
                        names,
                        actor.today,
                        advances=manages or (own and measure.institution_id == actor.institution_id),
                    )
                    for measure in goal.measures
                ],
            )
            for goal in view.goals
        ],
        answers=[_answer(one) for one in view.acceptances],
        awaited=still_asked(view, tasks.of_case(actor, view.plan.dossier_id)) if view.awaited else "",
    )


def institution_names(actor: Actor, view: PlanView) -> dict[int, str]:
    """Names for the shares; those of the measures are known already."""
    known = {one.institution_id: str(one.institution) for one in view.measures if one.institution_id is not None}
    shares = {share["institution"] for one in view.measures for share in one.shares}
    if shares <= known.keys():
        return known
    rows: list[Institution] = institutions_of(actor, including=shares)
    return known | {one.id: str(one) for one in rows}


def row(measure: Measure, names: Mapping[int, str], today: date, *, advances: bool = False) -> MeasureRow:
    """One measure in words."""
    status = MeasureStatus(measure.status)
    chip: Text = status.label
    kind: Kind = STATUSES.get(status, "")
    notes = [f"{MeasureKind(measure.kind).label} · {Phase(measure.phase).label}"]
    if paid := financing(measure, names):
        notes.append(_("Financing: %(shares)s") % {"shares": paid})
    if measure.provider and measure.responsible != Responsible.PROVIDER:
        notes.append(_("Provider: %(name)s") % {"name": measure.provider})
    if measure.category != Category.WORK:
        notes.append(_category(measure.category))
    if measure.result:
        notes.append(measure.result)
    until = day(measure.deadline) or _("not fixed yet")
    if not status.is_over and measure.deadline is not None and urgency(measure.deadline, today):
        notes.append(distance(measure.deadline, today))
        kind = urgency(measure.deadline, today)
    return MeasureRow(measure.id, measure.text, notes, responsible(measure), until, chip, kind, advances)


def responsible(measure: Measure) -> str:
    """Who sees to a measure."""
    if measure.responsible == Responsible.PERSON:
        return _("the person")
    if measure.responsible == Responsible.PROVIDER:
        return measure.provider
    if measure.member is not None:
        return f"{measure.institution}, {measure.member.user.full_name}"
    return str(measure.institution)


def financing(measure: Measure, names: Mapping[int, str]) -> str:
    """Who pays which share."""
    shares = [(names.get(one.get("institution"), ""), one.get("percent")) for one in measure.shares]
    return ", ".join(f"{name} {percent}\N{NO-BREAK SPACE}%" for name, percent in shares if name)


def facts(plan: Plan) -> list[Fact]:
    """The life of a version."""
    days = {"person": day(plan.person_signed_on), "manager": day(plan.manager_signed_on)}
    both = plan.person_signed_on and plan.manager_signed_on
    signed = _("%(person)s by the person, %(manager)s by the case manager") % days if both else ""
    found = [
        Fact(_("Drawn up"), f"{day(plan.drafted_on)}, {plan.drafted_by.user.full_name}"),
        Fact(_("Rhythm of talks"), _("every %(days)s days") % {"days": plan.rhythm_days}),
        Fact(_("Signatures"), signed, reason="" if signed else _("not yet")),
    ]
    if plan.change_reason:
        found.insert(0, Fact(_("Reason for the change"), plan.change_reason))
    if plan.decided_on is not None and plan.decided_by is not None:
        state = PlanState(plan.state)
        words = state.label if state in (PlanState.SENT_BACK, PlanState.WITHDRAWN) else PlanState.VALIDATED.label
        found.append(Fact(words, f"{day(plan.decided_on)}, {plan.decided_by.user.full_name}"))
    return found


def _answer(given: Acceptance) -> AnswerRow:
    answer = Answer(given.answer)
    note = f"{day(given.answered_on)}, {given.answered_by.user.full_name}"
    return AnswerRow(
        str(given.contributor), answer.label, ANSWERS[answer], f"{note}: {given.comment}" if given.comment else note
    )


def _category(code: str) -> str:
    return "" if code == Category.WORK else str(Category(code).label)


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field that differs."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One goal or measure that differs between two versions."""

    chip: str
    kind: Kind
    what: str
    text: str
    fields: Sequence[ChangedField]


def changes(differences: Sequence[Difference], names: Mapping[int, str]) -> list[ChangeRow]:
    """A comparison in words."""
    chips: dict[str, tuple[str, Kind]] = {
        "added": (_("added"), "ok"),
        "removed": (_("removed"), "bad"),
        "changed": (_("changed"), "warn"),
    }
    found = []
    for one in differences:
        held = one.after or one.before
        chip, kind = chips[one.change]
        fields = [
            ChangedField(LABELS[name](), _value(one.before, name, names), _value(one.after, name, names))
            for name in one.columns
            if name in LABELS
        ]
        found.append(
            ChangeRow(chip, kind, _("Goal") if one.is_goal else _("Measure"), held.text if held else "", fields)
        )
    return found


LABELS: Mapping[str, Any] = {
    "text": lambda: _("Text"),
    "category": lambda: _("Category of data"),
    "responsible": lambda: _("Responsible"),
    "institution_id": lambda: _("Responsible institution"),
    "member_id": lambda: _("Responsible person there"),
    "provider": lambda: _("Provider"),
    "deadline": lambda: _("Deadline"),
    "kind": lambda: _("Kind of measure"),
    "phase": lambda: _("Phase"),
    "shares": lambda: _("Financing"),
}


def _value(held: Goal | Measure | None, name: str, names: Mapping[int, str]) -> str:
    if held is None:
        return ""
    if isinstance(held, Measure):
        written: Mapping[str, Callable[[Measure], str]] = {
            "institution_id": lambda one: str(one.institution or ""),
            "member_id": lambda one: one.member.user.full_name if one.member else "",
            "shares": lambda one: financing(one, names),
            "deadline": lambda one: day(one.deadline),
        }
        if name in written:
            return written[name](held)
    if name in ("category", "responsible", "kind", "phase"):
        return str(getattr(held, f"get_{name}_display")())
    return str(getattr(held, name) or "")
