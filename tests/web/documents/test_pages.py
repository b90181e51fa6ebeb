"""Documents by pages."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.models import Document
from ciiz.foundation import clock
from tests.journeys import scene
from tests.web.browsers import browser, text
from tests.worlds import become

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def refused(response: Any) -> str:
    """The form again, with what is wrong."""
    assert response.status_code == 422, response.status_code
    return str(response.content.decode())


def entries(content: bytes = PDF, **changes: Any) -> dict[str, Any]:
    usual = {
        "file": SimpleUploadedFile("../Bericht.exe", content),
        "kind": "report",
        "title": "Bericht Training",
        "category": "",
        "dated_on": clock.today().isoformat(),
    }
    return usual | changes


def test_a_refused_form_asks_for_its_file_again(dossier: UUID) -> None:
    page = refused(browser("rav.contact").post(reverse("documents:add", args=[dossier]), entries(kind="")))
    assert "Choose the file again" in page


@pytest.fixture
def dossier() -> UUID:
    return scene.begun(clock.today())


def only() -> Document:
    become("rav.contact", clock.today())
    return Document.objects.get()


def test_a_document_is_added_listed_downloaded_and_withdrawn(dossier: UUID) -> None:
    client = browser("rav.contact")
    assert "There is no document that you may see." in text(client.get(reverse("documents:list", args=[dossier])))
    text(client.get(reverse("documents:add", args=[dossier])))
    assert client.post(reverse("documents:add", args=[dossier]), entries()).status_code == 302
    row = only()
    assert "Bericht Training" in text(client.get(reverse("documents:list", args=[dossier])))
    answer = client.get(reverse("documents:download", args=[row.id]))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Bericht.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(reverse("documents:annul", args=[row.id])).status_code == 405
    client.post(reverse("documents:annul", args=[row.id]), {"why": "other_case"})
    assert client.get(reverse("documents:download", args=[row.id])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content": b"MZ" + bytes(99)}, "a program for Windows"),
        ({"content": b"<html></html>"}, "a web page or drawing"),
        ({"content": b""}, "The file is empty."),
        ({"title": ""}, "This field is required."),
        ({"dated_on": "2999-01-01"}, "lies in the future"),
    ],
)
def test_a_refusal_is_said_and_the_entries_survive(dossier: UUID, changes: dict[str, Any], words: str) -> None:
    page = refused(browser("rav.contact").post(reverse("documents:add", args=[dossier]), entries(**changes)))
    assert words in page
    assert ("Bericht Training" in page) == ("title" not in changes)
    become("rav.contact", clock.today())
    assert not Document.objects.exists()


def test_for_outsiders_nothing_of_it_exists(dossier: UUID) -> None:
    browser("rav.contact").post(reverse("documents:add", args=[dossier]), entries())
    row = only()
    client = browser("iv.contact")
    assert client.get(reverse("documents:list", args=[dossier])).status_code == 404
    assert client.get(reverse("documents:add", args=[dossier])).status_code == 404
    assert client.post(reverse("documents:add", args=[dossier]), entries()).status_code == 404
    assert client.get(reverse("documents:download", args=[row.id])).status_code == 404
    assert client.post(reverse("documents:annul", args=[row.id])).status_code == 404
    assert only().annulled_on is None


def test_a_signed_paper_is_called_by_its_kind_in_the_language_of_the_reader(dossier: UUID) -> None:
    today = clock.today()
    documents.file(
        actor=become("rav.contact", today),
        dossier_id=dossier,
        kind=DocumentKind.CONSENT,
        title=None,
        file_name="scan.pdf",
        content=PDF,
        dated_on=today,
    )
    client = browser("rav.contact")
    for language, said in (("de", ">Vollmacht</a>"), ("fr", ">Procuration</a>"), ("it", ">Procura</a>")):
        page = client.get(reverse("documents:list", args=[dossier]), headers={"accept-language": language})
        assert said in text(page)
