"""Recording a fact."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, SystemActor

from .models import Event, Reason

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
    reason: str = "",
    words: str = "",
    **codes: Code,
) -> Event:
    """Records one domain fact; `codes` are codes, numbers and ids of what happened, never free text.

    `reason` is a code of the canton and is kept apart from them, with its `words` if no code says it: fewer people read
    why than that it happened.
    """
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
    if reason:
        Reason(dossier_id=dossier_id, contributor_id=actor.institution_id, event=event, code=reason, words=words).save(
            force_insert=True
        )
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
