"""Drafts on the page and through the address that an editor saves to."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from ciiz.domain.processes.public import Draft
from tests.web.browsers import browser, post, text

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/handbook/drafts/new/"


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
