"""The handbook and its drawings, in four languages."""

import io
import re

import pytest
from docx import Document
from pypdf import PdfReader

from ciiz.domain.organisations.models import Canton
from ciiz.domain.organisations.values import digest
from ciiz.domain.processes.operations.definitions import LIBRARY
from ciiz.domain.processes.public import import_definition, publish
from ciiz.foundation.postgres.roles import OWNER
from ciiz.web.papers.offered import OFFERED
from ciiz.web.processes.chapters import FORMS, OF_A_CASE
from tests.harness.databases import connected_as
from tests.web.browsers import browser
from tests.worlds import TODAY, act

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_process_has_its_page_and_its_drawing(language: str) -> None:
    client = browser("rav.front", language)
    for code in re.findall(r'href="/handbook/(CII\d+)/"', client.get("/handbook/").content.decode()):
        page = client.get(f"/handbook/{code}/")
        assert page.status_code == 200
        drawing = re.search(r'data-drawing="([^"]+)"', page.content.decode())
        assert drawing is not None
        answer = client.get(drawing[1])
        assert answer.status_code == 200
        assert answer.content.startswith(b"<?xml")


def test_an_unknown_process_does_not_exist() -> None:
    assert browser("rav.front").get("/handbook/CII999/").status_code == 404


def test_the_handbook_says_the_terms_of_the_canton_whatever_the_drawing_says() -> None:
    canton = Canton.objects.get(code="ZZ")
    values = {**canton.values, "deadlines": {**canton.values["deadlines"], "first_talk_days": 9, "talk_days": 20}}
    with connected_as(OWNER):
        Canton.objects.filter(code="ZZ").update(values=values, values_digest=digest(values))
    page = browser("rav.front").get("/handbook/CII101/").content.decode()
    assert "First talk: 9 days, from the session that decided on case management" in page
    assert "Talk: every 20 days" in page
    assert "Stock-taking: every 3 months" in page
    assert "Completion: 10 days" in browser("rav.front").get("/handbook/CII100/").content.decode()
    drawing = re.search(r'data-drawing="([^"]+)/\w\w/"', page)
    assert drawing is not None
    for language, label in {
        "de": "Erstes Gespräch: 9 Tage",
        "fr": "Premier entretien : 9 jours",
        "it": "Primo colloquio: 9 giorni",
        "en": "First talk: 9 days",
    }.items():
        shown = browser("rav.front").get(f"{drawing[1]}/{language}/").content.decode().replace("\u00a0", " ")
        assert f'name="{label}"' in shown


def next_version() -> None:
    """CII101 with another choice of the canton and a new name of step 3, in force."""
    text = (LIBRARY / "CII101.bpmn").read_text()
    changed = text.replace('lang="de" name="Aktionsplan erstellen"', 'lang="de" name="Plan verfassen"')
    assert changed != text
    with act("officer") as actor:
        draft = import_definition(actor=actor, content=changed.encode(), on=TODAY, values={"finish_no_target": "6"})
        publish(actor=actor, definition_id=draft.id, on=TODAY)


def test_the_history_says_what_changed_and_leads_to_each_version() -> None:
    next_version()
    client = browser("rav.front", "de")
    page = client.get("/handbook/CII101/versions/").content.decode()
    assert "CII101.3 Plan verfassen: Name (Aktionsplan erstellen → Plan verfassen)" in page
    assert "CII101.8" in page
    assert page.index("Version 2") < page.index("Version 1") < page.index("Erste Version")
    earlier = client.get("/handbook/CII101/versions/1/").content.decode()
    assert "CII101.3 Aktionsplan erstellen" in earlier
    assert "nicht mehr in Kraft" in earlier
    current = client.get("/handbook/CII101/versions/2/").content.decode()
    assert "CII101.3 Plan verfassen" in current
    assert "nicht mehr in Kraft" not in current
    for unknown in ("/handbook/CII101/versions/3/", "/handbook/CII999/versions/"):
        assert client.get(unknown).status_code == 404


def test_a_draft_stands_neither_in_the_history_nor_under_its_number() -> None:
    with act("officer") as actor:
        import_definition(
            actor=actor, content=(LIBRARY / "CII101.bpmn").read_bytes(), on=TODAY, values={"finish_no_target": "6"}
        )
    client = browser("officer", "de")
    assert "Version 2" not in client.get("/handbook/CII101/versions/").content.decode()
    assert client.get("/handbook/CII101/versions/2/").status_code == 404


