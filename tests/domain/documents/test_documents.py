"""Documents: filed by content, seen by category, never changed, bounded."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.access.public import Actor, Category, found, open_by_statute, take_part
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.models import Document, DocumentContent
from ciiz.domain.documents.operations import filing as operations
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.files import ActiveContent, EmptyUpload, UploadTooLarge, WrongUploadType
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def file(actor: Actor, dossier: UUID, content: bytes = PDF, **changes: object) -> Document:
    values: dict[str, object] = {
        "kind": DocumentKind.REPORT, "title": "Bericht", "file_name": "bericht.pdf", "dated_on": TODAY,
    }  # fmt: skip
    return documents.file(actor=actor, dossier_id=dossier, content=content, **(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def actor() -> Actor:
    return become("rav.contact")


@pytest.fixture
def dossier(actor: Actor) -> UUID:
    return found(actor=actor, opened_on=TODAY).id


@pytest.fixture
def smz_sees(dossier: UUID) -> Callable[..., Actor]:
    def let(*categories: Category) -> Actor:
        rav = become("rav.contact")
        smz = institution("SMZ").id
        take_part(actor=rav, dossier_id=dossier, institution_id=smz, valid_from=TODAY)
        open_by_statute(
            actor=rav, dossier_id=dossier, article="32 ATSG", purpose="test", receiver_id=smz,
            giver_ids=[rav.institution_id], categories=[Category.BASIC, *categories], valid_from=TODAY,
            valid_to=TODAY + timedelta(days=9),
        )  # fmt: skip
        return become("smz.contact")

    return let


def test_a_file_comes_back_byte_for_byte(actor: Actor, dossier: UUID) -> None:
    row = file(actor, dossier, file_name="C:\\tmp\\Bericht Müller.docx")
    download = documents.download(actor, row.id)
    assert download.data == PDF
    assert (row.file_name, row.media_type) == ("Bericht Müller.pdf", "application/pdf")
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyUpload),
        (b"MZ" + bytes(100), WrongUploadType),
        (b"<html></html>", WrongUploadType),
        (PDF.replace(b"Catalog", b"Catalog/OpenAction<</S/JavaScript>>"), ActiveContent),
        (b"a" * (25 * 1024 * 1024 + 1), UploadTooLarge),
    ],
)
def test_a_refused_file_leaves_nothing_behind(
    actor: Actor, dossier: UUID, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error), transaction.atomic():
        file(actor, dossier, content)
    assert not Document.objects.exists()


def test_a_document_needs_a_title_and_a_day_that_has_come(actor: Actor, dossier: UUID) -> None:
    with pytest.raises(documents.TitleMissing), transaction.atomic():
        file(actor, dossier, title=" ")
    with pytest.raises(documents.DatedInFuture), transaction.atomic():
        file(actor, dossier, dated_on=TODAY + timedelta(days=1))


def test_a_category_decides_who_sees_list_and_bytes(
    actor: Actor, dossier: UUID, smz_sees: Callable[..., Actor]
) -> None:
    report = file(actor, dossier)
    medical = file(actor, dossier, kind=DocumentKind.MEDICAL_REPORT)
    partner = smz_sees(Category.DOCUMENTS)
    assert [row.id for row in documents.documents(partner, dossier)] == [report.id]
    assert documents.download(partner, report.id).data == PDF
    with pytest.raises(NotFound):
        documents.download(partner, medical.id)
    assert not DocumentContent.objects.filter(document_id=medical.id).exists()


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        (DocumentKind.MEDICAL_REPORT, Category.BASIC),
        (DocumentKind.MEDICAL_REPORT, Category.WORK),
        (DocumentKind.REPORT, Category.BASIC),
        (DocumentKind.OTHER, Category.BASIC),
        (DocumentKind.CONSENT, Category.HEALTH),
    ],
)
def test_what_a_document_is_limits_who_may_read_it(
    actor: Actor, dossier: UUID, kind: DocumentKind, category: Category
) -> None:
    with pytest.raises(documents.CategoryNotAllowed) as refusal, transaction.atomic():
        file(actor, dossier, kind=kind, category=category)
    assert refusal.value.field == "category"
    kept = file(actor, dossier, kind=kind)
    with pytest.raises(DatabaseError, match="document_category_of_its_kind"), transaction.atomic():
        Document(
            dossier_id=dossier, contributor_id=actor.institution_id, kind=kind, category=category, title="x",
            file_name="x.pdf", media_type="application/pdf", size=1, sha256="0" * 64, dated_on=TODAY,
        ).save(force_insert=True)  # fmt: skip
    medical = DocumentKind.MEDICAL_REPORT
    other = medical if kind is not medical else DocumentKind.CONSENT
    with pytest.raises(DatabaseError, match="document_category_of_its_kind"), transaction.atomic():
        Document.objects.filter(id=kept.id).update(kind=other)


def test_lists_do_not_load_the_bytes(actor: Actor, dossier: UUID) -> None:
    file(actor, dossier)
    with CaptureQueriesContext(connection) as queries:
        documents.documents(actor, dossier)
    assert len(queries) == 1
    assert "documentcontent" not in queries[0]["sql"]


def test_an_annulled_document_is_gone_for_everybody(
    actor: Actor, dossier: UUID, smz_sees: Callable[..., Actor]
) -> None:
    row = file(actor, dossier)
    partner = smz_sees(Category.DOCUMENTS)
    with pytest.raises(NotAllowed), transaction.atomic():
        documents.annul(actor=partner, document_id=row.id, why="other_file")
    actor = become("rav.contact")
    with pytest.raises(documents.ReasonMissing), transaction.atomic():
        documents.annul(actor=actor, document_id=row.id, why="")
    documents.annul(actor=actor, document_id=row.id, why="other_file")
    assert documents.documents(actor, dossier) == []
    with pytest.raises(NotFound):
        documents.download(actor, row.id)
    with pytest.raises(documents.AlreadyAnnulled), transaction.atomic():
        documents.annul(actor=actor, document_id=row.id, why="other_file")


def test_the_bytes_of_a_withdrawn_document_are_nobodys_who_withdrew_it_stays_on_record(
    actor: Actor, dossier: UUID
) -> None:
    kept, gone = file(actor, dossier), file(actor, dossier)
    documents.annul(actor=actor, document_id=gone.id, why="other_case")
    with connection.cursor() as cursor:
        cursor.execute("SELECT document_id FROM documents_documentcontent WHERE dossier_id = %s", [dossier])
        assert cursor.fetchall() == [(kept.id,)]
    found = Document.objects.get(id=gone.id)
    assert (found.annulled_on, found.annulled_by_id, found.annulled_why) == (TODAY, actor.membership_id, "other_case")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET annulled_on = NULL, annulled_by_id = NULL, annulled_why = '' WHERE id = %s",
        "UPDATE documents_document SET annulled_on = annulled_on - 1 WHERE id = %s",
        "UPDATE documents_document SET annulled_why = 'other_file' WHERE id = %s",
    ],
)
def test_a_withdrawal_is_not_taken_back_by_sql(actor: Actor, dossier: UUID, statement: str) -> None:
    row = file(actor, dossier)
    documents.annul(actor=actor, document_id=row.id, why="other_case")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [row.id])


def test_a_document_is_withdrawn_in_the_own_name(actor: Actor, dossier: UUID) -> None:
    row = file(actor, dossier)
    other = membership("rav.contact2").id
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(id=row.id).update(annulled_on=TODAY, annulled_by_id=other, annulled_why="other_case")


def test_jobs_do_not_read_files(worker_connection: psycopg.Connection[tuple[object, ...]]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        worker_connection.execute("SELECT data FROM documents_documentcontent")


def test_an_institution_files_up_to_its_quota(actor: Actor, dossier: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "QUOTA", 2 * len(PDF))
    file(actor, dossier)
    file(actor, dossier)
    with pytest.raises(documents.QuotaReached), transaction.atomic():
        file(actor, dossier)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET sha256 = repeat('0', 64)",
        "UPDATE documents_document SET category = 'basic'",
        "UPDATE documents_documentcontent SET data = 'x'",
        "DELETE FROM documents_document",
        "DELETE FROM documents_documentcontent",
    ],
)
def test_what_was_filed_cannot_be_changed_by_sql(actor: Actor, dossier: UUID, statement: str) -> None:
    file(actor, dossier)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("change", [{"data": b"other"}, {"category": "basic"}])
def test_bytes_other_than_the_recorded_ones_are_refused(actor: Actor, dossier: UUID, change: dict[str, object]) -> None:
    row = Document(
        dossier_id=dossier, contributor_id=actor.institution_id, category="documents", kind="report", title="x",
        file_name="x.pdf", media_type="application/pdf", size=5, sha256=hashlib.sha256(b"bytes").hexdigest(),
        dated_on=TODAY,
    )  # fmt: skip
    row.save(force_insert=True)
    values = {"data": b"bytes", "category": "documents"} | change
    content = DocumentContent(document_id=row.id, dossier_id=dossier, contributor_id=actor.institution_id, **values)
    with pytest.raises(DatabaseError), transaction.atomic():
        content.save(force_insert=True)


def test_outsiders_meet_nothing(actor: Actor, dossier: UUID) -> None:
    row = file(actor, dossier)
    stranger = become("iv.contact")
    assert documents.documents(stranger, dossier) == []
    with pytest.raises(NotFound):
        documents.document(stranger, row.id)
    with pytest.raises(DatabaseError), transaction.atomic():
        file(stranger, dossier)
