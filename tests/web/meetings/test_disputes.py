"""Disputes through their pages: opened from the case, led on by whoever's turn it is, ended."""

import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.meetings.enums import MeetingKind
from ciiz.domain.meetings.public import Dispute
from tests.journeys import meeting_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "Wer zahlt die Ausbildung?"


def opened() -> Dispute:
    with transaction.atomic():
        dossier_id = scene.accepted()
    client = browser("iv.contact")
    address = reverse("meetings:disputes", args=[dossier_id])
    assert address in text(client.get(f"/cases/{dossier_id}/"))
    assert "What is the dispute about?" in text(client.get(address))
    post(client, address, 422, about="  ")
    post(client, address, about=ABOUT)
    with transaction.atomic():
        become("regional")
        return Dispute.objects.get()


def test_from_the_case_to_the_outcome_each_does_what_is_their_turn() -> None:
    found = opened()
    here = reverse("meetings:dispute", args=[found.id])
    following = reverse("meetings:dispute_next", args=[found.id])
    outcome = reverse("meetings:dispute_outcome", args=[found.id])
    lead, officer, opener = browser("regional"), browser("officer"), browser("iv.contact")
    assert here in text(lead.get("/"))
    page = text(lead.get(here))
    assert ABOUT in page
    assert following in page
    assert f"{reverse('meetings:new')}?case={found.dossier_id}&amp;kind=dispute" in page
    assert following not in text(opener.get(here))
    assert outcome in text(opener.get(here))
    post(lead, following, held_on=TODAY)
    assert outcome not in text(opener.get(here))
    assert following not in text(lead.get(here))
    assert following in text(officer.get(here))
    post(officer, following, 422, position="RAV zahlt.", referred_on="2999-01-01")
    post(officer, following, position="RAV zahlt.", referred_on=TODAY)
    page = text(officer.get(here))
    assert "RAV zahlt." in page
    assert "waits for the answer of the legal commission" in page
    post(officer, following, answer="Je die Hälfte.", answered_on=TODAY)
    page = text(lead.get(here))
    assert "Je die Hälfte." in page
    post(lead, outcome, outcome="legal", words="So wird es gemacht.")
    page = text(opener.get(here))
    assert "settled by the legal commission" in page
    assert "So wird es gemacht." in page
    assert following not in page
    history = text(browser("smz.contact").get(reverse("cases:history", args=[found.dossier_id])))
    assert "Dispute ended" in history
    assert "So wird es gemacht." not in history
    assert ABOUT not in history


def test_others_of_the_case_learn_that_there_is_one_and_read_nothing_of_it() -> None:
    found = opened()
    other = browser("smz.contact")
    assert other.get(reverse("meetings:dispute", args=[found.id])).status_code == 404
    listed = reverse("meetings:disputes", args=[found.dossier_id])
    assert ABOUT not in text(other.get(listed))
    assert "A dispute is open in this case already" in post(other, listed, 422, about="Something else")
    assert browser("legal").get(listed).status_code == 404


def test_out_of_turn_a_page_refuses_and_says_why() -> None:
    found = opened()
    following = reverse("meetings:dispute_next", args=[found.id])
    outcome = reverse("meetings:dispute_outcome", args=[found.id])
    answer = browser("iv.contact").get(following)
    assert answer.status_code == 403
    assert "The coordination leads the dispute" in answer.content.decode()
    assert browser("rav.contact").get(outcome).status_code == 403
    assert "Choose a day between" in post(browser("regional"), following, 422, held_on="2020-01-01")
    post(browser("iv.contact"), outcome, outcome="withdrawn", words="")
    assert "no longer pursued" in text(browser("iv.contact").get(reverse("meetings:dispute", args=[found.id])))
    assert "What is the dispute about?" in text(
        browser("iv.contact").get(reverse("meetings:disputes", args=[found.dossier_id]))
    )


def test_the_session_of_a_dispute_is_arranged_as_a_meeting() -> None:
    found = opened()
    address = f"{reverse('meetings:new')}?case={found.dossier_id}&kind=dispute"
    lead = browser("regional")
    assert '<option value="dispute" selected>' in text(lead.get(address))
    with transaction.atomic():
        made = meeting_scene.arranged(found.dossier_id, kind=MeetingKind.DISPUTE, held_on=TODAY)
        item = meeting_scene.item_of(made)
    page = text(lead.get(reverse("meetings:item", args=[item.id])))
    assert f"{reverse('meetings:dispute_next', args=[found.id])}?item={item.id}" in page
