"""The thin thread: a case goes from the check to closing, each step by the right person."""

import pytest

from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import case, milestone
from ciiz.domain.processes.public import drawing
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case, waiting
from ciiz.domain.timeline.public import events
from tests.journeys import scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def test_a_begun_referral_waits_for_the_contact_person() -> None:
    dossier_id = scene.begun()
    actor = become("rav.contact", scene.START)
    assert case(actor, dossier_id).stage == Stage.DRAFT
    assert [task.kind for task in waiting(actor).tasks] == [Kind.COMPLETE_REFERRAL]


def test_a_forwarded_referral_waits_for_the_regional_coordinator_alone() -> None:
    dossier_id = scene.forwarded()
    actor = become("regional", scene.START)
    assert case(actor, dossier_id).stage == Stage.FORWARDED
    assert [task.kind for task in waiting(actor).tasks] == [Kind.DECIDE_REFERRAL]
    assert waiting(become("regional.other", scene.START)).count == 0
    assert waiting(become("thematic", scene.START)).count == 0


def test_an_accepted_referral_is_learnt_of_by_the_sender_and_calls_for_a_session() -> None:
    scene.accepted()
    assert [task.kind for task in waiting(become("rav.front")).tasks] == [Kind.READ_DECISION]
    assert [task.kind for task in waiting(become("regional")).tasks] == [Kind.HOLD_SESSION]


def test_case_management_begins_with_a_first_talk_and_a_plan() -> None:
    dossier_id = scene.assigned()
    actor = become("smz.contact")
    assert {task.kind for task in waiting(actor).tasks} == {Kind.FIRST_TALK, Kind.DRAW_UP_PLAN}
    found = case(actor, dossier_id)
    assert (found.stage, found.form) == (Stage.ASSIGNED, "managed")
    lit = {mark.code for drawn in drawing(actor, dossier_id) for mark in drawn.lit}
    assert "CII101.3" in lit


def test_a_closed_case_keeps_its_days_and_leaves_only_the_survey() -> None:
    dossier_id = scene.closed()
    actor = become("officer")
    found = case(actor, dossier_id)
    days = milestone(actor, dossier_id)
    assert days is not None
    assert (found.stage, found.closed_on, days.closed_on) == (Stage.CLOSED, TODAY, TODAY)
    assert (days.begun_on, days.forwarded_on, days.case_managers) == (scene.START, scene.START, 1)
    assert {task.kind for task in of_case(actor, dossier_id)} == {Kind.SURVEY, Kind.READ_DECISION}
    kinds = {event.kind for event in events(actor, dossier_id)}
    assert {"check_done", "referral_forwarded", "session_recorded", "case_manager_named", "case_closed"} <= kinds
