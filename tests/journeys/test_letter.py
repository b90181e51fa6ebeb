"""The letter that tells the person of the closing: who signs it; promised by the closing, made once."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import AnnulReason
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.documents.models import Document
from ciiz.domain.organisations.enums import Part
from ciiz.domain.organisations.public import canton_values
from ciiz.foundation.db.ids import uuid7
from ciiz.journeys import close, letter
from tests.journeys import scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (Part.CASE_MANAGER, "smz.contact Test"),
        (Part.POOL, "smz.contact Test"),
        (Part.COORDINATOR, "regional Test"),
        (Part.OFFICER, "officer Test"),
        (Part.OFFICE, "IIZ office Montsolaz (invented)"),
    ],
)
def test_the_letter_is_signed_by_whom_the_canton_says(part: Part, name: str) -> None:
    dossier = scene.reported()
    actor = become("smz.contact")
    case = cases.case(actor, dossier)
    values = canton_values(case.canton)
    values = replace(values, closing=replace(values.closing, letter_signed_by=part))
    with override("en"):
        assert letter.signatory(actor, case, values) == name
        own = part in (Part.CASE_MANAGER, Part.POOL)
        assert letter.signing_institution(case, values) == ("SMZ Test" if own else "IIZ office Montsolaz (invented)")


def test_a_closing_waits_for_no_pdf_and_the_letter_is_filed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, promised = scene.reported(), uuid7()
    close.request(actor=become("smz.contact"), dossier_id=dossier, on=TODAY, network_informed_on=TODAY)
    with monkeypatch.context() as patch:
        patch.setattr(documents, "render", None)
        closing = close.close(
            actor=become("officer"), dossier_id=dossier, on=TODAY, letter_on=TODAY, letter_document_id=promised
        )
    assert not Document.objects.filter(id=promised).exists()
    officer = become("officer")
    assert letter.keep(actor=officer, closing=closing)
    assert not letter.keep(actor=officer, closing=closing)
    filed = Document.objects.get(id=promised)
    assert (filed.title, filed.kind, filed.generated) == ("", "letter", True)
    assert (filed.recorded_by_id, filed.dated_on) == (officer.membership_id, TODAY)


def test_the_letter_names_the_version_of_the_template_that_it_was_made_with() -> None:
    dossier, promised = scene.reported(), uuid7()
    close.request(actor=become("smz.contact"), dossier_id=dossier, on=TODAY, network_informed_on=TODAY)
    officer = become("officer")
    begun = documents.draft_template(actor=officer, letter=Letter.CLOSING)
    documents.publish_template(actor=officer, template_id=begun.id, note="ours", expected_revision=begun.revision)
    closing = close.close(actor=officer, dossier_id=dossier, on=TODAY, letter_on=TODAY, letter_document_id=promised)
    assert letter.keep(actor=officer, closing=closing)
    assert Document.objects.get(id=promised).template_id == begun.id
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(id=promised).update(template_id=None)


def test_who_wrote_the_letter_elsewhere_is_made_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(id) FROM procrastinate_jobs")
        before = cursor.fetchone()
        dossier = scene.closed()
        cursor.execute("SELECT count(id) FROM procrastinate_jobs")
        assert cursor.fetchone() == before
    kept = cases.ending(become("officer"), dossier).closing
    assert kept is not None
    assert not letter.keep(actor=become("officer"), closing=kept)


def test_a_closing_that_was_annulled_gets_no_letter() -> None:
    dossier, promised = scene.reported(), uuid7()
    close.request(actor=become("smz.contact"), dossier_id=dossier, on=TODAY, network_informed_on=TODAY)
    officer = become("officer")
    closing = close.close(actor=officer, dossier_id=dossier, on=TODAY, letter_on=TODAY, letter_document_id=promised)
    close.annul(actor=officer, dossier_id=dossier, on=TODAY, reason=AnnulReason.GOES_ON)
    closing.refresh_from_db()
    assert not letter.keep(actor=officer, closing=closing)
