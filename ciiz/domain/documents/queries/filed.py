"""Documents of a dossier."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.errors import NotFound
from ciiz.foundation.reading import register

from ..models import Document


def documents(actor: Actor, dossier_id: UUID) -> list[Document]:
    """The documents of a dossier that the actor may see, latest first, without their bytes."""
    del actor
    rows = _of_dossier(dossier_id)
    for category in {row.category for row in rows}:
        register([dossier_id], category)
    return rows


@compiled
def _of_dossier(dossier_id: UUID) -> QuerySet[Document]:
    return _kept().filter(dossier_id=dossier_id).select_related("contributor").order_by("-dated_on", "-id")[:200]


def document(actor: Actor, document_id: UUID) -> Document:
    """One document; refuses as not found what is hidden or annulled."""
    del actor
    row = _kept().filter(id=document_id).select_related("contributor").first()
    if row is None:
        raise NotFound
    register([row.dossier_id], row.category)
    return row


def filed(actor: Actor, document_id: UUID) -> Document | None:
    """A document that was promised, withdrawn or not; None as long as it is not made, and to whom it is hidden."""
    del actor
    row = Document.objects.filter(id=document_id).first()
    if row is not None:
        register([row.dossier_id], row.category)
    return row


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it leaves the house."""

    document: Document
    data: bytes


def download(actor: Actor, document_id: UUID) -> Download:
    """A document with its bytes."""
    del actor
    row = _kept().filter(id=document_id).select_related("content").first()
    if row is None:
        raise NotFound
    register([row.dossier_id], row.category)
    return Download(row, bytes(row.content.data))


def _kept() -> QuerySet[Document]:
    return Document.objects.filter(annulled_on__isnull=True)
