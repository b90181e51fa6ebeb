"""What the session found opens again: on the page of the case, and filled in when the first plan is drawn up."""

import pytest

from ciiz.domain.plans import public as plans
from tests.journeys import scene
from tests.worlds import become

from .test_pages import at, browser, post

pytestmark = pytest.mark.django_db


def test_the_resource_sheet_stays_on_the_page_of_the_case_for_those_to_whom_it_is_open() -> None:
    dossier = scene.assigned()
    manager = browser("smz.contact").get(f"/cases/{dossier}/").content.decode()
    for said in ("Resource sheet", "Trained clerk", "Gap", "Training on the job", "Pain therapy"):
        assert said in manager
    colleague = browser("rav.front2").get(f"/cases/{dossier}/").content.decode()
    assert "Trained clerk" not in colleague
    assert "Pain therapy" not in colleague


def test_possibilities_of_the_session_open_as_goals_of_the_first_plan_as_far_as_they_are_ticked() -> None:
    dossier = scene.assigned()
    manager = browser("smz.contact")
    page = manager.get(at("edit", dossier)).content.decode()
    assert page.count("checked") == 2
    seen = {one.text: str(one.id) for one in scene.possibilities(dossier)}
    post(manager, at("edit", dossier), rhythm_days=14, possibilities=[seen["Pain therapy"]])
    view = plans.view(become("smz.contact"), dossier)
    assert view is not None
    goals = [one.goal for one in view.goals if one.goal]
    assert [(goal.text, goal.category) for goal in goals] == [("Pain therapy", "health")]
    assert "Trained clerk" in manager.get(at("edit", dossier)).content.decode()


def test_a_possibility_of_another_case_is_refused() -> None:
    dossier, other = scene.assigned(), scene.assigned()
    foreign = [str(one.id) for one in scene.possibilities(other)]
    text = post(browser("smz.contact"), at("edit", dossier), 422, rhythm_days=14, possibilities=foreign)
    assert "Begin" in text
