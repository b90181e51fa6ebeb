"""The page of a case: one page, for those who see the case; hidden equals absent."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys import scene
from tests.worlds import membership

pytestmark = pytest.mark.django_db(transaction=True)


def browser(name: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(membership(name).user)
    return client


def make(stage: str = "assigned") -> str:
    from django.db import transaction

    with transaction.atomic():
        return f"/cases/{getattr(scene, stage)()}/"


@pytest.mark.parametrize("stage", ["begun", "forwarded", "accepted", "decided", "assigned", "reported", "closed"])
def test_the_page_opens_at_every_stage(stage: str) -> None:
    page = browser("rav.contact").get(make(stage))
    assert page.status_code == 200
    assert "Zumtest Anna" in page.content.decode()


@pytest.mark.parametrize("who", ["rav.front", "smz.contact", "regional", "officer", "secretariat"])
def test_whoever_takes_part_sees_the_case(who: str) -> None:
    assert browser(who).get(make()).status_code == 200


@pytest.mark.parametrize("who", ["regional.other", "thematic", "steering", "national", "legal"])
def test_for_others_it_does_not_exist(who: str) -> None:
    address = make()
    hidden, absent = browser(who).get(address), browser(who).get("/cases/00000000-0000-7000-8000-000000000000/")
    assert (hidden.status_code, absent.status_code) == (404, 404)


def test_the_page_asks_at_most_25_questions() -> None:
    address, client = make(), browser("smz.contact")
    client.get(address)
    with CaptureQueriesContext(connection, ) as asked:
        client.get(address)
    questions = [one["sql"] for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(questions) <= 25, "\n".join(question[:150] for question in questions)
