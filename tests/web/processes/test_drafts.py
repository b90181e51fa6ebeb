"""Drafts on the page and through the address that an editor saves to."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ciiz.domain.processes.public import Draft
from tests.domain.processes.tools import FILES
from tests.web.browsers import browser, post, text

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/handbook/drafts/new/"
UPLOAD = "/handbook/drafts/upload/"


def begin(client: Client) -> Draft:
    post(client, NEW, begin="", code="ZZ-NEW", name="Talks")
    return Draft.objects.get()


def send(client: Client, draft: Draft, expect: int, **data: object) -> dict[str, object]:
    answer = client.post(
        reverse("processes:draft_save", args=[draft.id]), json.dumps(data), content_type="application/json"
    )
    assert answer.status_code == expect, answer.content.decode()
    found: dict[str, object] = json.loads(answer.content)
    return found


def test_the_office_begins_with_a_version_in_force() -> None:
    client = browser("officer", "de")
    assert "/handbook/drafts/" in text(client.get("/handbook/"))
    version = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>CII101 ', text(client.get(NEW)))
    assert version is not None
    post(client, NEW, begin=version[1])
    page = text(client.get("/handbook/drafts/"))
    assert "CII101 Case Management" in page
    address = reverse("processes:draft", args=[Draft.objects.get().id])
    page = text(client.get(address))
    assert "Dieser Prozess kann laufen" in page
    assert client.get(f"{address}drawing/").content.startswith(b"<?xml")
    assert b"</svg>" in client.get(f"{address}drawing.svg").content
    assert client.get(f"{address}file/")["Content-Disposition"] == 'attachment; filename="CII101.bpmn"'


def test_an_empty_drawing_needs_code_and_name() -> None:
    client = browser("secretariat")
    assert "An empty drawing needs this." in post(client, NEW, expect=422, begin="", code="", name="")
    assert "capital letter" in post(client, NEW, expect=422, begin="", code="small", name="x")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("de", "Keine Aktion schliesst diesen Schritt ab."),
        ("fr", "Aucune action ne termine cette étape."),
        ("it", "Nessuna azione conclude questo passo."),
        ("en", "No journey completes this step."),
    ],
)
def test_what_is_missing_is_said_in_the_readers_language(language: str, reason: str) -> None:
    client = browser("officer", language)
    draft = begin(client)
    assert reason in text(client.get(reverse("processes:draft", args=[draft.id])))
    told = send(client, draft, 200, xml=draft.xml, version=1)
    assert told["version"] == 2
    assert told["runs"] is False
    problems = told["problems"]
    assert isinstance(problems, list)
    assert reason in {one["message"] for one in problems if one["element"] == "step"}


def test_an_editor_is_told_why_nothing_was_saved() -> None:
    client = browser("officer")
    draft = begin(client)
    program = draft.xml.replace("userTask", "scriptTask")
    told = send(client, draft, 422, xml=program, version=1)
    assert [one["element"] for one in told["problems"]] == ["step"]  # type: ignore[attr-defined]
    send(client, draft, 409, xml=draft.xml, version=7)
    send(client, draft, 400, version=1)
    send(client, draft, 400, xml=draft.xml, version="x")
    assert Draft.objects.get().version == 1
    post(browser("regional"), reverse("processes:draft_save", args=[draft.id]), 404, xml=draft.xml, version=1)


def test_a_form_saves_as_well_and_a_draft_is_discarded() -> None:
    client = browser("officer")
    draft = begin(client)
    post(client, reverse("processes:draft_save", args=[draft.id]), 200, xml=draft.xml, version=1, note="Clearer")
    assert "Clearer" in text(client.get(reverse("processes:draft", args=[draft.id])))
    post(client, reverse("processes:draft_discard", args=[draft.id]))
    assert not Draft.objects.exists()


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/xml")


def test_a_drawing_of_another_tool_becomes_a_draft_that_says_what_it_took() -> None:
    client = browser("officer", "de")
    page = post(client, UPLOAD, expect=422, file=sent("a.bpmn", FILES["Camunda 7"]), language="de", code="ZZ-CAM")
    assert "Bedingung an einem Pfeil" in page
    assert "führt nie etwas aus einer Datei aus" in page
    assert not Draft.objects.exists()
    post(client, UPLOAD, file=sent("a.bpmn", FILES["Camunda 7"]), language="de", code="ZZ-CAM", cut="on")
    draft = Draft.objects.get()
    page = text(client.get(reverse("processes:draft", args=[draft.id])))
    assert "1 Programm oder Ausdruck wurde herausgeschnitten." in page
    assert "Einstellungen eines anderen Werkzeugs wurden weggelassen." in page
    assert "Send it" in page
    assert "Dienstaufgabe" in page
    assert "Zeichnen Sie stattdessen die Aufgabe einer Person mit einer Aktion." in page


def test_a_drawing_that_cannot_run_stands_in_the_handbook_as_documentation() -> None:
    client, reader = browser("secretariat"), browser("rav.front")
    post(client, UPLOAD, file=sent("a.bpmn", FILES["Signavio"]), language="de", code="ZZ-SIG")
    draft = Draft.objects.get()
    address = reverse("processes:documentation", args=[draft.id])
    assert reader.get(address).status_code == 404
    assert reader.get(reverse("processes:draft_drawing", args=[draft.id])).status_code == 404
    post(client, reverse("processes:draft_show", args=[draft.id]), version=1, shown="yes")
    assert address in text(reader.get("/handbook/"))
    assert "documentation only" in text(reader.get(address))
    assert b"Anfrage" in reader.get(reverse("processes:draft_drawing", args=[draft.id])).content
    assert b"</svg>" in reader.get(reverse("processes:draft_picture", args=[draft.id])).content
    assert reader.get(reverse("processes:draft_file", args=[draft.id])).status_code == 404
    post(client, reverse("processes:draft_show", args=[draft.id]), version=2)
    assert reader.get(address).status_code == 404


def test_a_changed_file_takes_the_place_of_the_drawing_is_tried_out_and_published() -> None:
    client = browser("officer", "de")
    version = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>CII101 ', text(client.get(NEW)))
    assert version is not None
    post(client, NEW, begin=version[1])
    draft = Draft.objects.get()
    content = draft.xml.replace('lang="de" name="Aktionsplan erstellen"', 'lang="de" name="Plan verfassen"').encode()
    replace = reverse("processes:draft_replace", args=[draft.id])
    post(client, replace, file=sent("b.bpmn", content), language="de", version=1, note="Klarer")
    late = post(client, replace, 422, file=sent("b.bpmn", content), language="de", version=1)
    assert "inzwischen gespeichert" in late
    address = reverse("processes:draft_try", args=[draft.id])
    page = text(client.get(address))
    for _number in range(3):
        link = re.search(r'<td data-label="Ergebnis"><div><a class="btn sec small" href="(\?m=[^"]+)"', page)
        assert link is not None
        page = text(client.get(address + link[1].replace("&amp;", "&")))
    assert "Was geschehen ist" in page
    publish = reverse("processes:draft_publish", args=[draft.id])
    assert "Klarer" in text(client.get(publish))
    post(client, publish, version=2, note="Klarer benannt")
    assert "Klarer benannt" in text(client.get("/handbook/CII101/versions/"))
    assert not Draft.objects.exists()
