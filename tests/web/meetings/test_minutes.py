"""Minutes through their pages: whom they have reached, letters to those without an account, what stands on the wall."""

import io

import pypdf
import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.access.public import Category
from ciiz.domain.meetings.enums import Party
from ciiz.domain.meetings.public import Invitation, Meeting
from ciiz.domain.persons import public as persons
from ciiz.journeys import agenda
from ciiz.journeys import meeting as journey
from tests.journeys import meeting_scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db(transaction=True)


def state(meeting: Meeting, who: str, words: str, category: Category) -> None:
    item_id = meeting_scene.item_of(meeting).id
    journey.state_position(
        actor=become(who),
        item_id=item_id,
        expected_version=0,
        text=words,
        measures="",
        may_decide=True,
        category=category,
    )


def words_of(answer: object) -> str:
    content = getattr(answer, "content", b"")
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def test_the_page_says_whom_the_minutes_have_reached_and_offers_a_letter_to_the_others() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited(held_on=TODAY)
        item = meeting_scene.item_of(meeting)
        actor = become("rav.contact")
        persons.correct_identity(
            actor=actor, dossier_id=item.dossier_id, expected_version=1, changes={"correspondence": "it"}
        )
        state(meeting, "iv.contact", "Reicht nicht", Category.WORK)
        become("secretariat")
        person = Invitation.objects.get(meeting=meeting, party=Party.PERSON)
    client = browser("secretariat")
    page = reverse("meetings:item", args=[item.id])
    assert text(client.get(page)).count("not reached yet") == 5
    post(client, reverse("meetings:send_minutes", args=[item.id]))
    shown = text(client.get(page))
    assert shown.count("told by mail") == 4
    letter = reverse("meetings:minutes_letter", args=[person.id])
    noting = reverse("meetings:minutes_elsewhere", args=[person.id])
    assert letter in shown
    assert noting in shown
    said = words_of(client.get(letter))
    assert "Verbale" in said
    assert "Le inviamo" in said
    assert "Zumtest" in said
    assert "Reicht nicht" in said
    post(client, noting, channel="letter", on=TODAY)
    shown = text(client.get(page))
    assert "not reached yet" not in shown
    assert "by letter" in shown


def test_a_letter_to_a_doctor_holds_nothing_that_no_consent_opens_to_them() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited(held_on=TODAY)
        item = meeting_scene.item_of(meeting)
        state(meeting, "iv.contact", "Nur hier", Category.WORK)
        doctor = agenda.invite_outside(
            actor=become("secretariat"), item_id=item.id, party=Party.DOCTOR, language="fr", agreed_on=TODAY
        )
    said = words_of(browser("secretariat").get(reverse("meetings:minutes_letter", args=[doctor.id])))
    assert "Procès-verbal" in said
    assert "Nur hier" not in said
    for name, status in (("iv.contact", 403), ("regional.other", 404)):
        answer = browser(name).get(reverse("meetings:minutes_letter", args=[doctor.id]))
        assert answer.status_code == status


def test_on_the_wall_stands_what_all_may_see_and_the_reader_finds_the_rest() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited(held_on=TODAY)
        item = meeting_scene.item_of(meeting)
        state(meeting, "iv.contact", "Fuer alle gesagt", Category.WORK)
        state(meeting, "smz.contact", "Nur der SMZ bekannt", Category.FINANCE)
    page = reverse("meetings:item", args=[item.id])
    client = browser("smz.contact")
    wall = text(client.get(page))
    assert "Shown is only what everybody who sits at this case may see." in wall
    assert "Fuer alle gesagt" in wall
    assert "Nur der SMZ bekannt" not in wall
    own = text(client.get(f"{page}?own=1"))
    assert "Nur der SMZ bekannt" in own
    assert "Do not put it on the wall" in own


def test_an_institution_chooses_the_category_of_its_part_as_its_branch_proposes() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited(held_on=TODAY)
        item = meeting_scene.item_of(meeting)
    position = reverse("meetings:position", args=[item.id])
    proposed = {name: text(browser(name).get(position)) for name in ("smz.contact", "iv.contact")}
    assert 'value="social" id="id_category_1" checked' in " ".join(proposed["smz.contact"].split()).replace(
        "required ", ""
    )
    client = browser("iv.contact")
    post(client, position, category="finance", text="Nur fuer uns", version=0)
    assert "Nur fuer uns" in text(client.get(f"{reverse('meetings:item', args=[item.id])}?own=1"))
    others = text(browser("smz.contact").get(f"{reverse('meetings:item', args=[item.id])}?own=1"))
    assert "Nur fuer uns" not in others
