"""The small form from anywhere: prefilled, by keyboard, by initials; and the list beside the cases."""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciiz.domain.organisations.public import save_absence
from ciiz.journeys import consent
from tests.journeys import scene
from tests.web.browsers import browser, case_at
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)


def sent(client: Client, **values: Any) -> HttpResponse:
    """What the form answers."""
    called = membership("smz.contact").id
    data = {
        "whom": f"m{called}",
        "kind": "exchange",
        "subject": "Rent",
        "basis": "none",
        "occurred_on": TODAY.isoformat(),
        **values,
    }
    return client.post("/contacts/new/", data)  # type: ignore[return-value]


def shown(answer: Any) -> str:
    """The person whom the form shows before anything is attached to them."""
    page = answer.content.decode()
    assert "Is it this person? Then save once more." in page
    chosen = re.search(r'name="dossier" value="([^"]+)"[^>]*checked', page)
    assert chosen is not None
    return chosen[1]


def confirmed(client: Client, **changes: str) -> Any:
    """The same, once the person found was looked at."""
    return sent(client, **changes, dossier=shown(sent(client, **changes)))


def test_a_name_that_is_typed_finds_the_person() -> None:
    case_at("forwarded")
    client = browser("rav.contact")
    answer = confirmed(client, who="zumt", minutes="5", outcome="Sends the form")
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Zumtest Anna, 1984" in page
    assert "Only the institution that logged it reads this" in page
    listed = client.get("/contacts/").content.decode()
    assert answer.headers["Location"] in listed
    assert "Zumtest" in client.get("/contacts/export.csv").content.decode("utf-8-sig")
    assert answer.headers["Location"] not in browser("smz.contact").get("/contacts/").content.decode()
    assert browser("smz.contact").get(answer.headers["Location"]).status_code == 404


@pytest.mark.parametrize("opened", [True, False])
def test_the_page_says_whether_the_other_institution_reads_it_today(opened: bool) -> None:
    dossier = case_at("assigned" if opened else "begun").split("/")[2]
    client = browser("rav.contact")
    page = sent(client, dossier=dossier, basis="consent").headers["Location"]
    shown = client.get(page).content.decode()
    reads = browser("smz.contact").get(page).status_code == 200
    assert reads is opened
    assert ("reads this too. Nobody else does." in shown) is opened
    assert ("does not read this today" in shown) is not opened


def test_who_exchanged_by_statute_is_told_to_inform_the_person_and_says_that_it_is_done() -> None:
    dossier = case_at("assigned").split("/")[2]
    client = browser("rav.contact")
    page = sent(client, dossier=dossier, basis="statute:unclear_payer").headers["Location"]
    shown = client.get(page).content.decode()
    assert "Art. 85f para. 3 AVIG" in shown
    assert "Afterwards the person is informed of the exchange and of its content." in shown
    assert "Art. 85f al. 3 LACI" in browser("rav.contact", "fr").get(page).content.decode()
    assert page in client.get("/").content.decode()
    assert client.post(f"{page}informed/").status_code == 302
    assert "The person is informed" not in client.get(page).content.decode()
    assert "Person informed about the exchange of data" in client.get(f"/cases/{dossier}/").content.decode()


def test_people_of_the_same_name_are_asked_about() -> None:
    first = case_at("forwarded").split("/")[2]
    with transaction.atomic():
        scene.begun(identity={**scene.IDENTITY, "given_names": "Berta"})
    client = browser("rav.contact")
    answer = sent(client, who="zumt")
    assert answer.status_code == 422
    assert "choose one" in answer.content.decode()
    assert sent(client, who="zumt", dossier=first).status_code == 302


def test_a_hidden_person_is_called_like_nobody_and_initials_do() -> None:
    case = case_at("forwarded").split("/")[2]
    client = browser("iv.contact")
    assert "Nobody open to you" in sent(client, who="zumt").content.decode()
    assert sent(client, dossier=case).status_code == 422
    answer = sent(client, initials="A. Z.", birth_year="1984", basis="anonymous")
    assert answer.status_code == 302
    assert "A. Z., 1984" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"initials": "A", "birth_year": "12"},
        {"initials": "A", "whom": "m999999"},
        {"initials": "A", "whom": "x"},
        {"initials": "A", "subject": ""},
        {"initials": "A", "basis": "consent"},
        {"initials": "A", "minutes": "9999"},
        {"initials": "A", "occurred_on": "2999-01-01"},
        {"initials": "A", "dossier": "nonsense"},
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(values: dict[str, str]) -> None:
    client = browser("rav.contact")
    assert sent(client, **values).status_code == 422
    assert "No contact has been logged yet." in client.get("/contacts/").content.decode()


def test_who_is_absent_and_who_stands_in_is_said_where_they_are_chosen() -> None:
    away, deputy = membership("smz.contact"), membership("smz.front")
    with transaction.atomic():
        save_absence(
            actor=become("smz.contact"),
            membership_id=away.id,
            deputy_id=deputy.id,
            absent_from=TODAY,
            absent_to=TODAY,
        )
    page = browser("rav.contact").get("/contacts/new/").content.decode()
    told = re.search(rf'value="m{away.id}"[^>]*data-away="([^"]+)"', page)
    assert told is not None
    assert f"Deputy: {deputy.user.full_name}" in told[1]
    assert page.count("data-away=") == 1


