"""Choosing cases and people for a meeting: by name, by what was asked for, by the right to sit there."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.urls import reverse

from ciiz.domain.cases.public import case
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Excuse, MeetingKind, Reply
from ciiz.domain.meetings.public import Meeting
from ciiz.domain.organisations.models import Canton, Membership
from ciiz.domain.organisations.values import digest
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import agenda, consent
from ciiz.journeys import meeting as journey
from tests.journeys import meeting_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)
SENT: dict[str, Any] = {
    "kind": "round_table",
    "held_on": TODAY + timedelta(days=14),
    "begins": "09:00",
    "ends": "10:00",
    "place": "Gap",
}


def number_of(dossier_id: UUID) -> str:
    return case(become("secretariat"), dossier_id).number


def accepted() -> tuple[UUID, str]:
    with transaction.atomic():
        dossier_id = scene.accepted()
        return dossier_id, number_of(dossier_id)


def test_a_case_is_named_by_its_number_its_end_or_the_name_of_the_person() -> None:
    _dossier, number = accepted()
    new = reverse("meetings:new")
    client = browser("secretariat")
    for words in (number, number.lower(), number[3:], "Zumtest Anna", f"Zumtest, {number}"):
        page = post(client, new, **SENT, cases=words)
        assert page == ""
    with transaction.atomic():
        become("secretariat")
        assert Meeting.objects.count() == 5
    assert "Nobody called “Niemand” has an open case" in post(client, new, 422, **SENT, cases="Niemand")
    assert "There is no case 2026-9999" in post(client, new, 422, **SENT, cases="2026-9999")


def test_a_name_that_fits_several_cases_is_asked_back_with_their_numbers() -> None:
    numbers = {accepted()[1] for _ in range(2)}
    page = post(browser("secretariat"), reverse("meetings:new"), 422, **SENT, cases="Zumtest")
    assert "fits several cases" in page
    assert all(number in page for number in numbers)
    assert "Zumtest" not in post(browser("iv.contact"), reverse("meetings:new"), 403, **SENT, cases="Zumtest")


def test_what_is_wrong_with_a_meeting_is_said_at_once() -> None:
    sent = SENT | {"held_on": TODAY - timedelta(days=1), "place": ""}
    page = post(browser("secretariat"), reverse("meetings:new"), 422, **sent)
    for words in ("Choose today or a later day", "a room or a video link", "Choose or name at least one case"):
        assert words in page


def test_the_kind_that_was_asked_for_is_proposed_and_another_one_leaves_the_request_open() -> None:
    dossier_id, number = accepted()
    with transaction.atomic():
        agenda.ask_office(
            actor=become("regional"), dossier_id=dossier_id, kind=MeetingKind.ASSESSMENT, due_on=SENT["held_on"]
        )
    client = browser("secretariat")
    page = text(client.get(f"{reverse('meetings:new')}?case={dossier_id}"))
    assert '<option value="assessment" selected>' in page
    assert f'value="{membership("regional").id}" selected' in page
    post(client, reverse("meetings:new"), **SENT, ticked=number)
    assert asked(dossier_id)
    post(client, reverse("meetings:new"), **SENT | {"kind": "assessment"}, cases=number)
    assert not asked(dossier_id)


def asked(dossier_id: UUID) -> bool:
    with transaction.atomic():
        waiting = of_case(become("secretariat"), dossier_id)
    return any(task.kind == Kind.ARRANGE_SESSION for task in waiting)


def test_a_second_session_for_a_case_is_pointed_out_before_and_after() -> None:
    dossier_id, number = accepted()
    with transaction.atomic():
        meeting = meeting_scene.arranged(dossier_id)
    client = browser("secretariat")
    page = text(client.get(f"{reverse('meetings:new')}?case={dossier_id}"))
    assert f"Case {number} stands on an agenda already" in page
    assert reverse("meetings:show", args=[meeting.id]) in page
    answer = client.post(reverse("meetings:new"), {**SENT, "cases": number}, follow=True)
    assert f"Case {number} stands on an agenda already" in text(answer)


def test_the_list_names_the_cases_and_is_filtered_by_them() -> None:
    (_one, first), (other, second) = accepted(), accepted()
    with transaction.atomic():
        meeting_scene.arranged(other)
    client = browser("secretariat")
    page = text(client.get(reverse("meetings:list")))
    assert second in page
    assert "Zumtest Anna" in page
    assert second in text(client.get(reverse("meetings:list"), {"case": second}))
    page = text(client.get(reverse("meetings:list"), {"case": first}))
    assert second not in page
    assert "No meeting about such a case" in page
    page = text(browser("regional.other").get(reverse("meetings:list"), {"case": second}))
    assert "No meeting about such a case" in page


def test_the_right_to_sit_at_a_case_stands_beside_everybody() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited()
        item = meeting_scene.item_of(meeting)
        (found,) = consents.of_dossier(become("regional"), item.dossier_id)
    shown = reverse("meetings:show", args=[meeting.id])
    page = text(browser("secretariat").get(shown))
    assert "Dates can be offered as long as nobody is invited" in page
    assert page.count(f"consent until {day(found.until)}") == 4
    assert "consent until" not in text(browser("iv.contact").get(shown))
    with transaction.atomic():
        consent.withdraw(actor=become("rav.contact"), consent_id=found.id, how=WithdrawalForm.TALK)
    page = text(browser("secretariat").get(shown))
    assert "On that day no consent opens these cases any more" in page
    assert "coordinates the case" in page
    assert f"referred the case; consent ended on {day(TODAY - timedelta(days=1))}" in page


def test_those_in_charge_are_proposed_and_nobody_to_whom_no_case_is_open() -> None:
    with transaction.atomic():
        dossier_id = scene.assigned()
        meeting = meeting_scene.arranged(dossier_id, kind=MeetingKind.NETWORK)
        manager = case(become("regional"), dossier_id).case_manager_id
    people = reverse("meetings:people", args=[meeting.id])
    page = text(browser("secretariat").get(people))
    assert f'name="members" value="{manager}"' in page
    assert page.count(" checked") >= 1
    with transaction.atomic():
        (found,) = consents.of_dossier(become("regional"), dossier_id)
        consent.withdraw(actor=become("rav.contact"), consent_id=found.id, how=WithdrawalForm.TALK)
        proposal = journey.who_could_come(become("secretariat"), [meeting_scene.item_of(meeting)])
    assert manager in proposal.in_charge
    assert "no case is open to this institution on that day" in text(browser("secretariat").get(people))


def test_an_invitation_is_noted_on_a_day_between_the_opening_of_the_case_and_today() -> None:
    with transaction.atomic():
        meeting = meeting_scene.seated(meeting_scene.arranged())
        one = meeting_scene.invitation_of(meeting, "iv.contact")
        opened = meeting_scene.item_of(meeting).case.opened_on
    address = reverse("meetings:elsewhere", args=[one.id])
    client = browser("secretariat")
    sent: dict[str, Any] = {"channel": "telephone"}
    assert "still to come" in post(client, address, 422, **sent, on=TODAY + timedelta(days=1))
    assert "nobody was invited for it before" in post(client, address, 422, **sent, on=opened - timedelta(days=1))
    post(client, address, **sent, on=opened)


def test_a_refusal_waits_on_the_start_page_of_who_keeps_the_meeting_until_it_is_seen_to() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited()
        one = meeting_scene.invitation_of(meeting, "iv.contact")
        meetings.answer(actor=become("iv.contact"), invitation_id=one.id, reply=Reply.NO, excuse=Excuse.HEALTH)
    for who in ("secretariat", "regional"):
        page = text(browser(who).get("/"))
        assert "See to a refusal" in page
        assert f"Round table, {day(meeting.held_on)}: 1 does not come" in page
    for who in ("iv.contact", "regional.other"):
        assert "See to a refusal" not in text(browser(who).get("/"))
    post(browser("secretariat"), reverse("meetings:withdraw", args=[one.id]))
    assert "See to a refusal" not in text(browser("secretariat").get("/"))


def canton_asks(**rules: object) -> None:
    """The canton's values on meetings as the database holds them."""
    canton = Canton.objects.get(code="ZZ")
    changed = canton.values | {"meetings": canton.values["meetings"] | rules}
    with connection.cursor() as cursor:
        cursor.execute("SELECT shortcuts.canton('ZZ', '{}', %s, %s)", [json.dumps(changed), digest(changed)])


