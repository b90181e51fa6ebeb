"""The page of a case: one page, for those who see the case; hidden equals absent."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.plans.enums import Answer
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Task, set_task
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import coaching, plan
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, case_at, post
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("stage", ["begun", "forwarded", "accepted", "decided", "assigned", "reported", "closed"])
def test_the_page_opens_at_every_stage(stage: str) -> None:
    page = browser("rav.contact").get(case_at(stage))
    assert page.status_code == 200
    assert "Zumtest Anna" in page.content.decode()


@pytest.mark.parametrize("who", ["rav.front", "smz.contact", "regional", "officer", "secretariat"])
def test_whoever_takes_part_sees_the_case(who: str) -> None:
    assert browser(who).get(case_at()).status_code == 200


@pytest.mark.parametrize("who", ["regional.other", "thematic", "steering", "national", "legal"])
def test_for_others_it_does_not_exist(who: str) -> None:
    address = case_at()
    hidden, absent = browser(who).get(address), browser(who).get("/cases/00000000-0000-7000-8000-000000000000/")
    assert (hidden.status_code, absent.status_code) == (404, 404)


def test_the_page_asks_at_most_24_questions() -> None:
    address, client = case_at(), browser("smz.contact")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    questions = [one["sql"] for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(questions) <= 24, "\n".join(question[:150] for question in questions)


def test_a_journey_into_the_history_and_the_drawing() -> None:
    address = case_at("closed")
    client = browser("smz.contact", "de")
    for page in ("history/", "history/?own=1", "process/"):
        assert client.get(address + page).status_code == 200
    assert browser("regional.other").get(address + "process/").status_code == 404


def test_the_sender_ticks_off_the_decision() -> None:
    address, client = case_at("accepted"), browser("rav.front")
    assert "has decided on your referral" in client.get(address).content.decode()
    assert client.post(address + "read/").status_code == 302
    assert "has decided on your referral" not in client.get(address).content.decode()


def test_the_page_says_who_leads_and_what_waits_for_whom() -> None:
    address = case_at()
    manager, partner = browser("smz.contact").get(address), browser("rav.front").get(address)
    assert "leads" in manager.content.decode()
    assert "Next: Hold the first talk" in manager.content.decode()
    assert "Waits for: smz.contact Test" in partner.content.decode()
    with transaction.atomic():
        become("rav.front")
        talk = Task.objects.get(kind=Kind.FIRST_TALK)
    assert f"Hold the first talk with the person · since {day(talk.set_on)}" in partner.content.decode()


def test_a_step_that_waits_for_another_says_for_whom_and_since_when() -> None:
    with transaction.atomic():
        dossier = scene.assigned()
        set_task(
            actor=become("regional"),
            dossier_id=dossier,
            kind=Kind.OTHER_STEP,
            to=Address(institution_id=institution("IV").id, role="contact"),
            set_on=TODAY - timedelta(days=3),
            due_on=TODAY - timedelta(days=60),
            step="CII101.9",
        )
    page = browser("rav.front").get(f"/cases/{dossier}/").content.decode()
    assert "Waits for: Contact person, IV Test, smz.contact Test" in page, page[page.index("Waits for") :][:400]
    assert f"CII101.9 · since {day(TODAY - timedelta(days=3))}" in page
    assert "Next: Carry out the next step" not in page
    assert "Next: Carry out the next step" in browser("iv.contact").get(f"/cases/{dossier}/").content.decode()


@pytest.mark.parametrize(
    ("who", "offered"), [("officer", True), ("smz.contact", False), ("regional", False), ("rav.front", False)]
)
def test_a_wrong_closing_is_annulled_from_the_page_by_whoever_closes(who: str, *, offered: bool) -> None:
    address, client = case_at("closed"), browser(who)
    assert (f'href="{address}reopen/"' in client.get(address).content.decode()) is offered
    assert (client.get(f"{address}reopen/").status_code == 200) is offered


@pytest.mark.parametrize("who", ["rav.contact", "smz.contact"])
def test_the_case_leads_both_halves_of_the_tandem_to_the_next_step_of_the_coaching(who: str) -> None:
    with transaction.atomic():
        dossier_id = scene.decided(outcome=SessionOutcome.COACHING)
        coaching.register(actor=become("rav.contact"), dossier_id=dossier_id, on=TODAY, registered_before=True)
    address, client = f"/cases/{dossier_id}/", browser(who)
    page = client.get(address).content.decode()
    assert f'href="{address}coaching/"' in page
    assert f'href="{address}coaching/end/"' not in page
    assert client.get(f"{address}coaching/end/").status_code in (400, 403)
    assert "Prepare the three-way talk" in client.get(f"{address}coaching/", follow=True).content.decode()
    post(client, f"{address}coaching/step/prepare-talk/", on=TODAY)
    assert "Record the three-way talk" in client.get(f"{address}coaching/", follow=True).content.decode()


def test_the_plan_leads_to_the_whole_plan() -> None:
    with transaction.atomic():
        dossier_id = plan_scene.running()
    page = browser("smz.contact").get(f"/cases/{dossier_id}/")
    assert f'href="/cases/{dossier_id}/plan/"' in page.content.decode()


def test_who_wrote_the_draft_goes_on_with_it_and_who_manages_reads_why_the_person_was_referred() -> None:
    draft = case_at("begun")
    shown = browser("rav.front").get(draft).content.decode()
    assert f'class="btn" href="{draft}referral/">Go on with the referral' in shown
    later = case_at("reported")
    for who in ("regional", "officer", "smz.contact"):
        assert f'href="{later}decision/">Referral' in browser(who).get(later).content.decode(), who
    assert "decision/" not in browser("iv.contact").get(later).content.decode()
    told = browser("regional").get(f"{later}decision/").content.decode()
    assert "Back to work after two years." in told
    assert "SMZ Test" in told


def test_the_banner_tells_the_decision_and_not_where_the_case_has_gone_since() -> None:
    later = case_at("assigned")
    shown = browser("rav.front").get(later).content.decode()
    assert "has decided on your referral</b><small>accepted: " in shown


def test_a_plan_sent_back_shows_what_the_coordination_proposes_and_leads_to_the_plan() -> None:
    with transaction.atomic():
        dossier_id = plan_scene.signed()
        plan.accept_part(actor=become("iv.contact"), dossier_id=dossier_id, answer=Answer.NO, comment="No entitlement.")
        signed = plan_scene.newest(dossier_id)
        plan.send_back(
            actor=become("regional"),
            dossier_id=dossier_id,
            expected_version=signed.version,
            alternatives="A course at half time.",
        )
    shown = browser("smz.contact").get(f"/cases/{dossier_id}/").content.decode()
    assert "Next: Draw up the action plan" in shown
    assert "A course at half time." in shown
