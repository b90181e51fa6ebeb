"""What the session found opens again: on the page of the case, and filled in when the first plan is drawn up."""

import pytest

from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.consent.public import Consent
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import Answer
from ciiz.journeys.consent import withdraw
from ciiz.journeys.hand_over import propose
from ciiz.journeys.plan import accept_part
from ciiz.web.plans.forms import MeasureForm
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, post
from tests.worlds import TODAY, become, institution

from .test_pages import at

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


def test_after_the_consent_ended_an_answer_that_is_hidden_is_not_said_to_be_missing() -> None:
    dossier = plan_scene.signed()
    page, case = f"/cases/{dossier}/plan/", f"/cases/{dossier}/"
    manager = browser("smz.contact")
    assert "Still to answer: IV Test" in manager.get(page).content.decode()
    accept_part(actor=become("iv.contact"), dossier_id=dossier, answer=Answer.YES)
    accept_part(actor=become("rav.contact"), dossier_id=dossier, answer=Answer.YES)
    become("rav.contact")
    withdraw(actor=become("rav.contact"), consent_id=Consent.objects.get().id, how=WithdrawalForm.LETTER)
    for address in (page, case):
        assert "Still to answer" not in manager.get(address).content.decode()
    shown = manager.get(case).content.decode()
    assert "No estimate is open to you so far." in shown
    assert "No institution has" not in shown


def test_a_measure_is_of_no_kind_until_somebody_says_which() -> None:
    dossier = plan_scene.drafted()
    view = plans.view(become("smz.contact"), dossier)
    assert view is not None
    goal = view.goals[0].goal
    assert goal is not None
    manager = browser("smz.contact")
    for name in ("kind", "phase"):
        assert MeasureForm.base_fields[name].initial is None
    sent = {"version": view.plan.version, "text": "Physiotherapy", "responsible": "person", "category": "health"}
    said = post(manager, at("measure_new", goal.id), 422, **sent)
    assert 'href="#id_kind"' in said
    assert 'href="#id_phase"' in said


def test_a_plan_that_is_in_force_is_not_offered_for_change_and_the_address_says_why() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    assert at("edit", dossier) not in manager.get(f"/cases/{dossier}/").content.decode()
    answer = manager.get(at("edit", dossier), follow=True)
    assert "can no longer be changed" in answer.content.decode()


def test_whoever_is_asked_to_go_on_reads_why() -> None:
    dossier = plan_scene.running()
    why = "The rehabilitation goes on with the invalidity insurance."
    propose(actor=become("smz.contact"), dossier_id=dossier, receiver_id=institution("IV").id, on=TODAY, why=why)
    assert why in browser("iv.contact").get(f"/cases/{dossier}/history/").content.decode()
