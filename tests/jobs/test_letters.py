"""The worker makes what a closing promised: once, in the name of whoever closed, and says so when it cannot."""

import io
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.models import Document
from ciiz.domain.tasks.enums import Kind, State
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.models import Event
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.postgres.roles import APP, OWNER, WORKER
from ciiz.jobs import letters
from ciiz.journeys import close, letter
from tests.harness.databases import connected_as
from tests.journeys import scene
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def back_to_pages() -> Iterator[None]:
    yield
    become_role(APP)


def become_role(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


def closed() -> tuple[str, UUID]:
    """A closing and the id under which its letter is promised."""
    promised = uuid7()
    with transaction.atomic():
        dossier_id = scene.reported()
        close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
        closing = close.close(
            actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY, letter_document_id=promised
        )
    become_role(WORKER)
    return str(closing.id), promised


def test_the_letter_is_filed_once_in_the_name_of_whoever_closed() -> None:
    closing_id, promised = closed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s", [letter.JOB])
        assert len(cursor.fetchall()) == 1
    for _ in range(2):
        letters.closing(closing_id, TODAY.isoformat())
    filed = Document.objects.get(id=promised)
    assert filed.recorded_by_id == membership("officer").id
    assert Event.objects.filter(kind="document_filed", subject_id=promised).count() == 1
    assert not Task.objects.filter(kind=Kind.SEE_TO_LETTER).exists()
    become_role(APP)
    with connected_as(OWNER), connection.cursor() as cursor:
        cursor.execute("SELECT actor, dossier_id FROM audit.reading WHERE door = 'job letters.closing'")
        read = cursor.fetchall()
    assert set(read) == {(f"membership:{filed.recorded_by_id}", filed.dossier_id)}
    with transaction.atomic():
        data = documents.download(become("officer"), promised).data
    text = " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
    assert f"ist am {TODAY:%d.%m.%Y}" in text


def test_a_letter_that_fails_is_a_task_once_and_the_next_try_takes_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    closing_id, promised = closed()

    def broken(*_args: object, **_kwargs: object) -> bytes:
        raise RuntimeError("no letter today")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "render", broken)
        for _ in range(2):
            with pytest.raises(RuntimeError):
                letters.closing(closing_id, TODAY.isoformat())
    (told,) = Task.objects.filter(kind=Kind.SEE_TO_LETTER)
    assert (told.state, told.membership_id) == (State.OPEN, membership("officer").id)
    assert not Document.objects.filter(id=promised).exists()
    letters.closing(closing_id, TODAY.isoformat())
    told.refresh_from_db()
    assert told.state == State.CANCELLED
    assert Document.objects.filter(id=promised).exists()


def test_nobody_who_acts_in_no_name_files_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    closing_id, promised = closed()
    monkeypatch.setattr(letters, "act_for", lambda **_named: None)
    with pytest.raises(letters.NobodyActs):
        letters.closing(closing_id, TODAY.isoformat())
    assert not Document.objects.filter(id=promised).exists()


def test_the_worker_itself_reads_no_bytes() -> None:
    closing_id, _promised = closed()
    letters.closing(closing_id, TODAY.isoformat())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT data FROM documents_documentcontent")
