"""Letters and forms by pages: all fifteen, as PDF and Word, filled with what is open to the reader, and empty."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from docx import Document
from pypdf import PdfReader

from ciiz.domain.documents.enums import Letter
from ciiz.domain.persons.models import Person
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.journeys import coaching
from ciiz.web.papers.offered import OFFERED
from tests.journeys import meeting_scene, plan_scene, scene
from tests.journeys import test_coaching as coaching_scene
from tests.web.browsers import browser, text
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db
FORMS = [one.letter for one in OFFERED if one.is_form]


def read(content: bytes, kind: str) -> str:
    """All words of a file, one blank between them."""
    if kind == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    word = Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([one.text for one in word.paragraphs] + cells).split())


def paper(dossier_id: UUID, letter: Letter, *, who: str = "smz.contact", kind: str = "pdf", query: str = "") -> str:
    answer: Any = browser(who).get(f"/cases/{dossier_id}/papers/{letter.value}.{kind}{query}")
    assert answer.status_code == 200, text(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return read(answer.content, kind)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_case_of_case_management_fills_its_papers(kind: str) -> None:
    dossier = plan_scene.running()
    expected = {
        Letter.REFERRAL: "Back to work after two years.",
        Letter.EVALUATION: "☒",
        Letter.CONSENT_FORM: "RAV Test",
        Letter.CV: "Zumtest",
        Letter.ENCLOSURES: "Zumtest Anna",
        Letter.RESOURCES: "Trained clerk",
        Letter.PLAN: "Work in an office again",
        Letter.STOCK_TAKING: "Zumtest Anna",
        Letter.EXIT_REPORT: "Zumtest Anna",
    }
    for letter, words in expected.items():
        assert words in paper(dossier, letter, kind=kind), letter


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_an_exit_report_says_result_measures_and_what_remains(kind: str) -> None:
    found = paper(scene.reported(), Letter.EXIT_REPORT, kind=kind, query="?language=en")
    for words in ("Exit report", "Integrated in the primary labour market", "Works as a clerk again."):
        assert words in found


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_coaching_fills_its_papers(kind: str) -> None:
    dossier = coaching_scene.at("11")
    coaching_scene.DEEDS["11"](dossier, "smz.contact", TODAY)
    coaching_scene.written(dossier, "rav.contact")
    for letter in (Letter.TALK_MINUTES, Letter.EMPLOYABILITY, Letter.COACHING_BALANCE, Letter.INTEGRATION):
        found = paper(dossier, letter, kind=kind, query="?language=en")
        assert ("Zumtest" in found) is (letter is not Letter.INTEGRATION), letter
    assert coaching.minutes(become("rav.contact"), dossier) is not None


def test_the_invitation_is_for_whoever_organises_the_meeting() -> None:
    meeting = meeting_scene.invited()
    dossier = meeting_scene.item_of(meeting).dossier_id
    assert "Round table" in paper(dossier, Letter.INVITATION, who="secretariat", query="?language=en")
    answer = browser("smz.contact").get(f"/cases/{dossier}/papers/invitation.pdf")
    assert answer.status_code == 400
    assert "nothing yet that this letter could say" in answer.content.decode()


def test_what_goes_to_the_person_is_in_their_language_unless_another_is_chosen() -> None:
    dossier = plan_scene.running()
    with transaction.atomic():
        become("rav.contact")
        assert Person.objects.update(correspondence="it") == 1
    assert "piano d’azione" in paper(dossier, Letter.PLAN)
    assert "action plan" in paper(dossier, Letter.PLAN, query="?language=en")
    assert "Resource sheet" in paper(dossier, Letter.RESOURCES)
    shown = text(browser("smz.contact").get(f"/cases/{dossier}/papers/"))
    assert ">Italian<" in shown


def test_a_paper_holds_no_more_than_is_open_to_its_reader() -> None:
    dossier = scene.reported()
    assert "Works as a clerk again." not in paper(dossier, Letter.EXIT_REPORT, who="iv.front")


def test_a_hidden_case_has_no_papers() -> None:
    dossier = scene.begun()
    for address in ("", "referral.pdf", "exit_report.docx"):
        assert browser("iv.contact").get(f"/cases/{dossier}/papers/{address}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_exists_empty_in_every_language(language: str) -> None:
    client = browser("rav.front", language)
    assert len(FORMS) == 13
    for letter in FORMS:
        for kind in ("pdf", "docx"):
            answer: Any = client.get(f"/forms/{letter.value}.{kind}?language={language}")
            assert answer.status_code == 200
            assert read(answer.content, kind)


@pytest.mark.parametrize("address", ["handbook.pdf", "closing_letter.pdf", "nothing.pdf", "plan.exe"])
def test_what_is_no_form_is_not_found(address: str) -> None:
    assert browser("rav.front").get(f"/forms/{address}").status_code == 404


def test_the_grid_for_paper_holds_the_criteria_of_the_canton() -> None:
    answer: Any = browser("rav.front").get("/forms/evaluation.pdf?language=de")
    found = read(answer.content, "pdf")
    assert "☒" not in found
    assert found.count("☐") > 2 * len(scene.criteria())
    assert TODAY.strftime("%d.%m.%Y") not in found