@pytest.mark.parametrize(
    ("language", "step", "form"),
    [
        ("de", "CII101.3 Aktionsplan erstellen", "Zielvereinbarung und Aktionsplan"),
        ("fr", "CII101.3 Établir le plan d'action", "Convention d'objectifs et plan d'action"),
        ("it", "CII101.3 Elaborare il piano d'azione", "Accordo sugli obiettivi e piano d'azione"),
        ("en", "CII101.3 Draw up the action plan", "Goal agreement and action plan"),
    ],
)
def test_page_pdf_and_word_say_the_same(language: str, step: str, form: str) -> None:
    client = browser("rav.front", language)
    page = " ".join(client.get("/handbook/CII101/").content.decode().replace("&#x27;", "'").split())
    reader = PdfReader(io.BytesIO(client.get("/handbook/CII101.pdf").content))
    paper = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    word = Document(io.BytesIO(client.get("/handbook/CII101.docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    written = " ".join([*(one.text for one in word.paragraphs), *cells])
    for text in (page, paper, written):
        assert step in text.replace("’", "'")
        assert form in text.replace("’", "'")
    assert len(word.inline_shapes) == 1
    last = reader.pages[-1].mediabox
    assert (round(last.width), round(last.height)) == (1191, 842)


def test_the_whole_handbook_is_one_file_with_every_process() -> None:
    client = browser("rav.front", "de")
    codes = re.findall(r'href="/handbook/([A-Z]\w+)/"', client.get("/handbook/").content.decode())
    written = client.get("/handbook.docx").content
    word = Document(io.BytesIO(written))
    assert len(word.inline_shapes) == len(codes) > 3
    answer = client.get("/handbook.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert all(f"{code} " in text for code in codes)


def test_a_step_leads_to_its_empty_forms_and_to_examples_of_letters_that_need_a_case() -> None:
    client = browser("rav.front", "de")
    page = client.get("/handbook/CII101/").content.decode()
    form = re.search(r'<a href="([^"]+)">Zielvereinbarung und Aktionsplan</a>', page)
    assert form is not None
    answer = client.get(form[1])
    assert answer["Content-Type"] == "application/pdf"
    assert "Zielvereinbarung" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    letter = re.search(r'<a href="([^"]+)">Abschlussbrief \(Muster\)</a>', page)
    assert letter is not None
    answer = client.get(letter[1])
    assert "Anna Muster" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert client.get("/forms/nothing/example.pdf").status_code == 404


def test_what_the_handbook_opens_as_a_form_is_offered_as_one() -> None:
    named = {letter for letters in FORMS.values() for letter in letters}
    assert {one.letter for one in OFFERED if one.is_form and one.letter in named} == named - OF_A_CASE


def test_an_answer_stands_before_its_colon_as_the_language_writes_it() -> None:
    for language, told in {"de": "Ja: CII101.9", "fr": "Oui\u00a0: CII101.9", "it": "Sì: CII101.9"}.items():
        assert told in browser("rav.front", language).get("/handbook/CII101/").content.decode()


def test_without_javascript_the_drawing_is_a_picture() -> None:
    client = browser("rav.front", "fr")
    found = re.search(r'<img class="drawn" src="([^"]+)"', client.get("/handbook/CII101/").content.decode())
    assert found is not None
    answer = client.get(found[1])
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "<svg" in answer.content.decode()
    assert client.get(found[1].replace("fr.svg", "xx.svg")).status_code == 404


def test_all_terms_of_the_canton_stand_on_one_page_with_the_ladder_of_reminders() -> None:
    page = browser("rav.front", "de").get("/handbook/terms/").content.decode()
    assert "/handbook/terms/" in browser("rav.front", "de").get("/handbook/").content.decode()
    for words in ("7 Tage vorher", "am letzten Tag", "7 Tage danach", "21 Tage danach"):
        assert f"<li>{words}</li>" in page
    row = re.search(r"CII101\.3 [^<]*</th>(.*?)</tr>", page)
    assert row is not None
    assert re.search(r"\d+ (Tage|Arbeitstage)", row[1])
    assert browser("iv.front").get("/handbook/terms/").status_code == 200
