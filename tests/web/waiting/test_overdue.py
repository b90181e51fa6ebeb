"""What is long overdue: the coordination is told whom to call, and says how it goes on."""

from datetime import timedelta

import pytest
from django.db import transaction

from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.postgres.roles import WORKER
from ciiz.jobs.periodic import reminders
from tests.harness.databases import connected_as
from tests.journeys import scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def told() -> str:
    """A referral whose outcome nobody has read; the address at which the coordination sees to that."""
    with transaction.atomic():
        scene.accepted()
    with connected_as(WORKER):
        reminders.climb(TODAY)
        late = Task.objects.get(kind=Kind.READ_DECISION, escalated_on=TODAY, membership__user__first_name="rav.contact")
    return f"/tasks/{late.id}/overdue/"


def test_the_coordination_finds_it_on_the_start_page_and_whom_to_call_on_its_own() -> None:
    address = told()
    start = text(browser("regional").get("/"))
    assert "See to a task that is long overdue" in start
    assert address in start
    page = text(browser("regional").get(address))
    assert "Read the decision on your referral" in page
    assert "rav.contact Test, RAV Test" in page


def test_whoever_has_it_reads_that_the_coordination_was_told() -> None:
    told()
    page = text(browser("rav.contact").get("/"))
    assert "the coordination was told" in page
    assert "reminder today" in page


def test_a_new_term_is_recorded_and_the_coordination_is_done_with_it() -> None:
    address = told()
    client = browser("regional")
    assert "A new term ends after today" in post(client, address, expect=422, until=TODAY.isoformat())
    later = TODAY + timedelta(days=9)
    post(client, address, until=later.isoformat())
    assert client.get(address).status_code == 404
    assert address not in text(client.get("/"))
    with connected_as(WORKER):
        assert Task.objects.filter(state="open", due_on=later).exists()


def test_it_may_stay_as_it_is() -> None:
    address = told()
    client = browser("regional")
    post(client, address, until="")
    assert client.get(address).status_code == 404


def test_nobody_but_the_coordination_reaches_it() -> None:
    address = told()
    for name in ("rav.contact", "smz.contact", "regional.other", "officer"):
        assert browser(name).get(address).status_code == 404, name


def test_a_task_of_ones_own_and_seeing_to_it_stand_on_the_start_page_once() -> None:
    with transaction.atomic():
        scene.forwarded()
    with connected_as(WORKER):
        late = Task.objects.get(kind=Kind.DECIDE_REFERRAL)
        own = late.id
        late.id, late.kind, late.subject_id = uuid7(), Kind.SEE_TO_OVERDUE, own
        late.save(force_insert=True)
    page = text(browser("regional").get("/"))
    assert page.count("Decide on the referral</a>") == 1
    assert "See to a task that is long overdue</a>" not in page
    assert "One thing is waiting." in page
