"""How cases end, by pages: report, checklist, closing, annulling, hand-over, break-off."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from ciiz.domain.cases import public as cases
from ciiz.domain.consent.public import of_dossier
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.models import Person
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, set_task
from ciiz.journeys import hand_over as handing_over
from ciiz.journeys import letter as inform
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, post
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db


def at(name: str, key: object) -> str:
    return reverse(f"closing:{name}", args=[key])


def stage(dossier_id: UUID) -> str:
    return cases.case(become("smz.contact"), dossier_id).stage


def broken_off() -> UUID:
    dossier = plan_scene.running()
    post(browser("smz.contact"), at("break_off", dossier), reason="illness", on=TODAY)
    return dossier


REPORT: dict[str, Any] = {
    "exit_reason": "illness",
    "actual_end": TODAY,
    "decided_on": TODAY,
    "note_work": "Stopped for now.",
}


def test_a_case_is_broken_off_reported_asked_for_and_closed() -> None:
    dossier = broken_off()
    manager, officer = browser("smz.contact"), browser("officer")
    assert "missing" in manager.get(at("close", dossier)).content.decode()
    early = officer.get(at("close", dossier)).content.decode()
    assert "as soon as the others have done their part" in early
    assert "id_letter_on" not in early
    refused = post(officer, at("close", dossier), expect=422, version=0, on=TODAY)
    assert "Exit report" in refused
    post(manager, at("report", dossier), **REPORT)
    ending = cases.ending(become("smz.contact"), dossier)
    assert ending.closing is not None
    asked: dict[str, Any] = {"version": ending.closing.version, "on": TODAY}
    text = post(manager, at("close", dossier), expect=422, **asked)
    assert 'href="#id_network_informed_on"' in text
    assert "id_letter_on" not in text
    assert "Answer to the hand-over" not in text
    post(manager, at("close", dossier), **asked, network_informed_on=TODAY)
    closes: dict[str, Any] = {"version": ending.closing.version + 1, "on": TODAY}
    assert 'href="#id_letter_on"' in post(officer, at("close", dossier), expect=422, **closes)
    post(officer, at("close", dossier), **closes, letter_on=TODAY)
    assert stage(dossier) == "closed"
    assert "illness" not in browser("smz.contact").get(at("close", dossier)).content.decode()


def test_the_checklist_says_what_closing_does_to_letter_and_consents() -> None:
    dossier = scene.reported()
    manager, officer = browser("smz.contact"), browser("officer")
    (given,) = of_dossier(become("smz.contact"), dossier)
    assert given.for_survey
    before = manager.get(at("close", dossier)).content.decode()
    assert "made with the closing" in before
    assert "end with the closing: 0; stay for the survey alone: 1" in before
    ending = cases.ending(become("smz.contact"), dossier)
    assert ending.closing is not None
    asked: dict[str, Any] = {"version": ending.closing.version, "network_informed_on": TODAY, "on": TODAY}
    post(manager, at("close", dossier), **asked)
    post(officer, at("close", dossier), **asked | {"version": ending.closing.version + 1, "letter_on": TODAY})
    after = officer.get(at("close", dossier)).content.decode()
    assert f"ended on {TODAY:%d.%m.%Y}" in after
    assert "with the closing" not in after


def letter(content: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def test_closing_warns_that_the_letter_would_lack_the_address() -> None:
    dossier = broken_off()
    post(browser("smz.contact"), at("report", dossier), **REPORT)
    for street, town, warns in (("Testweg 1", "Testikon", False), ("Testweg 1", "", True)):
        known = persons.person(become("smz.contact"), dossier)
        assert known is not None
        absent = {field: why for field, why in known.absent.items() if field != "street"}
        changed = {"street": street, "postcode": "1900", "town": town, "absent": absent}
        assert Person.objects.filter(id=known.id).update(**changed) == 1
        shown = browser("officer").get(at("close", dossier)).content.decode()
        assert ("No address of the person is recorded" in shown) is warns
        assert (reverse("persons:person", args=[dossier]) in shown.split("Checklist")[0]) is warns


def test_before_the_closing_the_letter_is_a_draft_whose_days_are_open() -> None:
    dossier = scene.reported()
    manager = browser("smz.contact")
    assert "Draft of the letter" in manager.get(at("close", dossier)).content.decode()
    answer = manager.get(at("letter", dossier))
    assert answer.headers["Content-Type"] == "application/pdf"
    text = letter(answer.content)
    assert "Guten Tag Anna Zumtest" in text
    assert "ENTWURF" in text
    assert "Der Fall ist noch nicht abgeschlossen" in text
    assert "ist am ____________" in text
    assert f"{TODAY:%d.%m.%Y}" not in text


def test_the_letter_of_a_closing_is_promised_and_then_offered_as_it_was_filed() -> None:
    dossier = scene.reported()
    manager, officer = browser("smz.contact"), browser("officer")
    ending = cases.ending(become("smz.contact"), dossier)
    assert ending.closing is not None
    asked: dict[str, Any] = {"version": ending.closing.version, "network_informed_on": TODAY, "on": TODAY}
    post(manager, at("close", dossier), **asked)
    conflict = post(manager, at("close", dossier), expect=422, **asked)
    assert "Somebody else has saved in the meantime" in conflict
    sent = asked | {"version": ending.closing.version + 1, "letter_on": TODAY}
    post(officer, at("close", dossier), **sent)
    kept = cases.ending(become("officer"), dossier).closing
    assert kept is not None
    assert kept.letter_document_id is not None
    shown = officer.get(at("close", dossier)).content.decode()
    assert "The letter to the person is being made" in shown
    assert at("letter", dossier) not in shown
    # To others the officer's documents are closed: what they get is set when they ask.
    assert at("letter", dossier) in manager.get(at("close", dossier)).content.decode()
    closes = become("officer")
    to = Address(membership_id=closes.membership_id)
    set_task(actor=closes, dossier_id=dossier, kind=Kind.SEE_TO_LETTER, to=to, set_on=TODAY, due_on=TODAY)
    late = officer.get(at("close", dossier)).content.decode()
    assert "could not be made yet" in late
    assert at("letter", dossier) in late
    assert inform.keep(actor=closes, closing=kept)
    offered = reverse("documents:download", args=[kept.letter_document_id])
    assert offered in officer.get(at("close", dossier)).content.decode()
    for content in (b"".join(officer.get(offered)), officer.get(at("letter", dossier)).content):
        text = letter(content)
        assert "ENTWURF" not in text
        assert f"ist am {TODAY:%d.%m.%Y}" in text


def test_a_wrong_closing_is_annulled_by_whoever_closes() -> None:
    dossier = scene.closed()
    assert browser("smz.contact").get(at("annul", dossier)).status_code == 403
    officer = browser("officer")
    assert reverse("closing:annul", args=[dossier]) in officer.get(at("close", dossier)).content.decode()
    assert "id_reason" in post(officer, at("annul", dossier), expect=422, on=TODAY)
    post(officer, at("annul", dossier), on=TODAY, reason="goes_on")
    assert cases.case(become("officer"), dossier).stage == "ending"
    manager = browser("smz.contact")
    shown = manager.get(reverse("cases:case", args=[dossier])).content.decode()
    assert f'class="btn" href="{at("close", dossier)}">Ask for closing' in shown
    assert at("report", dossier) in shown
    assert "The work with the person goes on" in manager.get(at("close", dossier)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"exit_reason": "nothing"}, "valid choice"),
        ({"exit_reason": "other_dispositif"}, "This entry is needed."),
        ({"decided_on": "2999-01-01"}, "lies in the future"),
        ({"actual_end": ""}, "This field is required."),
        ({"follow_up_until": "2020-01-01"}, "before the step"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused_and_nothing_lost(changes: dict[str, Any], words: str) -> None:
    dossier = broken_off()
    text = post(browser("smz.contact"), at("report", dossier), expect=422, **REPORT | changes)
    assert words in text
    assert "Stopped for now." in text
    assert cases.ending(become("smz.contact"), dossier).report is None


def test_a_person_is_handed_over_and_the_receiver_answers() -> None:
    dossier = plan_scene.running()
    manager, receiver = browser("smz.contact"), browser("iv.contact")
    post(manager, at("hand_over", dossier), receiver=institution("IV").id, why="IV goes on", on=TODAY, dispositif="IV")
    asked = cases.hand_overs(become("smz.contact"), dossier)[0]
    assert "not yet answered" in manager.get(at("hand_over", dossier)).content.decode()
    assert post(receiver, at("answer", asked.id), expect=422, given="declined", on=TODAY)
    post(receiver, at("answer", asked.id), given="accepted", on=TODAY, talk_on=TODAY)
    assert cases.hand_overs(become("smz.contact"), dossier)[0].answer == "accepted"
    assert receiver.get(at("answer", asked.id)).status_code == 200
    assert browser("regional.other").get(at("answer", asked.id)).status_code == 404


@pytest.mark.parametrize("name", ["report", "close", "letter", "annul", "coaching", "hand_over", "break_off"])
def test_hidden_equals_absent_and_other_roles_are_told(name: str) -> None:
    dossier = plan_scene.running()
    for who in ("regional.other", "national", "steering"):
        assert browser(who).get(at(name, dossier)).status_code == 404
    assert browser("smz.contact").get(at(name, "00000000-0000-7000-8000-000000000000")).status_code == 404
    assert browser("iv.contact").get(at(name, dossier)).status_code == 403


def test_a_case_is_not_broken_off_for_a_reason_that_means_success() -> None:
    dossier = plan_scene.running()
    assert "valid choice" in post(
        browser("smz.contact"), at("break_off", dossier), expect=422, reason="integrated", on=TODAY
    )
    assert stage(dossier) == "running"


def test_the_pages_ask_few_questions() -> None:
    dossier = scene.reported()
    manager = browser("smz.contact")
    for name in ("report", "close", "hand_over"):
        manager.get(at(name, dossier))
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(at(name, dossier)).status_code == 200
        told = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        questions = [one["sql"] for one in asked if not one["sql"].startswith(told)]
        assert len(questions) <= 19, "\n".join([name, *(question[:150] for question in questions)])


def test_the_survey_is_recorded_from_its_task_by_whoever_has_it() -> None:
    dossier_id = scene.closed()
    page = f"/cases/{dossier_id}/survey/"
    asked = browser("secretariat")
    assert page in asked.get("/").content.decode()
    assert browser("regional").get(page).status_code == 403
    assert "Due on" in asked.get(page).content.decode()
    assert "This entry is needed." in post(asked, page, expect=422, outcome="not_possible", on=TODAY)
    post(asked, page, outcome="not_possible", why_not="not_reached", on=TODAY)
    told = asked.get(f"/cases/{dossier_id}/").content.decode()
    assert "The survey is not possible: The person cannot be reached" in told
    assert asked.get(page).status_code == 403


def test_the_coordination_says_how_a_case_goes_on_that_all_partners_have_left() -> None:
    dossier_id = scene.decided()
    page = at("keep", dossier_id)
    coordination = browser("regional")
    assert coordination.get(page).status_code >= 400
    for name in ("smz.contact", "iv.contact"):
        post(browser(name), at("leave", dossier_id), reason="not_competent")
    assert page in coordination.get("/").content.decode()
    assert browser("rav.contact").get(page).status_code == 403
    assert "No second institution takes part in this case any more." in coordination.get(page).content.decode()
    assert "This entry is needed." in post(coordination, page, expect=422, how="add")
    post(coordination, page, expect=422, how="keep")
    post(coordination, page, how="keep", reason="second_ended")
    shown = coordination.get(f"/cases/{dossier_id}/").content.decode()
    assert "The case goes on without a second institution: Second institution no longer involved" in shown
    assert page not in coordination.get("/").content.decode()


def test_a_case_is_broken_off_and_reported_for_another_reason_only_in_words() -> None:
    dossier, manager = plan_scene.running(), browser("smz.contact")
    refused = post(manager, at("break_off", dossier), expect=422, reason="other", on=TODAY)
    assert "This entry is needed." in refused
    post(manager, at("break_off", dossier), reason="other", words="Goes to sea.", on=TODAY)
    assert "Goes to sea." in manager.get(at("report", dossier)).content.decode(), "the report begins with it"
    post(manager, at("report", dossier), expect=422, **REPORT | {"exit_reason": "other"})
    post(manager, at("report", dossier), **REPORT | {"exit_reason": "other", "words": "Went to sea."})
    page = manager.get(at("close", dossier)).content.decode()
    assert "Other reason: Goes to sea." in page
    assert "Other reason: Went to sea." in page
    assert "to sea" not in browser("iv.contact").get(reverse("cases:history", args=[dossier])).content.decode()


def test_a_reason_of_the_list_needs_no_words_and_keeps_none() -> None:
    dossier, manager = plan_scene.running(), browser("smz.contact")
    post(manager, at("break_off", dossier), reason="illness", words="Left over.", on=TODAY)
    ending = cases.ending(become("smz.contact"), dossier)
    assert ending.closing is not None
    assert (ending.closing.break_off_reason, ending.closing.break_off_words) == ("illness", "")


def test_an_institution_leaves_and_declines_for_another_reason_only_in_words() -> None:
    dossier = scene.assigned()
    partner = browser("iv.contact")
    assert "This entry is needed." in post(partner, at("leave", dossier), expect=422, reason="other")
    post(partner, at("leave", dossier), reason="other", words="Moves to another town.")
    history = reverse("cases:history", args=[dossier])
    assert "Other reason: Moves to another town." in browser("regional").get(history).content.decode()
    assert "another town" not in browser("rav.front2").get(history).content.decode()
    running = plan_scene.running()
    asked = handing_over.propose(
        actor=become("smz.contact"), dossier_id=running, receiver_id=institution("RAV").id, on=TODAY
    )
    answer = at("answer", asked.id)
    told: dict[str, Any] = {"given": "declined", "reason": "other", "on": TODAY}
    assert "This entry is needed." in post(browser("rav.contact"), answer, expect=422, **told)
    post(browser("rav.contact"), answer, **told, words="Full until spring.")
    assert "Other reason: Full until spring." in browser("smz.contact").get(answer).content.decode()


def test_another_event_is_told_in_words_and_read_by_who_may_read_why() -> None:
    dossier, manager = plan_scene.running(), browser("smz.contact")
    event = reverse("plans:event", args=[dossier])
    assert "This entry is needed." in post(manager, event, expect=422, what="other", on=TODAY)
    post(manager, event, what="other", words="Won a lottery.", on=TODAY)
    history = reverse("cases:history", args=[dossier])
    assert "Won a lottery." in manager.get(history).content.decode()
    assert "lottery" not in browser("rav.front2").get(history).content.decode()


def test_a_referral_is_returned_for_another_reason_only_in_words() -> None:
    dossier, coordinator = scene.forwarded(), browser("regional")
    triage = reverse("referrals:triage", args=[dossier])
    referral = cases.referral(become("regional"), dossier)
    assert referral is not None
    told: dict[str, Any] = {"action": "phone", "version": referral.version, "reason": "other"}
    assert "This entry is needed." in post(coordinator, triage, expect=422, **told)
    post(coordinator, triage, **told, words="Moves abroad.")
    outcome = reverse("referrals:outcome", args=[dossier])
    assert "Other reason: Moves abroad." in browser("rav.contact").get(outcome).content.decode()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE timeline_reason SET code = 'other'",
        "UPDATE cases_referral SET reason = 'other'",
        "UPDATE cases_closing SET break_off_reason = 'other'",
        "UPDATE cases_exitreport SET exit_reason = 'other'",
    ],
)
def test_the_database_keeps_no_other_reason_without_words(owner_connection: Any, sql: str) -> None:
    table = sql.split()[1]
    checks = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'"
    held = [one for (one,) in owner_connection.execute(checks, [table]).fetchall()]
    assert any("'other'" in one and "words" in one for one in held), held
