"""The calendar at a secret address: own dates without names, until it ends, and not asked for without end."""

import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Reply
from ciiz.domain.organisations.models import CalendarFeed, Membership
from ciiz.foundation.ratelimits import RateLimit
from ciiz.web.waiting.views import calendar
from tests.journeys import meeting_scene
from tests.web.browsers import browser, case_at, post, text
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)


def made(name: str = "regional") -> str:
    """The path of a new calendar of somebody."""
    page = post(browser(name), reverse("waiting:calendar_make"), expect=200)
    found = re.search(r"/calendar/[\w-]{40,}[.]ics", page)
    assert found
    return found.group()


def dates(path: str) -> Calendar:
    """What a program that nobody has signed in finds there."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    return Calendar.from_ical(answer.content)


def test_own_dates_with_case_number_and_kind_in_the_own_language_and_no_names() -> None:
    case_at("forwarded")
    (event,) = dates(made()).walk("VEVENT")
    assert re.fullmatch(r"ZZ-\d+-\d+: Über die Fallmeldung entscheiden", str(event["SUMMARY"]))
    assert event.decoded("DTSTART") == TODAY - timedelta(days=30)
    whole = Client().get(made()).content.decode()
    assert "Zumtest" not in whole
    assert "/cases/" not in whole


def test_meetings_to_come_stand_in_it_until_one_declines() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited(held_on=TODAY + timedelta(days=2))
        item = meeting_scene.item_of(meeting)
    path = made("smz.contact")
    (event,) = (one for one in dates(path).walk("VEVENT") if "Runder Tisch" in str(one["SUMMARY"]))
    assert str(event["SUMMARY"]) == f"{item.case.number}: Runder Tisch"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (meeting.starts_at, meeting.ends_at)
    assert "Zumtest" not in Client().get(path).content.decode()
    with transaction.atomic():
        mine = meeting_scene.invitation_of(meeting, "smz.contact")
        meetings.answer(actor=become("smz.contact"), invitation_id=mine.id, reply=Reply.NO, excuse=None)
    assert not [one for one in dates(path).walk("VEVENT") if "Runder Tisch" in str(one["SUMMARY"])]


def test_others_dates_are_not_in_it() -> None:
    case_at("forwarded")
    assert not dates(made("smz.contact")).walk("VEVENT")


def test_only_a_digest_of_the_secret_is_kept_and_a_new_address_ends_the_old_one() -> None:
    old = made()
    secret = old.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in CalendarFeed.objects.get().digest
    new = made()
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_what_is_ended_opens_nothing() -> None:
    path, client = made(), browser("regional")
    assert "A calendar address exists since" in text(client.get(reverse("account")))
    post(client, reverse("waiting:calendar_end"))
    assert Client().get(path).status_code == 404
    assert "A calendar address exists since" not in text(client.get(reverse("account")))


def test_with_the_role_ends_the_calendar() -> None:
    path = made()
    with transaction.atomic():
        become("officer")
        Membership.objects.filter(id=membership("regional").id).update(valid_to=TODAY)
    assert Client().get(path).status_code == 404


def test_it_is_not_asked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "ASKED", 2)
    path = made()
    assert [Client().get(path).status_code for _ in range(3)] == [200, 200, 429]


def test_secrets_are_not_tried_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "TRIED", 2)
    assert [Client().get(f"/calendar/guess-{one}.ics").status_code for one in range(3)] == [404, 404, 429]
    assert RateLimit.objects.filter(count=3).exists()


def test_nobody_makes_a_calendar_of_somebody_else() -> None:
    with transaction.atomic():
        become("rav.contact")
        feed = CalendarFeed(membership=membership("regional"), digest="x", made_on=TODAY)
        with pytest.raises(ProgrammingError, match="own calendar"), transaction.atomic():
            feed.save(force_insert=True)