def test_what_the_canton_asks_of_a_round_table_is_said_as_long_as_it_is_lacking() -> None:
    canton_asks(least=3, compulsory=True)
    with transaction.atomic():
        meeting = meeting_scene.seated(meeting_scene.arranged(), ("rav.contact", "smz.contact", "regional"))
    shown = reverse("meetings:show", args=[meeting.id])
    page = text(browser("secretariat").get(shown))
    assert "at least 3 institutions sit at a case" in page
    assert "Presence is compulsory" not in page
    with transaction.atomic():
        meeting_scene.seated(meeting, ("iv.contact",))
        journey.invite(actor=become("secretariat"), meeting_id=meeting.id)
        one = meeting_scene.invitation_of(meeting, "smz.contact")
        meetings.answer(actor=become("smz.contact"), invitation_id=one.id, reply=Reply.NO, excuse=Excuse.HEALTH)
    page = text(browser("secretariat").get(shown))
    assert "at least 3 institutions sit at a case" not in page
    assert "Presence is compulsory" in page


def test_offered_dates_are_held_against_other_meetings_and_absences() -> None:
    with transaction.atomic():
        meeting_scene.invited(held_on=meeting_scene.DAY)
        meeting = meeting_scene.offered()
        who = membership("smz.contact")
        Membership.objects.filter(id=who.id).update(
            absent_from=meeting_scene.DAY + timedelta(days=1), absent_to=meeting_scene.DAY + timedelta(days=1)
        )
    page = text(browser("secretariat").get(reverse("meetings:show", args=[meeting.id])))
    assert page.count("invited then: Round table") == 4
    assert page.count("absent on that day") == 2
