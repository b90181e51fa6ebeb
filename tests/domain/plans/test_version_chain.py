"""However a plan is edited, signed, validated or sent back: a signed version reads later as it was signed."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciiz.domain.plans.models import Goal, Measure
from ciiz.domain.plans.models.held import in_version
from ciiz.domain.plans.public import (
    MeasureInput,
    Plan,
    add_goal,
    add_measure,
    change_goal,
    change_measure,
    draft,
    end_goal,
    end_measure,
    send_back,
    sign,
)
from tests.worlds import TODAY, become, institution

from .scene import dossier, put_into_force

pytestmark = pytest.mark.django_db

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["goal", "measure", "reword goal", "reword measure", "end goal", "end measure", "yes", "no"]),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=14,
)


@dataclass
class Chain:
    """A plan's chain of versions and what each held when it was signed."""

    case: Any
    told: dict[int, list[str]] = field(default_factory=dict)
    count: int = 0

    def texts(self, number: int) -> list[str]:
        """What version `number` holds."""
        become("smz.contact")
        return sorted(
            f"{held._meta.model_name}: {held.text}"
            for model in (Goal, Measure)
            for held in model.objects.filter(in_version(number), dossier_id=self.case)
        )

    def plan(self) -> Plan:
        """The draft."""
        return Plan.objects.get(dossier_id=self.case, state="draft")

    def word(self) -> str:
        """A text not used before."""
        self.count += 1
        return f"text {self.count}"

    def edit(self, move: str, choice: int) -> None:
        """One edit of the draft, as far as there is something to edit."""
        actor, plan = become("smz.contact"), self.plan()
        goals = list(Goal.objects.filter(dossier_id=self.case, until__isnull=True).order_by("line"))
        measures = list(Measure.objects.filter(dossier_id=self.case, until__isnull=True).order_by("line"))
        at: dict[str, Any] = {"actor": actor, "expected_version": plan.version}
        wording = MeasureInput(text=self.word(), institution_id=institution("IV").id)
        if move == "goal":
            add_goal(**at, plan_id=plan.id, text=self.word())
        elif move == "measure" and goals:
            line = goals[choice % len(goals)].line
            add_measure(**at, plan_id=plan.id, goal_line=line, measure=wording)
        elif move == "reword goal" and goals:
            change_goal(**at, goal_id=goals[choice % len(goals)].id, text=self.word())
        elif move == "reword measure" and measures:
            change_measure(**at, measure_id=measures[choice % len(measures)].id, measure=wording)
        elif move == "end goal" and goals:
            end_goal(**at, goal_id=goals[choice % len(goals)].id)
        elif move == "end measure" and measures:
            end_measure(**at, measure_id=measures[choice % len(measures)].id)

    def decide(self, yes: bool) -> None:
        """Signs the draft if it holds something, has it decided on, and begins the next version."""
        plan = self.plan()
        held = self.texts(plan.number)
        if not (any("goal" in text for text in held) and any("measure" in text for text in held)):
            return
        at: dict[str, Any] = {"plan_id": plan.id, "expected_version": plan.version}
        sign(actor=become("smz.contact"), person_signed_on=TODAY, manager_signed_on=TODAY, **at)
        self.told[plan.number] = held
        at["expected_version"] += 1
        if yes:
            put_into_force(**at)
        else:
            send_back(actor=become("regional"), alternatives="Other", **at)
        following = draft(actor=become("smz.contact"), dossier_id=self.case)
        assert self.texts(following.number) == held


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(moves=MOVES)
def test_a_signed_version_reads_later_as_it_was_signed(moves: list[tuple[str, int]]) -> None:
    chain = Chain(dossier())
    draft(actor=become("smz.contact"), dossier_id=chain.case)
    for move, choice in moves:
        if move in ("yes", "no"):
            chain.decide(move == "yes")
        else:
            chain.edit(move, choice)
    for number, held in chain.told.items():
        assert chain.texts(number) == held