def test_the_link_of_every_page_knows_whom_it_is_about() -> None:
    address = case_at("forwarded")
    client = browser("rav.contact")
    case = address.split("/")[2]
    for page in (address, f"{address}person/"):
        assert f"/contacts/new/?about={case}" in client.get(page).content.decode()
    known = membership("smz.contact").id
    assert f"/contacts/new/?with={known}" in client.get(f"/directory/{known}/").content.decode()
    form = client.get(f"/contacts/new/?about={case}&with={known}").content.decode()
    assert re.search(rf'value="{case}"[^>]*checked', form)
    assert re.search(rf'value="m{known}"[^>]*selected', form)


def test_the_next_step_is_a_task_on_the_start_page_until_it_is_done() -> None:
    client = browser("rav.contact")
    answer = sent(client, initials="A. Z.", next_step="Call again", next_on=TODAY.isoformat())
    place = answer.headers["Location"]
    start = client.get("/").content.decode()
    assert "Take the next step after a contact" in start
    assert f'href="{place}"' in start
    assert "A. Z." in start
    assert client.get(place).status_code == 200
    client.post(f"{place}done/")
    assert "Take the next step after a contact" not in client.get("/").content.decode()


@pytest.mark.parametrize("named", [True, False])
def test_a_contact_becomes_a_referral_without_typing_it_again(named: bool) -> None:
    client = browser("rav.contact")
    if named:
        with transaction.atomic():
            consent.begin(actor=become("rav.contact"), identity=scene.IDENTITY)
    about = {"who": "zumt"} if named else {"initials": "A. Z."}
    log = confirmed if named else sent
    place = log(client, **about, outcome="Needs a flat").headers["Location"]
    page = client.get(place).content.decode()
    way = re.search(r'href="(/check/[^"]+)"', page)
    assert way is not None
    address = way[1].replace("&amp;", "&")
    check = client.get(address).content.decode()
    assert "Rent" in check
    assert ("Zumtest Anna" in check) is named
    who = {} if named else {"family_name": "Zumtest", "given_names": "Anna"}
    answer = client.post(address, {**who, "occasion": "change", "indicated": "round_table"})
    assert answer.status_code == 302
    assert "Needs a flat" in client.get(answer.headers["Location"]).content.decode()
    page = client.get(place).content.decode()
    assert "To the case" in page
    assert "Make a referral of it" not in page
    assert browser("smz.contact").get(address).status_code == 404


@pytest.mark.parametrize("who", ["secretariat", "legal", "steering", "national"])
def test_who_works_with_nobody_logs_nothing(who: str) -> None:
    client = browser(who)
    assert client.get("/contacts/").status_code == 404
    assert sent(client, initials="A").status_code == 404


def test_a_status_inquiry_is_the_smallest_form() -> None:
    client = browser("rav.contact")
    page = client.get("/contacts/new/?kind=status_inquiry").content.decode()
    always, _summary, folded = page.partition("<summary>Subject, outcome")
    assert 'name="application"' in always
    assert 'name="until"' in always
    assert 'name="subject"' not in always
    assert 'name="subject"' in folded
    place = sent(
        client, initials="A. Z.", kind="status_inquiry", subject="", application="pending", stage="Medical report"
    ).headers["Location"]
    shown = client.get(place).content.decode()
    assert "Medical report" in shown
    assert "not entered" in shown
    row = next(line for line in client.get("/contacts/").content.decode().splitlines() if place in line)
    assert "Status inquiry" in row


@pytest.mark.parametrize("kind", ["", "exchange", "hotline", "nonsense"])
def test_other_contacts_ask_for_no_application_and_need_a_subject(kind: str) -> None:
    client = browser("rav.contact")
    page = client.get(f"/contacts/new/?kind={kind}").content.decode()
    assert 'name="application"' not in page
    assert re.search(r'name="kind" value="(exchange|hotline)"', page)
    assert sent(client, initials="A. Z.", kind=kind or "advice", subject="").status_code == 422


def test_choosing_what_a_contact_is_for_keeps_whom_it_is_about() -> None:
    case = case_at("forwarded").split("/")[2]
    known = membership("smz.contact").id
    page = browser("rav.contact").get(f"/contacts/new/?about={case}&with={known}").content.decode()
    assert f'href="?kind=hotline&amp;about={case}&amp;with={known}"' in page


def test_saving_asks_at_most_14_questions_with_session_log_and_submission() -> None:
    case_at("forwarded")
    client = browser("rav.contact")
    known = shown(sent(client, who="zumt"))
    sent(client, who="zumt", dossier=known)
    with CaptureQueriesContext(connection) as asked:
        assert sent(client, who="zumt", dossier=known).status_code == 302
    questions = [one["sql"] for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(questions) <= 14, "\n".join(question[:150] for question in questions)
