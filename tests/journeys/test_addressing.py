"""Tasks go to whom the canton lets do them, whatever lane they are drawn in."""

from dataclasses import replace

import pytest

from ciiz.domain.organisations.enums import Part
from ciiz.domain.organisations.public import Canton, CantonValues, canton_values
from ciiz.domain.organisations.values.types import Acceptance, Closing, PlanRules
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task
from tests.journeys import plan_scene, scene
from tests.worlds import become, institution, membership

pytestmark = pytest.mark.django_db

MANAGER = "smz.contact"


def choose(monkeypatch: pytest.MonkeyPatch, part: Part) -> None:
    """The canton leaves deciding, validating and closing to one part."""

    def values(canton: Canton | str) -> CantonValues:
        usual = canton_values(str(canton.code) if isinstance(canton, Canton) else canton)
        return replace(
            usual,
            acceptance=Acceptance(decides=(part,), return_by_telephone=True, source=""),
            plan=PlanRules(validates=part, acceptance_binding=False, source=""),
            closing=Closing(role=part, coaching_role=part, letter_signed_by=part, sight_days=30, source=""),
        )

    for place in ("refer.values_of", "standpoint.values_of", "steps.canton_values"):
        monkeypatch.setattr(f"ciiz.journeys.{place}", values)


def task(kind: Kind, who: str) -> Task:
    become(who)
    return Task.objects.get(kind=kind, state="open")


@pytest.mark.parametrize(("part", "role"), [(Part.OFFICER, "officer"), (Part.OFFICE, "")])
def test_a_referral_waits_for_whom_the_canton_lets_decide(
    monkeypatch: pytest.MonkeyPatch, part: Part, role: str
) -> None:
    choose(monkeypatch, part)
    scene.forwarded()
    found = task(Kind.DECIDE_REFERRAL, "officer")
    assert (found.institution_id, found.role, found.region_id) == (institution("IIZ").id, role, None)


def test_a_plan_waits_for_whom_the_canton_lets_validate(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier_id = plan_scene.drafted()
    choose(monkeypatch, Part.OFFICER)
    plan_scene.sign(dossier_id)
    found = task(Kind.VALIDATE_PLAN, "officer")
    assert (found.institution_id, found.role) == (institution("IIZ").id, "officer")


def test_closing_waits_for_the_case_manager_where_the_canton_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, Part.CASE_MANAGER)
    scene.reported()
    assert task(Kind.CLOSE_CASE, MANAGER).membership_id == membership(MANAGER).id


def test_who_closes_is_chosen_once() -> None:
    values = canton_values("ZZ")
    manager = replace(values, closing=replace(values.closing, role=Part.CASE_MANAGER))
    choices = {"finish_no_target": "5", "round_table_exit": "7", "assessment_exit": "7"}
    assert values.drawn() == {**choices, "closing_role": "officer"}
    assert manager.drawn() == {**choices, "closing_role": "case_manager"}
