"""Dates of a meeting through their pages: offered, asked for by mail, chosen by link and page, fixed."""

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import Invitation, Meeting
from tests.journeys import meeting_scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become

from .mailing import Server, appointment, deliver_all, link

pytestmark = pytest.mark.django_db(transaction=True)
ONE = "iv.contact@test.example"
OTHER = "smz.contact@test.example"


def offered() -> Meeting:
    """Everybody has been asked which of two dates suit."""
    with transaction.atomic():
        meeting = meeting_scene.offered()
        meetings.ask(actor=become("secretariat"), meeting_id=meeting.id)
        return meeting


def slots(meeting: Meeting) -> list[Any]:
    with transaction.atomic():
        return meetings.slots(become("secretariat"), meeting.id)


def fixing(meeting: Meeting, slot: Any) -> str:
    return reverse("meetings:fix", args=[meeting.id, slot.id])


def test_dates_are_offered_on_the_page_and_a_broken_one_stays_as_typed() -> None:
    with transaction.atomic():
        meeting = meeting_scene.seated(meeting_scene.arranged())
    client, shown = browser("secretariat"), reverse("meetings:show", args=[meeting.id])
    offer = reverse("meetings:offer", args=[meeting.id])
    assert offer in text(client.get(shown))
    day = TODAY + timedelta(days=20)
    dates: dict[str, Any] = {"held_on_1": day, "begins_1": "09:00", "ends_1": "10:00"}
    assert "Offer at least two dates" in post(client, offer, 422, **dates)
    dates |= {"held_on_2": day, "begins_2": "09:30", "ends_2": "11:00"}
    page = post(client, offer, 422, **dates)
    assert "Two of the dates overlap" in page
    assert 'value="09:30"' in page
    assert "belong together" in post(client, offer, 422, **dates, begins_3="08:00")
    assert "ends before it begins" in post(client, offer, 422, **(dates | {"ends_2": "09:00"}))
    post(client, offer, **(dates | {"begins_2": "10:30"}))
    page = text(client.get(shown))
    assert "0 of 0" in page
    post(client, reverse("meetings:ask", args=[meeting.id]))
    page = text(client.get(shown))
    assert "4 parties are asked by mail." in page
    assert "1 party has no e-mail address" in page
    assert "Send the invitations" not in page


def test_by_link_one_chooses_once_and_the_organiser_sees_who_can_when(server: Server) -> None:
    meeting = offered()
    assert deliver_all() == []
    message = server.taken[ONE]
    assert not [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert "Zumtest" not in message.as_string()
    path, client = link(message), Client(headers={"accept-language": "en"})
    first, second = slots(meeting)
    assert str(first.id) in text(client.get(path))
    assert client.post(path, {"suits": "x"}).status_code == 422
    assert "You said on" in text(client.post(path, {"suits": [str(second.id)]}))
    assert "The link works once" in text(client.get(path))
    assert "The link works once" in text(client.post(path, {"suits": [str(first.id)]}))
    organiser, shown = browser("secretariat"), reverse("meetings:show", args=[meeting.id])
    page = text(organiser.get(shown))
    assert page.count("1 of 1") == 1
    assert page.count("0 of 1") == 1
    assert fixing(meeting, second) in page


def test_a_fixed_date_is_sent_as_an_appointment_and_ends_the_links(server: Server) -> None:
    meeting = offered()
    deliver_all()
    asked = link(server.taken[OTHER])
    first, _second = slots(meeting)
    server.taken.clear()
    post(browser("secretariat"), fixing(meeting, first))
    deliver_all()
    assert set(server.taken) >= {ONE, OTHER}
    method, event = appointment(server.taken[ONE])
    assert method == "REQUEST"
    assert event["DTSTART"].dt.date() == first.held_on
    gone = Client(headers={"accept-language": "en"}).get(asked)
    assert gone.status_code == 410
    assert "There is nothing to choose any more" in gone.content.decode()
    again = browser("secretariat").post(fixing(meeting, first), follow=True)
    assert "There is no date to choose any more" in again.content.decode()


def test_a_cancelled_offer_ends_the_links_and_is_told(server: Server) -> None:
    meeting = offered()
    deliver_all()
    asked = link(server.taken[ONE])
    post(browser("secretariat"), reverse("meetings:cancel", args=[meeting.id]))
    deliver_all()
    message = server.taken[ONE]
    assert not [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert "Abgesagt" in str(message["Subject"])
    assert Client().get(asked).status_code == 410


def test_signed_in_one_changes_the_choice_until_the_date_is_fixed() -> None:
    meeting = offered()
    first, second = slots(meeting)
    with transaction.atomic():
        own = meeting_scene.invitation_of(meeting, "iv.contact")
        person = Invitation.objects.get(meeting=meeting, party="person")
    client, choose = browser("iv.contact"), reverse("meetings:choose", args=[own.id])
    assert choose in text(client.get(reverse("meetings:show", args=[meeting.id])))
    post(client, choose, suits=[str(first.id)])
    assert "checked" in text(client.get(choose))
    post(client, choose, suits=[str(first.id), str(second.id)])
    organiser = browser("secretariat")
    post(organiser, reverse("meetings:choose", args=[person.id]), suits=[str(first.id)])
    page = text(organiser.get(reverse("meetings:show", args=[meeting.id])))
    assert "2 of 2" in page
    assert "1 of 2" in page
    post(organiser, fixing(meeting, first))
    assert "no date to choose any more" in post(client, choose, 422, suits=[str(second.id)])


def test_the_persons_letter_asks_which_dates_suit() -> None:
    meeting = offered()
    with transaction.atomic():
        become("secretariat")
        person = Invitation.objects.get(meeting=meeting, party="person")
    letter = reverse("meetings:letter", args=[person.id])
    client = browser("secretariat")
    assert letter in text(client.get(reverse("meetings:show", args=[meeting.id])))
    page = pypdf.PdfReader(io.BytesIO(client.get(letter).content)).pages[0].extract_text()
    assert page.count("09:00–10:00") == 2
    assert "Termine" in page
