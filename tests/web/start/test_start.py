"""The start page says what waits, and is honest to those for whom nothing can."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.journal.public import Told
from ciiz.domain.organisations.models import Membership
from ciiz.journeys import contact
from ciiz.journeys.meeting import call_off
from ciiz.web.start import views
from tests.journeys import meeting_scene, scene
from tests.web.browsers import browser, case_at, text
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_coordinator_finds_the_referral_to_decide_on() -> None:
    address = case_at("forwarded")
    page = browser("regional").get("/").content.decode()
    assert "One thing is waiting." in page
    assert "Decide on the referral" in page
    assert address in page


@pytest.mark.parametrize(
    "who", ["rav.front", "rav.contact", "smz.contact", "regional", "thematic", "secretariat", "officer"]
)
@pytest.mark.parametrize("language", ["de", "fr"])
def test_everybody_with_cases_has_a_start_page(who: str, language: str) -> None:
    case_at("closed")
    assert browser(who, language).get("/").status_code == 200


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("steering", "does not compute figures"),
        ("national", "does not compute figures"),
        ("legal", "No case is open to this role"),
    ],
)
def test_roles_without_cases_are_told_why(who: str, said: str) -> None:
    case_at()
    page = browser(who).get("/").content.decode()
    assert said in page
    assert "Zumtest" not in page


def test_an_empty_desk_says_what_to_do() -> None:
    page = browser("rav.contact").get("/").content.decode()
    assert "Nothing is waiting for you." in page
    assert "/cases/" in page


def test_less_urgent_tasks_are_one_click_away(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = {case_at("forwarded"), case_at("forwarded")}
    monkeypatch.setattr(views, "SHOWN", 1)
    client = browser("regional")
    assert "Show more" in text(client.get("/"))
    page = text(client.get("/?tasks=all"))
    assert "Show more" not in page
    assert all(address in page[: page.index("</table>")] for address in addresses)


def test_the_contacts_of_the_office_are_counted_for_those_who_log_them_apart_from_the_cases() -> None:
    with transaction.atomic():
        dossier = scene.assigned()
        contact.log(
            actor=become("regional"),
            told=Told(kind=InformalKind.ADVICE, partner_id=institution("RAV").id, subject="Rent", occurred_on=TODAY),
            dossier_id=dossier,
        )
    page = text(browser("regional").get("/"))
    counted = re.search(r"Informal contacts of the IIZ office</dt>\s*<dd[^>]*>\s*(\d+)", page)
    assert counted is not None, page[page.find("Informal") :][:300]
    assert counted[1] == "1"
    assert "Informal contacts of the IIZ office" not in text(browser("secretariat").get("/"))
    assert "Informal contacts of the IIZ office" not in text(browser("rav.contact").get("/"))


def test_who_stands_in_sees_for_whom() -> None:
    with transaction.atomic():
        scene.assigned()
        become("officer")
        away = membership("smz.contact")
        deputy = membership("smz.front")
        Membership.objects.filter(id=away.id).update(deputy=deputy, absent_from=TODAY, absent_to=TODAY)
    assert "for smz.contact Test, who is absent" in text(browser("smz.front").get("/"))
    assert "who is absent" not in text(browser("smz.contact").get("/"))


def test_the_start_page_asks_at_most_16_questions() -> None:
    case_at()
    client = browser("smz.contact")
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    questions = [one["sql"] for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(questions) <= 16, "\n".join(question[:150] for question in questions)


def test_the_next_meeting_stands_on_the_start_page_and_on_its_case_until_it_is_cancelled() -> None:
    with transaction.atomic():
        dossier = scene.accepted()
        meeting = meeting_scene.invited(dossier)
    place = f'href="/meetings/{meeting.id}/">Round table, 09:00</a>'
    for who in ("smz.contact", "regional"):
        assert place in text(browser(who).get("/")), who
        assert place in text(browser(who).get(f"/cases/{dossier}/")), who
    with transaction.atomic():
        call_off(actor=become("secretariat"), meeting_id=meeting.id)
    assert place not in text(browser("smz.contact").get("/"))
    assert place not in text(browser("smz.contact").get(f"/cases/{dossier}/"))
