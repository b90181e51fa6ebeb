"""Recording a fact."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, SystemActor

from .models import Event

Code = str | int | bool | None


def record(
    *,
    actor: Actor,
    kind: str,
    dossier_id: UUID,
    occurred_on: date,
    category: Category = Category.BASIC,
    subject_id: UUID | None = None,
    legal_basis: str = "",
    step: str = "",
    corrects: UUID | None = None,
    **codes: Code,
) -> Event:
    """Records one domain fact; `codes` are codes, numbers and ids of what happened, never free text."""
    event = Event(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        actor_id=actor.membership_id,
        kind=kind,
        category=category,
        occurred_on=occurred_on,
        subject_id=subject_id,
        legal_basis=legal_basis,
        step=step,
        corrects_id=corrects,
        codes=codes,
    )
    event.save(force_insert=True)
    return event


def record_once(
    *,
    actor: SystemActor,
    kind: str,
    dossier_id: UUID,
    contributor_id: int,
    subject_id: UUID,
    occurred_on: date,
    category: Category = Category.BASIC,
    legal_basis: str = "",
    step: str = "",
) -> bool:
    """The platform records what a day brought about, with nobody as its author; False if it stands there already.

    `contributor_id` is the institution whose row came to its day.
    """
    del actor
    same = Event.objects.filter(dossier_id=dossier_id, kind=kind, subject_id=subject_id, occurred_on=occurred_on)
    if same.exists():
        return False
    Event(
        dossier_id=dossier_id,
        contributor_id=contributor_id,
        kind=kind,
        category=category,
        occurred_on=occurred_on,
        subject_id=subject_id,
        legal_basis=legal_basis,
        step=step,
    ).save(force_insert=True)
    return True
