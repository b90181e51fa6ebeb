"""Where the outcome of a meeting is recorded, by its kind; and the meetings of a case on its page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.access.public import enter_bearer
from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind, Party
from ciiz.journeys import meeting as journey
from tests.journeys import meeting_scene, plan_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
pytestmark = pytest.mark.django_db(transaction=True)


BEFORE_HAND_BACK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("register", {"registered": "now"}),
    ("prepare-talk", {}),
    ("hold-talk", {"text": "Gap"}),
    ("evaluate", {"goals": "Gap", "evaluates": "yes"}),
    ("set-up-measure", {"payer": "social_service", "agreed": "on"}),
)


def item_at(kind: MeetingKind, dossier_id: UUID, *people: str) -> UUID:
    """The item of a meeting of today at which these people sit."""
    meeting = meeting_scene.arranged(dossier_id, kind=kind, held_on=TODAY)
    meeting_scene.seated(meeting, people)
    return meeting_scene.item_of(meeting).id


def link(name: str, dossier_id: UUID, item_id: UUID) -> str:
    return f'href="{reverse(name, args=[dossier_id])}?item={item_id}"'


def test_a_session_that_the_case_awaits_is_recorded_by_the_coordination() -> None:
    with transaction.atomic():
        dossier_id = scene.accepted()
        item_id = item_at(MeetingKind.ROUND_TABLE, dossier_id, "smz.contact", "regional")
    page = reverse("meetings:item", args=[item_id])
    wanted = link("referrals:session", dossier_id, item_id)
    assert wanted in text(browser("regional").get(page))
    for name in ("secretariat", "smz.contact"):
        shown = text(browser(name).get(page))
        assert wanted not in shown
        assert "The coordination records the result." in shown


def test_a_session_that_the_case_does_not_await_says_so_instead_of_a_button() -> None:
    with transaction.atomic():
        dossier_id = plan_scene.running()
        item_id = item_at(MeetingKind.NETWORK, dossier_id, "smz.contact")
    client = browser("regional")
    shown = text(client.get(reverse("meetings:item", args=[item_id])))
    assert "does not wait for the result of a session" in shown
    assert link("referrals:session", dossier_id, item_id) not in shown
    answer = client.get(reverse("referrals:session", args=[dossier_id]), follow=True)
    assert "does not wait for the result of a session" in text(answer)


@pytest.mark.parametrize("kind", [MeetingKind.STOCKTAKING, MeetingKind.QUARTERLY])
def test_a_stock_taking_leads_to_the_plan_with_the_day_of_the_meeting(kind: MeetingKind) -> None:
    with transaction.atomic():
        dossier_id = plan_scene.running()
        item_id = item_at(kind, dossier_id, "smz.contact", "rav.contact")
    page = reverse("meetings:item", args=[item_id])
    client = browser(plan_scene.MANAGER)
    assert link("plans:stocktaking", dossier_id, item_id) in text(client.get(page))
    form = text(client.get(f"{reverse('plans:stocktaking', args=[dossier_id])}?item={item_id}"))
    assert f'name="held_on" value="{TODAY}"' in form
    assert "Record the stock-taking" in text(browser("regional").get(page))
    assert "The case manager records the stock-taking." in text(browser("secretariat").get(page))


def test_a_stock_taking_about_a_case_without_a_manager_says_what_comes_first() -> None:
    with transaction.atomic():
        item_id = item_at(MeetingKind.STOCKTAKING, scene.accepted(), "smz.contact")
    assert "as soon as the case has a case manager" in text(
        browser("regional").get(reverse("meetings:item", args=[item_id]))
    )


def test_a_three_way_talk_leads_to_the_step_of_the_coaching_that_waits_for_it() -> None:
    with transaction.atomic():
        dossier_id = scene.decided(outcome=SessionOutcome.COACHING)
        item_id = item_at(MeetingKind.THREE_WAY, dossier_id, "rav.contact", "smz.contact")
    page = reverse("meetings:item", args=[item_id])
    client = browser("rav.contact")
    assert "The coaching does not wait for a talk" in text(client.get(page))
    for name, data in (("register", {"registered": "now"}), ("prepare-talk", dict[str, Any]())):
        post(client, f"/cases/{dossier_id}/coaching/step/{name}/", on=TODAY, **data)
    wanted = link("coaching:waiting", dossier_id, item_id)
    assert wanted in text(client.get(page))
    answer = client.get(f"{reverse('coaching:waiting', args=[dossier_id])}?item={item_id}", follow=True)
    assert "coaching/step/hold-talk" in answer.request["PATH_INFO"]
    assert "Who coaches or manages the case records the talk." in text(browser("secretariat").get(page))


def test_a_three_way_talk_of_a_managed_case_is_a_contact() -> None:
    with transaction.atomic():
        dossier_id = plan_scene.running()
        item_id = item_at(MeetingKind.THREE_WAY, dossier_id, "smz.contact")
    client = browser(plan_scene.MANAGER)
    assert link("plans:log", dossier_id, item_id) in text(client.get(reverse("meetings:item", args=[item_id])))


def test_before_the_day_nothing_is_recorded() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited()
        item_id = meeting_scene.item_of(meeting).id
    shown = text(browser("regional").get(reverse("meetings:item", args=[item_id])))
    assert "Record the result" not in shown
    assert "records the result" not in shown


def test_the_page_of_a_case_names_its_meetings_and_leads_to_all_of_them_with_their_minutes() -> None:
    with transaction.atomic():
        dossier_id = scene.accepted()
        items = [
            meeting_scene.item_of(meeting_scene.invited(dossier_id, held_on=TODAY - timedelta(days=number))).id
            for number in range(6)
        ]
        ahead = meeting_scene.item_of(meeting_scene.invited(dossier_id)).id
    client = browser("regional")
    page = text(client.get(reverse("cases:case", args=[dossier_id])))
    shown = [reverse("meetings:item", args=[one]) in page for one in items]
    assert shown == [True] * 4 + [False] * 2
    every = reverse("meetings:of_case", args=[dossier_id])
    assert every in page
    listed = text(client.get(every))
    assert all(reverse("meetings:minutes_pdf", args=[one]) in listed for one in items)
    assert reverse("meetings:item", args=[ahead]) not in listed
    assert browser("regional.other").get(every).status_code == 404


def hand_in_for(item_id: UUID, party: Party) -> None:
    """Somebody from outside has handed in a report by link."""
    with transaction.atomic():
        made = meetings.invite_outside(
            actor=become("secretariat"),
            item_id=item_id,
            party=party,
            email="cabinet@test.example",
            language="fr",
            agreed_on=TODAY,
        )
        journey.invite(actor=become("secretariat"), meeting_id=made.meeting_id)
    with transaction.atomic():
        bearer = enter_bearer(object_id=made.id, verb="answer", until=TODAY, today=TODAY)
        assert bearer is not None
        meetings.hand_in(actor=bearer, invitation_id=made.id, file_name="balance.pdf", content=PDF)


def test_the_network_talk_of_the_provider_is_asked_for_from_its_step_and_leads_back_to_it() -> None:
    with transaction.atomic():
        dossier_id = scene.decided(outcome=SessionOutcome.COACHING)
    client = browser("rav.contact")
    steps = f"/cases/{dossier_id}/coaching/step/"
    for name, data in BEFORE_HAND_BACK:
        post(client, f"{steps}{name}/", on=TODAY, **data)
    ask = reverse("meetings:ask_office", args=[dossier_id])
    assert ask in text(client.get(f"{steps}hand-back/"))
    assert '<option value="network" selected>' in text(client.get(ask))
    post(client, ask, kind="network", due_on=TODAY)
    secretariat = browser("secretariat")
    arrange = reverse("meetings:arrange", args=[dossier_id])
    assert arrange in text(secretariat.get("/"))
    assert f"{reverse('meetings:new')}?case={dossier_id}" in secretariat.get(arrange)["location"]
    with transaction.atomic():
        item_id = item_at(MeetingKind.NETWORK, dossier_id, "rav.contact", "smz.contact")
    assert arrange not in text(secretariat.get("/"))
    assert "Handed in for the network session" not in text(client.get(f"{steps}hand-back/"))
    hand_in_for(item_id, Party.PROVIDER)  # documents are not in this consent
    page = text(client.get(f"{steps}hand-back/"))
    assert "1 report was handed in for the network session that the consent does not open to you" in page
    assert "balance.pdf" not in page
    hand_in_for(item_id, Party.DOCTOR)
    page = text(client.get(f"{steps}hand-back/"))
    assert "Handed in for the network session" in page
    assert "balance.pdf" in page
    wanted = link("coaching:waiting", dossier_id, item_id)
    assert wanted in text(client.get(reverse("meetings:item", args=[item_id])))
    assert secretariat.get(ask).status_code == 403
