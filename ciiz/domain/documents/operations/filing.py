"""Filing and withdrawing documents."""

import hashlib
from datetime import date
from uuid import UUID

from django.db.models import Sum

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.files import recognise, safe_name

from ..enums import DocumentKind, Withdrawal
from ..errors import AlreadyAnnulled, CategoryNotAllowed, DatedInFuture, QuotaReached, ReasonMissing, TitleMissing
from ..models import Document, DocumentContent

QUOTA = 200 * 1024 * 1024
"""Bytes that one institution may file in one dossier."""


@atomic
def file(
    *,
    actor: Actor,
    dossier_id: UUID,
    kind: DocumentKind,
    title: str | None,
    file_name: str,
    content: bytes,
    dated_on: date,
    category: Category | None = None,
    generated: bool = False,
    document_id: UUID | None = None,
    template_id: UUID | None = None,
) -> Document:
    """Files a document in the name of the actor's institution; its type is recognised by content.

    The kind says under which categories (`DocumentKind.categories`). Without title (None) the kind names it, in the
    language of whoever reads; so it does where basic data alone opens it, because what people write is not basic.
    `document_id` is the id that was promised to a file before it was made, `template_id` the version of the template
    that it was made with; None where that was the one that ships with ciiz.
    """
    if title is not None and not title.strip():
        raise TitleMissing(field="title")
    if dated_on > actor.today:
        raise DatedInFuture(field="dated_on")
    chosen = category or kind.usual_category
    if chosen not in kind.categories:
        raise CategoryNotAllowed(field="category", categories=", ".join(str(one.label) for one in kind.categories))
    media_type = recognise(content)
    _refuse_above_quota(actor, dossier_id, len(content))
    document = Document(
        id=document_id or uuid7(),
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        category=chosen,
        kind=kind,
        title="" if chosen is Category.BASIC else (title or "").strip()[:150],
        file_name=safe_name(file_name, media_type.suffix),
        media_type=media_type.mime,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        dated_on=dated_on,
        generated=generated,
        template_id=template_id,
        recorded_by_id=actor.membership_id,
    )
    document.save(force_insert=True)
    DocumentContent(
        document_id=document.id,
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        category=document.category,
        data=content,
    ).save(force_insert=True)
    record(
        actor=actor,
        kind="document_filed",
        dossier_id=dossier_id,
        category=Category(document.category),
        occurred_on=actor.today,
        subject_id=document.id,
        document_kind=document.kind,
    )
    return document


@atomic
def annul(*, actor: Actor, document_id: UUID, why: str) -> Document:
    """Withdraws a document that the actor's institution filed by mistake; `why` is a code of `Withdrawal`."""
    document = Document.objects.filter(id=document_id).first()
    if document is None:
        raise NotFound
    if document.annulled_on:
        raise AlreadyAnnulled
    if why not in Withdrawal.values:
        raise ReasonMissing(field="why")
    said = {"annulled_on": actor.today, "annulled_by_id": actor.membership_id, "annulled_why": why}
    if not Document.objects.filter(id=document_id, annulled_on__isnull=True).update(**said):
        raise NotAllowed
    document.annulled_on, document.annulled_by_id, document.annulled_why = actor.today, actor.membership_id, why
    record(
        actor=actor,
        kind="document_annulled",
        dossier_id=document.dossier_id,
        category=Category(document.category),
        occurred_on=actor.today,
        subject_id=document.id,
        document_kind=document.kind,
        why=why,
    )
    return document


def _refuse_above_quota(actor: Actor, dossier_id: UUID, size: int) -> None:
    rows = Document.objects.filter(dossier_id=dossier_id, contributor_id=actor.institution_id)
    used = rows.aggregate(used=Sum("size"))["used"] or 0
    if used + size > QUOTA:
        raise QuotaReached(limit=QUOTA // 1024 // 1024)
