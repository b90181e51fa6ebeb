"""Logging an informal contact between institutions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from ..enums import Application, InformalKind, LegalBasis
from ..errors import ContactInFuture, PromotedAlready
from ..models import Contact, Promotion


@dataclass(frozen=True, slots=True)
class Told:
    """What is noted of a contact: with whom, what for, on which basis, what came of it.

    `article` is the code of the law where the basis is a statute; `application`, `stage` and `until` answer a status
    inquiry.
    """

    kind: InformalKind
    partner_id: int
    subject: str
    occurred_on: date
    counterpart_id: int | None = None
    basis: LegalBasis = LegalBasis.NONE
    article: str = ""
    outcome: str = ""
    minutes: int | None = None
    next_step: str = ""
    next_on: date | None = None
    application: Application | None = None
    stage: str = ""
    until: date | None = None


@atomic
def log_contact(
    *, actor: Actor, dossier_id: UUID, told: Told, initials: str = "", birth_year: int | None = None
) -> Contact:
    """Keeps a contact. One that no consent and no statute opens leaves no trace on the shared timeline."""
    if told.occurred_on > actor.today:
        raise ContactInFuture(field="occurred_on")
    inquires = told.kind is InformalKind.STATUS_INQUIRY
    contact = Contact(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        author_id=actor.membership_id,
        initials=initials.strip(),
        birth_year=birth_year,
        kind=told.kind,
        partner_id=told.partner_id,
        counterpart_id=told.counterpart_id,
        occurred_on=told.occurred_on,
        subject=told.subject.strip(),
        basis=told.basis,
        article=told.article if told.basis is LegalBasis.STATUTE else "",
        outcome=told.outcome.strip(),
        minutes=told.minutes,
        next_step=told.next_step.strip(),
        next_on=told.next_on,
        application=told.application.value if told.application and inquires else "",
        stage=told.stage.strip() if inquires else "",
        until=told.until if inquires else None,
    )
    contact.save(force_insert=True)
    if told.basis.opens:
        record(
            actor=actor,
            kind="contact_logged",
            dossier_id=dossier_id,
            category=Category.WORK,
            occurred_on=told.occurred_on,
            subject_id=contact.id,
            legal_basis=told.basis.value,
            contact=told.kind.value,
            institution=told.partner_id,
            minutes=told.minutes,
        )
    return contact


@atomic
def promote(*, actor: Actor, contact: Contact, case_dossier_id: UUID) -> Promotion:
    """Keeps that a contact became a case, for the own institution alone; once."""
    if Promotion.objects.filter(contact=contact).exists():
        raise PromotedAlready
    promotion = Promotion(
        dossier_id=contact.dossier_id,
        contributor_id=actor.institution_id,
        contact=contact,
        case_dossier_id=case_dossier_id,
        promoted_on=actor.today,
    )
    promotion.save(force_insert=True)
    return promotion
