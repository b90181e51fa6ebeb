"""Templates of a canton: draft, preview, publish, placeholders, missing translations; what was published stays."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter, TemplateState
from ciiz.domain.documents.layouts import LAYOUTS
from ciiz.domain.documents.models import Template
from ciiz.domain.documents.paper import Paper
from ciiz.domain.documents.texts import PLACEHOLDER, Wording, library, placeholders
from ciiz.foundation.errors import Conflict, NotAllowed
from ciiz.foundation.i18n.fields import LANGUAGES
from tests.worlds import TODAY, become

CLOSING = Letter.CLOSING
OFFICE = {"name": "IIZ-Büro Testkanton", "lines": ["Teststrasse 1"]}


def draft(**texts: str) -> Template:
    """A draft of the closing letter by the secretariat, with texts given as `key__language`."""
    actor = become("secretariat")
    begun = documents.draft_template(actor=actor, letter=CLOSING)
    said: dict[str, dict[str, str]] = {}
    for name, text in texts.items():
        key, _, language = name.partition("__")
        said.setdefault(language, {})[key] = text
    return documents.save_template(actor=actor, template_id=begun.id, texts=said, expected_revision=begun.revision)


def published(note: str = "clearer", **texts: str) -> Template:
    held = draft(**texts)
    actor = become("secretariat")
    return documents.publish_template(actor=actor, template_id=held.id, note=note, expected_revision=held.revision)


def printed(wording: Wording, language: str = "de") -> str:
    data = documents.sample(CLOSING, office=OFFICE, today=TODAY)
    pdf = documents.render(wording, language, data, dated_on=TODAY)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def in_force() -> Wording:
    return documents.wording(CLOSING, become("secretariat").canton)


@pytest.mark.django_db
def test_what_is_published_is_what_is_printed_and_a_draft_is_not() -> None:
    held = draft(thanks__de="Alles Gute!")
    assert "Alles Gute!" not in printed(in_force())
    assert "Alles Gute!" in printed(documents.worded(held))
    become("secretariat")
    published()
    assert "Alles Gute!" in printed(in_force())
    assert "Vorlage 1" in printed(in_force())


@pytest.mark.django_db
def test_a_text_that_is_not_translated_is_said_in_the_cantons_first_language_and_waits() -> None:
    published(thanks__de="Alles Gute!", thanks__fr="", thanks__it="")
    found = in_force()
    assert found.missing("fr") == ("thanks",)
    assert found.missing("de") == ()
    assert "Alles Gute!" in printed(found, "fr")
    published(thanks__fr="Bonne route !", thanks__it="Buona fortuna!")
    assert in_force().missing("fr") == ()


@pytest.mark.django_db
def test_a_text_that_is_empty_in_all_languages_is_left_out() -> None:
    published(**{f"thanks__{language}": "" for language in LANGUAGES})
    assert not any(in_force().missing(language) for language in LANGUAGES)
    assert "Zusammenarbeit und wünschen" not in printed(in_force())


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["{reason}", "{day", "day}", "{{day}}", "{day} {__class__}", "{0}"])
def test_what_cannot_be_filled_in_is_refused_with_the_list_of_what_can(text: str) -> None:
    with pytest.raises(documents.UnknownPlaceholder) as refused, transaction.atomic():
        draft(closed__de=text)
    assert refused.value.field == "closed__de"
    assert "{day}, {institutions}" in str(refused.value)


@pytest.mark.django_db
def test_texts_are_never_read_as_markup() -> None:
    hostile = '#panic("x") $x$ *fett* _a_ `b` @c <d> [e] \\ //'
    published(thanks__de=hostile)
    assert hostile in printed(in_force())


@pytest.mark.django_db
def test_only_the_office_keeps_templates() -> None:
    begun = draft()
    for who in ("rav.contact", "regional", "steering"):
        with pytest.raises(NotAllowed), transaction.atomic():
            documents.draft_template(actor=become(who), letter=CLOSING)
        with pytest.raises(NotAllowed), transaction.atomic():
            documents.discard_template(actor=become(who), template_id=begun.id)


@pytest.mark.django_db
def test_who_saves_over_what_another_saved_is_told() -> None:
    begun = draft()
    with pytest.raises(Conflict), transaction.atomic():
        documents.save_template(
            actor=become("officer"), template_id=begun.id, texts={}, expected_revision=begun.revision - 1
        )


@pytest.mark.django_db
def test_a_version_needs_a_note_and_is_never_changed() -> None:
    held = draft()
    with pytest.raises(documents.NoteMissing), transaction.atomic():
        documents.publish_template(
            actor=become("secretariat"), template_id=held.id, note=" ", expected_revision=held.revision
        )
    version = published()
    with pytest.raises(documents.NotADraft), transaction.atomic():
        documents.save_template(
            actor=become("secretariat"), template_id=version.id, texts={}, expected_revision=version.revision
        )


@pytest.mark.django_db
def test_going_back_is_publishing_the_older_texts_again() -> None:
    first = published(thanks__de="Erste Fassung.")
    published(thanks__de="Zweite Fassung.")
    actor = become("secretariat")
    documents.restore_template(actor=actor, letter=CLOSING, template_id=first.id)
    published(note="back")
    assert "Erste Fassung." in printed(in_force())
    kept = documents.template_versions(actor, CLOSING)
    assert [(one.version, one.state) for one in kept] == [
        (3, TemplateState.PUBLISHED), (2, TemplateState.RETIRED), (1, TemplateState.RETIRED),
    ]  # fmt: skip
    told = documents.changes(CLOSING, kept[1].texts, kept[0].texts)
    assert [(one.was, one.now) for one in told] == [("Zweite Fassung.", "Erste Fassung.")]
    documents.restore_template(actor=actor, letter=CLOSING, template_id=None)
    published(note="as shipped")
    assert "Wir danken Ihnen" in printed(in_force())


ATTACKS = {
    "rewrites what was published": ("secretariat", "UPDATE documents_template SET texts = '{}'"),
    "takes it back to a draft": (
        "secretariat",
        "UPDATE documents_template SET state = 'draft', published_on = NULL, published_by_id = NULL",
    ),
    "removes it": ("secretariat", "DELETE FROM documents_template"),
    "retires it without being of the office": ("rav.contact", "UPDATE documents_template SET state = 'retired'"),
    "publishes in another's name": (
        "officer",
        "INSERT INTO documents_template (id, canton_id, letter, version, state, texts, base, note, drafted_on, "
        "drafted_by_id, revision, published_on, published_by_id) SELECT gen_random_uuid(), canton_id, 'plan', 1, "
        "'published', texts, base, note, drafted_on, organisations_actor(), 1, published_on, published_by_id "
        "FROM documents_template",
    ),
    "drafts in another's name": (
        "officer",
        "INSERT INTO documents_template (id, canton_id, letter, version, state, texts, base, note, drafted_on, "
        "drafted_by_id, revision) SELECT gen_random_uuid(), canton_id, 'plan', 1, 'draft', texts, base, '', "
        "drafted_on, drafted_by_id, 1 FROM documents_template",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_keeps_what_was_published(attack: str) -> None:
    published()
    who, statement = ATTACKS[attack]
    become(who)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("letter", LAYOUTS)
def test_every_placeholder_of_every_text_is_filled(letter: Letter) -> None:
    """With the sample, and with the data of a person of whom less is known; no brace is left on any paper."""
    data = documents.sample(letter, office=OFFICE, today=date(2026, 11, 22))
    for said in (data, data | {"sex": "", "phone": "", "dates": []}, data | {"dates": [data]}):
        paper = _composed(letter, said)
        assert not PLACEHOLDER.search(str(paper.as_data())), letter


@pytest.mark.parametrize("letter", LAYOUTS)
def test_languages_have_the_same_texts_and_placeholders(letter: Letter) -> None:
    shipped = library(letter.value)
    for key in shipped["de"]:
        for language in LANGUAGES:
            found: Any = shipped[language][key]
            assert isinstance(found, str)
            assert len(found) <= 2000
            if not key.startswith("salutation"):
                assert set(PLACEHOLDER.findall(found)) == set(placeholders(letter, key)), (language, key)


def _composed(letter: Letter, data: dict[str, Any]) -> Paper:
    paper = Paper(Wording(letter).texts("de"), date(2026, 11, 22))
    paper.title = paper["title"]
    LAYOUTS[letter](paper, data)
    return paper
