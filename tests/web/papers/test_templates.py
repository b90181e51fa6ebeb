"""Templates by pages: from the draft to the version in force, and what others see of it."""

from typing import Any

import pytest

from ciiz.domain.documents.enums import Letter
from ciiz.domain.documents.public import sample, template_draft
from tests.journeys import scene
from tests.web.browsers import browser, post, text
from tests.worlds import become

from .test_pages import paper, read

pytestmark = pytest.mark.django_db


def begun(letter: str = "exit_report") -> dict[str, Any]:
    """A draft that the secretariat began by page, and what its form holds."""
    client = browser("secretariat")
    post(client, f"/templates/{letter}/begin/")
    draft = template_draft(become("secretariat"), Letter(letter))
    assert draft is not None
    texts = {f"{key}__{one}": said for one, held in draft.texts.items() for key, said in held.items()}
    return texts | {"revision": draft.revision}


def publish(letter: str = "exit_report", **changed: str) -> None:
    client = browser("secretariat")
    held = begun(letter)
    post(client, f"/templates/{letter}/edit/", **(held | changed))
    post(client, f"/templates/{letter}/publish/", note="Clearer", revision=held["revision"] + 1)


def test_the_secretariat_words_a_report_anew_and_cases_follow() -> None:
    dossier = scene.reported()
    publish(title__de="Bilanz am Schluss", title__fr="")
    assert "Bilanz am Schluss" in paper(dossier, Letter.EXIT_REPORT, query="?language=de")
    assert "Bilanz am Schluss" in paper(dossier, Letter.EXIT_REPORT, query="?language=fr", kind="docx")
    shown = text(browser("smz.contact").get(f"/cases/{dossier}/papers/?language=fr"))
    assert "Not all texts of the template are translated yet" in shown
    listed = text(browser("secretariat").get("/templates/"))
    assert "missing: French (1)" in listed
    assert "Translate a template" in (start := text(browser("secretariat").get("/")))
    assert "Exit report: French" in start
    assert "One thing is waiting." in start
    assert "Translate a template" not in text(browser("regional").get("/"))
    page = text(browser("secretariat").get("/templates/exit_report/"))
    assert "Clearer" in page
    assert "<del>Austrittsbilanz</del>" in page


def test_the_task_of_a_translation_ends_with_the_translation() -> None:
    publish(title__de="Bilanz am Schluss", title__fr="")
    assert "Translate a template" in text(browser("secretariat").get("/"))
    publish(title__fr="Bilan final")
    assert "Translate a template" not in text(browser("secretariat").get("/"))


def test_an_unknown_placeholder_is_refused_at_its_field_and_nothing_is_lost() -> None:
    held = begun("closing_letter") | {"closed__de": "Am {date} ist Schluss."}
    answer = post(browser("secretariat"), "/templates/closing_letter/edit/", expect=422, **held)
    assert "{date} cannot be filled in here" in answer
    assert "{day}, {institutions}" in answer
    assert "Am {date} ist Schluss." in answer


def test_a_version_without_a_note_is_not_published() -> None:
    held = begun()
    answer = post(browser("officer"), "/templates/exit_report/publish/", expect=422, revision=held["revision"])
    assert "Say in a few words what changed" in answer


def test_the_preview_shows_the_draft_with_an_invented_case() -> None:
    held = begun() | {"title__it": "Bilancio di prova"}
    post(browser("secretariat"), "/templates/exit_report/edit/", **held)
    answer: Any = browser("secretariat").get("/templates/exit_report/preview/it.pdf")
    assert "Bilancio di prova" in read(answer.content, "pdf")
    assert sample(Letter.EXIT_REPORT, office={}, today=become("officer").today)["person"]["name"] in read(
        answer.content, "pdf"
    )


def test_older_texts_are_taken_into_the_draft() -> None:
    publish(title__en="First")
    publish(title__en="Second")
    older: dict[str, Any] = {"from": "1"}
    post(browser("secretariat"), "/templates/exit_report/begin/", **older)
    draft = template_draft(become("secretariat"), Letter.EXIT_REPORT)
    assert draft is not None
    assert draft.texts["en"]["title"] == "First"
    post(browser("secretariat"), "/templates/exit_report/discard/")
    assert template_draft(become("secretariat"), Letter.EXIT_REPORT) is None


@pytest.mark.parametrize("address", ["", "plan/", "plan/edit/", "plan/preview/de.pdf"])
def test_templates_are_the_offices(address: str) -> None:
    assert browser("smz.contact").get(f"/templates/{address}").status_code == 403


def test_what_is_no_template_is_not_found() -> None:
    for address in ("handbook/", "nothing/", "plan/preview/rm.pdf"):
        assert browser("officer").get(f"/templates/{address}").status_code == 404
