"""Meetings through their pages: arranged, chosen, invited, answered by link, held; mails through a real dialogue."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ciiz.domain.cases.public import case
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Party, Reply
from ciiz.domain.meetings.public import Invitation, Meeting
from ciiz.domain.organisations.models import Membership
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.postgres.roles import WORKER
from ciiz.jobs.periodic.meetings import reminders
from ciiz.journeys import consent
from ciiz.journeys import meeting as journey
from ciiz.web.meetings.views import show
from tests.harness.databases import connected_as
from tests.journeys import meeting_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become, membership

from .mailing import Server, appointment, deliver_all, link, words

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = "iv.contact@test.example"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def invited(**how: Any) -> Meeting:
    with transaction.atomic():
        return meeting_scene.invited(**how)


def test_from_the_case_to_the_invitations_in_the_browser() -> None:
    with transaction.atomic():
        dossier_id = scene.accepted()
    client = browser("secretariat")
    start = reverse("meetings:new") + f"?case={dossier_id}"
    assert start in text(browser("regional").get(f"/cases/{dossier_id}/"))
    page = text(client.get(start))
    (number,) = re.findall(r'name="ticked" value="([^"]+)"[^>]* checked', page)
    day = TODAY + timedelta(days=14)
    sent: dict[str, Any] = {"kind": "round_table", "ticked": number, "held_on": day, "begins": "09:00", "ends": "10:00"}
    assert "a room or a video link" in post(client, start, 422, **sent)
    post(client, start, **sent, place="Gap", parts_by=TODAY + timedelta(days=7))
    with transaction.atomic():
        become("secretariat")
        meeting = Meeting.objects.get()
    people = reverse("meetings:people", args=[meeting.id])
    with transaction.atomic():
        item = meeting_scene.item_of(meeting)
    chosen = [membership(name).id for name in ("iv.contact", "smz.contact")]
    post(client, people, members=chosen, persons=[item.id])
    shown = reverse("meetings:show", args=[meeting.id])
    assert text(client.get(shown)).count(">not invited yet<") == 3
    post(client, reverse("meetings:invite", args=[meeting.id]))
    page = text(client.get(shown))
    assert "2 invitations are on their way." in page
    assert "1 party has no e-mail address" in page
    assert "2 parts are missing" in page
    assert Mail.objects.count() == 2


def test_an_invitation_is_a_mail_with_an_appointment_that_names_nobody(server: Server) -> None:
    meeting = invited()
    assert deliver_all() == []
    message = server.taken["smz.contact@test.example"]
    method, event = appointment(message)
    with transaction.atomic():
        number = meeting_scene.item_of(meeting).case.number
    assert method == "REQUEST"
    assert str(event["SUMMARY"]) == f"Runder Tisch {number}"
    assert event["DTSTART"].dt == meeting.starts_at
    assert event["DTEND"].dt == meeting.ends_at
    assert (str(event["LOCATION"]), event["SEQUENCE"]) == ("Gap", 0)
    assert not re.search(r"Zumtest|Anna", message.as_string())


def gone_page(link: str) -> str:
    """What a link says that does not hold any more."""
    answer = Client(headers={"accept-language": "en"}).get(link)
    assert answer.status_code == 410
    return answer.content.decode()


def test_a_move_updates_the_same_appointment_and_a_cancellation_takes_it_away(server: Server) -> None:
    meeting = invited()
    deliver_all()
    _, before = appointment(server.taken["smz.contact@test.example"])
    old = link(server.taken["smz.contact@test.example"])
    client = browser("secretariat")
    day = meeting.held_on + timedelta(days=1)
    sent: dict[str, Any] = {"held_on": day, "begins": "14:00", "ends": "15:00", "place": "Gap", "version": 1}
    post(client, reverse("meetings:move", args=[meeting.id]), **sent)
    assert "Somebody else has saved" in post(client, reverse("meetings:move", args=[meeting.id]), 422, **sent)
    deliver_all()
    method, moved = appointment(server.taken["smz.contact@test.example"])
    assert (method, moved["UID"], moved["SEQUENCE"]) == ("REQUEST", before["UID"], 1)
    assert f"{moved['DTSTART'].dt:%H:%M}" == "14:00"
    assert "You have got a new mail with a new link: please answer there." in gone_page(old)
    post(client, reverse("meetings:cancel", args=[meeting.id]))
    new = link(server.taken["smz.contact@test.example"])
    deliver_all()
    method, gone = appointment(server.taken["smz.contact@test.example"])
    assert (method, gone["UID"], gone["SEQUENCE"]) == ("CANCEL", before["UID"], 2)
    assert str(gone["STATUS"]) == "CANCELLED"
    assert "The meeting was cancelled. You need not do anything." in gone_page(new)
    assert "The meeting was cancelled. You need not do anything." in gone_page(old)


def test_a_mail_refused_for_one_of_twelve_leaves_eleven_and_the_organiser_sees_it(server: Server) -> None:
    server.refuses = REFUSED
    with transaction.atomic():
        meeting = meeting_scene.seated(meeting_scene.arranged())
        item, actor = meeting_scene.item_of(meeting), become("secretariat")
        for number in range(8):
            meetings.invite_outside(
                actor=actor,
                item_id=item.id,
                party=Party.DOCTOR,
                email=f"doctor{number}@test.example",
                language="fr",
                agreed_on=TODAY,
            )
        assert journey.invite(actor=actor, meeting_id=meeting.id) == (12, 1)
    assert deliver_all() == ["SMTPRecipientsRefused"]
    assert len(server.taken) == 11
    page = text(browser("secretariat").get(reverse("meetings:show", args=[meeting.id])))
    assert page.count("The mail was refused") == 1
    assert page.count("mail sent, ") == 11


def test_by_link_one_answers_once_without_signing_in(server: Server) -> None:
    meeting = invited()
    deliver_all()
    path = link(server.taken[REFUSED])
    client = Client(headers={"accept-language": "en"})
    page = text(client.get(path))
    assert "Gap" in page
    assert "Zumtest" not in page
    assert client.post(path, {}).status_code == 422
    assert "you do not come" in text(client.post(path, {"reply": "no", "excuse": "absent"}))
    assert "The link works once" in text(client.get(path))
    assert "The link works once" in text(client.post(path, {"reply": "yes"}))
    with transaction.atomic():
        become("secretariat")
        answered = Invitation.objects.get(meeting=meeting, membership=membership("iv.contact"))
    assert (answered.reply, answered.excuse, answered.replied_on) == ("no", "absent", TODAY)
    shown = text(browser("secretariat").get(reverse("meetings:show", args=[meeting.id])))
    assert "does not come: Holiday or absence" in shown
    assert Client().get(reverse("meetings:reply", args=["forged"])).status_code == 410


def test_reminders_go_out_once_to_those_who_have_not_declined(server: Server) -> None:
    meeting = invited(held_on=TODAY + timedelta(days=2))
    deliver_all()
    path = link(server.taken[REFUSED])
    Client().post(path, {"reply": "no"})
    server.taken.clear()
    with connected_as(WORKER):
        assert reminders(TODAY - timedelta(days=1)) == 0
        assert reminders(TODAY) == 3
        assert reminders(TODAY) == 0
    deliver_all()
    assert REFUSED not in server.taken
    assert len(server.taken) == 3
    assert meeting.id


def test_at_the_table_positions_decisions_and_the_result_stand_on_one_screen(server: Server) -> None:
    meeting = invited(held_on=TODAY, parts_by=TODAY)
    with transaction.atomic():
        item = meeting_scene.item_of(meeting)
    partner, coordination = browser("iv.contact"), browser("regional")
    position = reverse("meetings:position", args=[item.id])
    assert position in text(partner.get(f"/cases/{item.dossier_id}/"))
    post(
        partner,
        position,
        category="work",
        text="Retraining is possible.",
        measures="Six months",
        may_decide="on",
        version=0,
    )
    post(
        partner,
        position,
        category="work",
        text="Retraining is wanted.",
        measures="Six months",
        may_decide="on",
        version=1,
    )
    post(partner, position, 422, category="work", text="Retraining is late.", version=1)
    screen = reverse("meetings:item", args=[item.id])
    assert "Retraining is wanted." in text(coordination.get(screen))
    decide = reverse("meetings:decide", args=[item.id])
    due = TODAY + timedelta(days=7)
    post(
        coordination,
        decide,
        text="Asks the employer.",
        category="work",
        membership=membership("smz.contact").id,
        due_on=due,
    )
    post(coordination, reverse("meetings:attendance", args=[meeting.id]), **_present(meeting))
    record = f"/cases/{item.dossier_id}/session/?item={item.id}"
    assert record.replace("&", "&amp;") in text(coordination.get(screen))
    form = text(coordination.get(record))
    there = re.findall(r'name="participants" value="([^"]+)"[^>]*checked', form)
    assert len(there) == 2
    post(coordination, record, kind="round_table", held_on=TODAY, participants=there, outcome="case_management")
    assert "Result: Case management" in text(coordination.get(screen))
    with transaction.atomic():
        (task,) = [one for one in of_case(become("smz.contact"), item.dossier_id) if one.kind == "carry_out_decision"]
    decision = reverse("meetings:decision", args=[task.subject_id])
    carrying = browser("smz.contact")
    assert "It is carried out" in text(carrying.get(decision))
    post(carrying, decision)
    assert "It is carried out" not in text(carrying.get(decision))


def _present(meeting: Meeting) -> dict[str, Any]:
    with transaction.atomic():
        found = [meeting_scene.invitation_of(meeting, name) for name in ("iv.contact", "smz.contact")]
    return {f"guest_{one.id.hex}": "present" for one in found}


@pytest.mark.parametrize(("language", "word"), [("de", "Protokoll"), ("fr", "Procès-verbal"), ("it", "Verbale")])
def test_minutes_are_a_pdf_and_a_word_file_with_the_decisions(language: str, word: str) -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited(held_on=TODAY)
        meeting_scene.held(meeting)
        item = meeting_scene.item_of(meeting)
    client = browser("secretariat", language)
    pdf = client.get(reverse("meetings:minutes_pdf", args=[item.id])).content
    written = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    made = docx.Document(io.BytesIO(client.get(reverse("meetings:minutes_word", args=[item.id])).content))
    paragraphs = "\n".join(one.text for one in made.paragraphs)
    cells = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    assert word in written
    assert word in paragraphs
    for text_of in (written, paragraphs + cells):
        assert item.case.number in text_of
        assert "smz.contact Test" in text_of


def test_minutes_are_told_by_mail_without_content(server: Server) -> None:
    meeting = invited(held_on=TODAY)
    deliver_all()
    server.taken.clear()
    with transaction.atomic():
        item = meeting_scene.item_of(meeting)
    post(browser("secretariat"), reverse("meetings:send_minutes", args=[item.id]))
    deliver_all()
    assert len(server.taken) == 4
    body = server.taken[REFUSED].get_content()
    assert f"https://ciiz.example/meetings/items/{item.id}/" in body
    assert "Zumtest" not in body


def test_a_person_without_address_is_invited_by_letter_and_that_is_noted() -> None:
    meeting = invited()
    client = browser("secretariat")
    with transaction.atomic():
        become("secretariat")
        person = Invitation.objects.get(meeting=meeting, party="person")
    letter = reverse("meetings:letter", args=[person.id])
    assert letter in text(client.get(reverse("meetings:show", args=[meeting.id])))
    page = pypdf.PdfReader(io.BytesIO(client.get(letter).content)).pages[0].extract_text()
    assert "Anna Zumtest" in page
    assert "09:00–10:00" in page
    taking_part = " ".join(page.split()).partition("Am Gespräch nehmen teil: ")[2]
    assert taking_part.startswith("IIZ Test; IV Test; RAV Test; SMZ Test. Sie können eine Vertrauensperson")
    elsewhere = reverse("meetings:elsewhere", args=[person.id])
    post(client, elsewhere, channel="letter", on=TODAY)
    assert "went out already" in post(client, elsewhere, 422, channel="letter", on=TODAY)
    answer = reverse("meetings:invitation", args=[person.id])
    post(client, answer, reply="yes")
    assert "by letter" in text(client.get(reverse("meetings:show", args=[meeting.id])))


def test_a_person_with_an_address_is_invited_by_mail_in_their_language(server: Server) -> None:
    with transaction.atomic():
        dossier_id = scene.accepted()
        meeting = meeting_scene.arranged(dossier_id)
        known = persons.person(become("rav.contact"), dossier_id)
        assert known is not None
        persons.correct_identity(
            actor=become("rav.contact"),
            dossier_id=dossier_id,
            expected_version=known.version,
            changes={"email": "anna@test.example", "correspondence": "fr"},
        )
        meeting_scene.seated(meeting)
        assert journey.invite(actor=become("secretariat"), meeting_id=meeting.id) == (5, 0)
    deliver_all()
    message = server.taken["anna@test.example"]
    method, event = appointment(message)
    assert (method, str(event["SUMMARY"])) == ("REQUEST", "Table ronde")
    body = message.get_body(("plain",))
    assert body is not None
    assert "Vous pouvez être accompagné(e) d'une personne de confiance" in body.get_content()
    assert "Zumtest" not in message.as_string()


def test_the_organiser_sees_who_may_no_longer_sit_there() -> None:
    meeting = invited()
    page = reverse("meetings:show", args=[meeting.id])
    client = browser("secretariat")
    assert "not open to them on that day" not in text(client.get(page))
    with transaction.atomic():
        item, actor = meeting_scene.item_of(meeting), become("rav.contact")
        (given,) = consents.of_dossier(actor, item.dossier_id)
        consent.withdraw(actor=actor, consent_id=given.id, how=WithdrawalForm.TALK)
    shown = text(client.get(page))
    assert "Some may no longer sit at a case on that day" in shown
    assert shown.count("not open to them on that day") == 2
    assert "not open to them on that day" not in text(browser("smz.contact").get(page))


def test_the_list_tells_the_organiser_who_does_not_come() -> None:
    meeting = invited()
    with transaction.atomic():
        one = meeting_scene.invitation_of(meeting, "iv.contact")
        meetings.answer(actor=become("iv.contact"), invitation_id=one.id, reply=Reply.NO, excuse=None)
    listed = text(browser("secretariat").get(reverse("meetings:list")))
    assert "1 does not come" in listed
    assert "3 have not answered" in listed
    assert "does not come" not in text(browser("smz.contact").get(reverse("meetings:list")))


def test_conflicts_of_people_the_chair_and_the_person_are_pointed_out() -> None:
    with transaction.atomic():
        dossier_id = scene.accepted()
        for _number in range(2):
            meeting = meeting_scene.seated(meeting_scene.arranged(dossier_id))
    with transaction.atomic():
        become("officer")
        away = Membership.objects.filter(id=membership("iv.contact").id)
        away.update(absent_from=meeting.held_on, absent_to=meeting.held_on, deputy=membership("smz.contact"))
    shown = text(browser("secretariat").get(reverse("meetings:show", args=[meeting.id])))
    assert shown.count("also invited at that time: Round table") == 5
    assert "absent on that day; deputy: smz.contact Test" in shown


def test_after_a_cancellation_the_organiser_sees_whom_no_mail_tells() -> None:
    meeting = invited()
    client = browser("secretariat")
    with transaction.atomic():
        become("secretariat")
        person = Invitation.objects.get(meeting=meeting, party="person")
    post(client, reverse("meetings:elsewhere", args=[person.id]), channel="telephone", on=TODAY)
    post(client, reverse("meetings:cancel", args=[meeting.id]))
    shown = text(client.get(reverse("meetings:show", args=[meeting.id])))
    told = shown.partition("tell them yourselves that the meeting does not take place:")[2]
    assert told.strip().startswith("The person themselves")
    assert "by telephone" in told[:80]


def test_whoever_is_not_wanted_any_more_learns_of_it_and_a_case_leaves_the_agenda(server: Server) -> None:
    meeting = invited()
    client = browser("secretariat")
    deliver_all()
    with transaction.atomic():
        gone = meeting_scene.invitation_of(meeting, "iv.contact")
        item = meeting_scene.item_of(meeting)
    post(client, reverse("meetings:withdraw", args=[gone.id]))
    deliver_all()
    assert appointment(server.taken[REFUSED])[0] == "CANCEL"
    assert "Einladung zurückgezogen" in words(server.taken[REFUSED])
    post(client, reverse("meetings:off", args=[item.id]))
    with transaction.atomic():
        assert meetings.agenda(become("secretariat"), meeting.id) == []


def test_two_meetings_at_the_same_time_are_pointed_out() -> None:
    invited()
    with transaction.atomic():
        second = meeting_scene.seated(meeting_scene.arranged())
    page = text(browser("secretariat").get(reverse("meetings:show", args=[second.id])))
    assert page.count("also invited at that time: Round table") == 4
    assert "At the same time in this room or led by the same person: Round table" in page


def test_a_doctor_reads_no_case_number_and_a_cancellation_says_what_it_is(server: Server) -> None:
    with transaction.atomic():
        doctor = meeting_scene.with_doctor()
        number = case(become("secretariat"), meeting_scene.item_of(doctor.meeting).dossier_id).number
    deliver_all()
    mail = server.taken["cabinet@test.example"]
    assert "Table ronde" in words(mail)
    assert number not in mail.as_string()
    post(browser("secretariat"), reverse("meetings:cancel", args=[doctor.meeting_id]))
    deliver_all()
    assert "n'a pas lieu" in words(server.taken["cabinet@test.example"])


def test_on_the_screen_of_the_room_stands_who_takes_part_though_nobody_of_it_sits_there() -> None:
    with transaction.atomic():
        meeting = meeting_scene.seated(meeting_scene.arranged(), ("smz.contact",))
        item = meeting_scene.item_of(meeting)
    page = text(browser("secretariat").get(reverse("meetings:item", args=[item.id])))
    assert "RAV Test" in page
    assert "No institution sits at this case yet." not in page


def test_somebody_without_an_account_is_invited_by_consent_or_agreement(server: Server) -> None:
    with transaction.atomic():
        meeting = meeting_scene.arranged()
        item = meeting_scene.item_of(meeting)
    client = browser("secretariat")
    guest = reverse("meetings:guest", args=[item.id])
    sent: dict[str, Any] = {"party": "doctor", "language": "fr", "email": "cabinet@example.org"}
    assert "when the person agreed" in post(client, guest, 422, **sent)
    post(client, guest, **sent, agreed_on=TODAY)
    post(client, reverse("meetings:invite", args=[meeting.id]))
    deliver_all()
    message = server.taken["cabinet@example.org"]
    assert "Invitation" in str(message["Subject"])
    path = link(message)
    assert "09:00–10:00" in text(Client(headers={"accept-language": "fr"}).get(path))


def test_a_meeting_on_a_holiday_of_the_canton_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "canton_values", lambda _code: replace(canton_values("ZZ"), code="VS"))
    with transaction.atomic():
        usual = meeting_scene.arranged()
        feast = meeting_scene.arranged(held_on=date(TODAY.year, 12, 25))
    client = browser("secretariat")
    words = "public holiday"
    assert words not in text(client.get(reverse("meetings:show", args=[usual.id])))
    assert words in text(client.get(reverse("meetings:show", args=[feast.id])))


def test_a_doctor_hands_in_a_report_by_the_link_and_says_that_they_come(server: Server) -> None:
    with transaction.atomic():
        found = meeting_scene.with_doctor()
    deliver_all()
    client = Client(headers={"accept-language": "en"})
    reply = link(server.taken["cabinet@test.example"])
    report = re.findall(r'href="(/meetings/report/[^"]+)"', text(client.get(reply)))[0]
    page = text(client.get(report))
    assert "Zumtest" not in page
    refused = client.post(report, {"file": SimpleUploadedFile("report.pdf", b"MZ\x90\x00")})
    assert refused.status_code == 422
    assert "Allowed are PDF" in refused.content.decode()
    assert client.post(report, {}).status_code == 422
    assert "has arrived" in text(client.post(report, {"file": SimpleUploadedFile("report.pdf", PDF)}))
    assert "1 file has been handed in" in text(client.get(report))
    assert "You said on" in text(client.post(reply, {"reply": "yes"}))
    assert report in text(client.get(reply))
    organiser = browser("secretariat")
    assert "1 report handed in" in text(organiser.get(reverse("meetings:show", args=[found.meeting_id])))
    screen = reverse("meetings:item", args=[found.item_id])
    assert "report.pdf" in text(browser("regional").get(f"{screen}?own=1"))
    assert "report.pdf" not in text(organiser.get(f"{screen}?own=1"))
    assert "report.pdf" not in text(browser("regional").get(screen))
    post(organiser, reverse("meetings:cancel", args=[found.meeting_id]))
    assert client.get(report).status_code == 410


def test_what_is_missing_stands_at_each_institution() -> None:
    meeting = invited(parts_by=TODAY)
    client = browser("secretariat")
    shown = reverse("meetings:show", args=[meeting.id])
    before = text(client.get(shown)).count(">missing<")
    with transaction.atomic():
        item = meeting_scene.item_of(meeting)
    position = reverse("meetings:position", args=[item.id])
    partner = browser("iv.contact")
    assert "Documents of your institution" in text(partner.get(position))
    post(partner, position, category="work", text="Gap", tried="A trial", measures="Training", version=0)
    assert text(client.get(shown)).count(">missing<") == before - 3
    assert "A trial" in text(browser("regional").get(reverse("meetings:item", args=[item.id])))
