"""The plan and the work with it by pages: who may, what is refused, and what happens when two people save."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciiz.domain.cases.public import case, sessions
from ciiz.domain.journal.public import entries
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import PlanView
from tests.journeys import plan_scene, scene
from tests.journeys.plan_scene import lit
from tests.web.browsers import browser, post
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def stored(dossier_id: UUID, who: str = "smz.contact") -> PlanView:
    found = plans.view(become(who), dossier_id)
    assert found is not None
    return found


def at(name: str, key: object) -> str:
    return reverse(f"plans:{name}", args=[key])


def test_a_plan_is_begun_filled_signed_and_validated_by_pages() -> None:
    dossier = scene.assigned()
    manager = browser("smz.contact")
    assert "Begin" in manager.get(at("edit", dossier)).content.decode()
    post(manager, at("edit", dossier), rhythm_days=14)
    version = stored(dossier).plan.version
    post(manager, at("goal_new", dossier), version=version, text="A job in spring", category="work")
    goal = stored(dossier).goals[0].goal
    assert goal is not None
    iv = institution("IV").id
    entries_made = {
        "text": "Training on the job",
        "responsible": "institution",
        "member": membership("iv.contact").id,
        "deadline": "2027-03-01",
        "kind": "integration",
        "phase": "build_up",
        "category": "work",
        f"share_{iv}": 60,
        f"share_{institution('RAV').id}": 40,
    }
    address = at("measure_new", goal.id)
    answer = manager.post(address, {"version": stored(dossier).plan.version, **entries_made, "another": "1"})
    assert answer.headers["Location"] == address
    held = stored(dossier).measures[0]
    assert held.institution_id == iv
    assert {one["institution"]: one["percent"] for one in held.shares} == {iv: 60, institution("RAV").id: 40}
    page = manager.get(at("edit", dossier)).content.decode()
    assert "Training on the job" in page
    assert "IV Test 60\N{NO-BREAK SPACE}%" in page
    signing: dict[str, Any] = {
        "version": stored(dossier).plan.version,
        "person_signed_on": TODAY,
        "manager_signed_on": TODAY,
    }
    post(manager, at("sign", dossier), **signing, copy=SimpleUploadedFile("plan.pdf", PDF))
    assert stored(dossier).plan.signed_copy_id is not None
    post(browser("iv.contact"), at("part", dossier), answer="yes", comment="")
    post(browser("rav.contact"), at("part", dossier), expect=403, answer="yes")
    post(
        browser("regional"),
        at("validate", dossier),
        version=stored(dossier, "regional").plan.version,
        decision="validate",
    )
    assert stored(dossier).plan.state == "validated"


def test_sending_back_needs_alternatives_which_the_case_manager_reads() -> None:
    dossier = plan_scene.signed()
    coordinator = browser("regional")
    version = stored(dossier).plan.version
    text = post(coordinator, at("validate", dossier), expect=422, version=version, decision="send_back")
    assert "Propose other possibilities" in text
    post(coordinator, at("validate", dossier), version=version, decision="send_back", alternatives="Try half days.")
    assert "Try half days." in browser("smz.contact").get(at("edit", dossier)).content.decode()


def test_two_people_who_save_the_same_goal_see_both_versions() -> None:
    dossier = plan_scene.drafted()
    goal = stored(dossier).goals[0].goal
    assert goal is not None
    first = stored(dossier).plan.version
    post(browser("rav.contact"), at("goal", goal.id), version=first, text="From the deputy", category="work")
    manager = browser("smz.contact")
    text = post(manager, at("goal", goal.id), expect=422, version=first, text="From the manager", category="work")
    assert "From the deputy" in text
    assert "From the manager" in text
    assert "Two versions" in text
    now = stored(dossier).plan.version
    assert f'value="{now}"' in text
    post(manager, at("goal", goal.id), version=now, text="From the manager", category="work")
    kept = stored(dossier).goals[0].goal
    assert kept is not None
    assert kept.text == "From the manager"


def test_a_goal_and_a_measure_are_removed() -> None:
    dossier = plan_scene.drafted()
    manager = browser("smz.contact")
    measure = stored(dossier).measures[0]
    post(manager, at("measure_end", measure.id), version=stored(dossier).plan.version)
    assert measure.id not in {one.id for one in stored(dossier).measures}
    goal = stored(dossier).goals[0].goal
    assert goal is not None
    post(manager, at("goal_end", goal.id), version=stored(dossier).plan.version)
    assert not stored(dossier).measures


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "This field is required."),
        ({"institution": ""}, "Name who is responsible"),
        ({"deadline": "soon"}, "Enter a valid date."),
        ({"responsible": "provider", "provider": ""}, "Name who is responsible"),
        ({"member": "smz"}, "works for another institution"),
        ({"shares": 120}, "less than or equal to 100"),
        ({"phase": "nowhere"}, "Select a valid choice"),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused_at_its_field(changes: dict[str, Any], words: str) -> None:
    dossier = plan_scene.drafted()
    held = stored(dossier).measures[0]
    iv = institution("IV").id
    data: dict[str, Any] = {
        "version": stored(dossier).plan.version,
        "text": "Training",
        "responsible": "institution",
        "institution": iv,
        "kind": "integration",
        "phase": "build_up",
        "category": "work",
        **changes,
    }
    if data.get("member") == "smz":
        data["member"] = membership("smz.contact").id
    if "shares" in data:
        data[f"share_{iv}"] = data.pop("shares")
    assert words in post(browser("smz.contact"), at("measure", held.id), expect=422, **data)
    assert stored(dossier).measures[0].text == held.text


CASE_PAGES = ["show", "edit", "sign", "validate", "part", "log", "event", "stocktaking", "orders", "order_new", "print"]


@pytest.mark.parametrize("name", [*CASE_PAGES, "compare", "progress", "decide_change", "decide_finish"])
def test_for_who_sees_nothing_of_the_case_no_page_exists(name: str) -> None:
    dossier = plan_scene.running()
    for who in ("regional.other", "national", "steering"):
        assert browser(who).get(at(name, dossier)).status_code == 404
    assert browser("smz.contact").get(at(name, "00000000-0000-7000-8000-000000000000")).status_code == 404


@pytest.mark.parametrize("name", ["sign", "order_new", "progress", "decide_change", "decide_finish", "stocktaking"])
def test_who_sees_the_case_but_does_not_manage_it_is_told_so(name: str) -> None:
    assert browser("iv.contact").get(at(name, plan_scene.running())).status_code == 403


def test_every_page_of_a_running_plan_opens_with_few_questions() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    for name in ("show", "compare", "log", "event", "progress", "decide_change", "decide_finish", "stocktaking"):
        manager.get(at(name, dossier))
        with CaptureQueriesContext(connection) as asked:
            page = manager.get(at(name, dossier))
        assert page.status_code == 200, name
        told = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        questions = [one["sql"] for one in asked if not one["sql"].startswith(told)]
        assert len(questions) <= 19, "\n".join([name, *(question[:150] for question in questions)])


def test_a_talk_is_written_down_for_the_team_or_for_the_own_institution() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    data: dict[str, Any] = {
        "kind": "talk",
        "occurred_on": TODAY,
        "category": "work",
        "text": "He wants to work at night.",
    }
    post(manager, at("log", dossier), **data, visibility="own")
    post(manager, at("log", dossier), **data | {"text": "Application sent."}, visibility="team")
    assert [one.text for one in entries(become("iv.contact"), dossier)] == ["Application sent."]
    refused = post(manager, at("log", dossier), expect=422, **data | {"occurred_on": "2999-01-01"}, visibility="own")
    assert "choose today or an earlier day" in refused
    assert "He wants to work at night." in refused


def test_stock_is_taken_and_the_plan_changes_into_a_new_version_that_can_be_compared() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    assert "The consent holds until" in manager.get(at("stocktaking", dossier)).content.decode()
    data: dict[str, Any] = {
        "kind": "person",
        "held_on": TODAY,
        "progress": "delayed",
        "change": "yes",
        "person_present": "on",
    }
    assert "Give a reason" in post(manager, at("stocktaking", dossier), expect=422, **data)
    post(manager, at("stocktaking", dossier), **data, change_reason="Illness")
    now = stored(dossier)
    assert (now.plan.number, now.plan.change_reason) == (2, "Illness")
    goal = now.goals[0].goal
    assert goal is not None
    post(
        manager,
        at("goal", goal.id),
        version=now.plan.version,
        text="Half days",
        category="work",
    )
    text = manager.get(at("compare", dossier)).content.decode()
    assert "Half days" in text
    assert "Work in an office again" in text


def test_an_order_is_placed_accepted_and_done() -> None:
    dossier = plan_scene.running()
    post(browser("smz.contact"), at("order_new", dossier), contact=membership("iv.contact").id, text="Clarify aptitude")
    order = plans.orders(become("smz.contact"), dossier)[0]
    receiver = browser("iv.contact")
    assert "Clarify aptitude" in receiver.get(at("order", order.id)).content.decode()
    refused = post(receiver, at("order", order.id), expect=422, version=order.version, answer="decline")
    assert "Give a reason" in refused
    post(receiver, at("order", order.id), version=order.version, answer="accept")
    post(receiver, at("order", order.id), version=order.version + 1, on=TODAY, result="Suited.")
    assert plans.orders(become("smz.contact"), dossier)[0].state == "done"
    assert browser("regional.other").get(at("order", order.id)).status_code == 404


def test_a_measure_moves_forward_and_the_responsible_institution_may_say_so() -> None:
    dossier = plan_scene.running()
    held = stored(dossier).measures[0]
    post(browser("iv.contact"), at("measure_state", held.id), version=held.version, status="granted", on=TODAY)
    assert stored(dossier).measures[0].status == "granted"
    assert browser("rav.front").get(at("measure_state", held.id)).status_code in (403, 404)


def test_an_event_is_reported_progress_said_and_the_finish_decided() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    codes = [code for code, _words in manager.get(at("event", dossier)).context["form"].fields["what"].choices]
    post(manager, at("event", dossier), what=codes[0], on=TODAY)
    assert "valid choice" in post(manager, at("event", dossier), expect=422, what="nothing", on=TODAY)
    post(manager, at("decide_change", dossier), change="no", on=TODAY)
    post(manager, at("progress", dossier), stage_done="no", on=TODAY)


def test_an_event_stops_the_validation_by_pages_and_the_withdrawn_version_stays_to_be_read() -> None:
    dossier = plan_scene.signed()
    coordination, manager = browser("regional"), browser("smz.contact")
    assert "Validate the plan" in coordination.get(at("show", dossier)).content.decode()
    assert manager.get(at("decide_change", dossier)).status_code >= 400
    post(browser("iv.contact"), at("event", dossier), what="health", on=TODAY)
    assert "Validate the plan" not in coordination.get(at("show", dossier)).content.decode()
    first = "The case manager decides first whether it changes"
    for who, name in ((coordination, "validate"), (browser("iv.contact"), "part")):
        by_address = who.get(at(name, dossier))
        assert by_address.status_code == 400, name
        assert first in by_address.content.decode(), name
    refused = post(coordination, at("validate", dossier), expect=422, version=2, decision="validate")
    assert first in refused
    assert "This could not be done" in refused
    assert "Next: Decide whether the plan changes" in manager.get(f"/cases/{dossier}/").content.decode()
    assert at("decide_change", dossier) in manager.get(at("show", dossier)).content.decode()
    assert "The signed version is withdrawn" in manager.get(at("decide_change", dossier)).content.decode()
    post(manager, at("decide_change", dossier), change="yes", reason="Health changed", on=TODAY)
    assert "Action plan version 1 withdrawn" in browser("rav.contact").get(f"/cases/{dossier}/").content.decode()
    former = manager.get(at("show", dossier) + "?version=1").content.decode()
    assert "Withdrawn" in former
    assert "by the person" in former
    assert "Health changed" in manager.get(at("edit", dossier)).content.decode()


def test_the_plan_is_printed_in_the_persons_language() -> None:
    dossier = plan_scene.running()
    answer = browser("smz.contact").get(at("print", dossier))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_every_word_of_a_form_follows_the_readers_language() -> None:
    dossier = plan_scene.running()
    words = {"de": "Nur meine Institution", "fr": "Mon institution uniquement", "en": "My institution only"}
    for language in words:
        page = browser("smz.contact", language).get(at("log", dossier)).content.decode()
        assert [one for one, word in words.items() if word in page] == [language]


def test_a_finished_plan_needs_no_answer_on_changing_and_does_not_change() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    data: dict[str, Any] = {"kind": "person", "held_on": TODAY, "progress": "reached", "finished": "yes"}
    assert "the person was present" in post(manager, at("stocktaking", dossier), expect=422, **data)
    data["person_present"] = "on"
    refused = post(manager, at("stocktaking", dossier), expect=422, **data, change="yes", change_reason="Illness")
    assert "A plan that is finished does not change" in refused
    post(manager, at("stocktaking", dossier), **data)
    assert lit(dossier) == {"CII101.9"}
    assert case(become("smz.contact"), dossier).stage == "ending"


def test_a_plan_without_a_measure_says_what_it_lacks_and_no_new_measure_is_overdue() -> None:
    dossier = scene.assigned()
    manager = browser("smz.contact")
    post(manager, at("edit", dossier), rhythm_days=14)
    post(manager, at("goal_new", dossier), version=stored(dossier).plan.version, text="A job", category="work")
    lacks = "A plan needs at least one goal and one measure"
    assert lacks in manager.get(at("edit", dossier)).content.decode()
    goal = stored(dossier).goals[0].goal
    assert goal is not None
    data: dict[str, Any] = {
        "version": stored(dossier).plan.version,
        "text": "Training",
        "responsible": "person",
        "kind": "integration",
        "phase": "clarify",
        "category": "work",
    }
    overdue = post(manager, at("measure_new", goal.id), expect=422, **data, deadline=TODAY - timedelta(days=1))
    assert "The deadline of a new measure is today or later" in overdue
    wrong = {**data, "text": "", "responsible": "institution", "deadline": "2000-01-01"}
    at_once = post(manager, at("measure_new", goal.id), expect=422, **wrong)
    for name in ("text", "institution", "deadline"):
        assert f'href="#id_{name}"' in at_once, name
    post(manager, at("measure_new", goal.id), **data, deadline=TODAY)
    assert lacks not in manager.get(at("edit", dossier)).content.decode()


def test_the_case_manager_asks_for_a_session_and_the_coordination_records_it() -> None:
    dossier = plan_scene.running()
    manager = browser("smz.contact")
    assert at("session", dossier) in manager.get(f"/cases/{dossier}/").content.decode()
    post(manager, at("session", dossier), kind="network", on=TODAY.isoformat(), reason="The employer withdraws.")
    assert "The employer withdraws." in manager.get(f"/cases/{dossier}/").content.decode()
    coordination = browser("regional")
    page = coordination.get(f"/cases/{dossier}/session/").content.decode()
    assert 'value="network"' in page
    assert 'value="coaching"' not in page
    post(
        coordination,
        f"/cases/{dossier}/session/",
        kind="network",
        held_on=TODAY.isoformat(),
        outcome="case_management",
        participants=[f"{institution('SMZ').id}-"],
    )
    assert sessions(become("regional"), dossier)[0].kind == "network"
    assert lit(dossier) == {"CII101.5"}
    assert browser("iv.contact").get(at("session", dossier)).status_code == 403
