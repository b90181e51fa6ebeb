"""The agenda of a meeting through its pages: a further case, what each needs."""

import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.cases.public import case
from ciiz.domain.persons import public as persons
from ciiz.foundation.i18n.phrases import day
from tests.journeys import meeting_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_is_added_and_its_interpreter_speaks_a_language_of_the_person() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited()
        dossier_id = scene.accepted()
        actor = become("rav.contact")
        changes = {"languages": ["fr", "ti"], "correspondence": "fr"}
        persons.correct_identity(actor=actor, dossier_id=dossier_id, expected_version=1, changes=changes)
        number = case(become("secretariat"), dossier_id).number
    client = browser("secretariat")
    shown = reverse("meetings:show", args=[meeting.id])
    add = reverse("meetings:add", args=[meeting.id])
    assert add in text(client.get(shown))
    assert f"<dd>{day(meeting.held_on)}, 09:00–10:00</dd>" in text(client.get(shown))
    assert '<option value="ti" selected>Tigrinya' in text(client.get(f"{add}?case={dossier_id}"))
    assert "There is no case" in post(client, add, 422, case="ZZ-9")
    assert "Choose the language" in post(client, add, 422, case=number, interpreter="on", language="")
    post(client, add, case=number, medical_opinion="on", interpreter="on", language="ti")
    page = text(client.get(shown))
    assert "09:30–10:00" in page
    assert "medical opinion: still missing" in page
    assert "interpreter (Tigrinya): still missing" in page
    with transaction.atomic():
        become("secretariat")
        item = next(one for one in meeting_scene.every_item(meeting) if one.dossier_id == dossier_id)
    needs = reverse("meetings:needs", args=[item.id])
    assert needs in text(client.get("/"))
    assert "<dd>Tigrinya, French</dd>" in text(client.get(needs))
    assert "is needed: say so" in post(client, needs, 422, opinion_ordered_on=TODAY)
    post(client, needs, interpreter="on", language="ti", interpreter_ordered_on=TODAY)
    page = text(client.get(shown))
    assert "still missing" not in page
    assert "interpreter (Tigrinya): ordered" in page
    assert needs not in text(client.get("/"))
    outside = reverse("meetings:guest", args=[item.id])
    post(client, needs, medical_opinion="on")
    post(client, outside, party="doctor", agreed_on=TODAY, email="d@test.example", language="fr")
    assert "medical opinion: no answer yet" in text(client.get(shown))


def test_who_does_not_organise_the_meeting_changes_nothing_of_its_agenda() -> None:
    with transaction.atomic():
        meeting = meeting_scene.invited()
        item = meeting_scene.in_need(meeting)
    client = browser("iv.contact")
    page = text(client.get(reverse("meetings:show", args=[meeting.id])))
    assert "medical opinion: still missing" in page
    assert reverse("meetings:needs", args=[item.id]) not in page
    assert client.get(reverse("meetings:needs", args=[item.id])).status_code == 403
    assert client.post(reverse("meetings:add", args=[meeting.id]), {"case": "ZZ-1"}).status_code == 403
