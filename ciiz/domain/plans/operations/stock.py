"""Taking stock."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from ..enums import Progress, StockTakingKind
from ..errors import HeldInFuture, NextTooEarly, PersonAbsent, ReasonMissing
from ..models import StockTaking
from ..queries import in_force


@atomic
def take_stock(
    *,
    actor: Actor,
    dossier_id: UUID,
    kind: StockTakingKind,
    held_on: date,
    progress: Progress,
    findings: str = "",
    present: Sequence[int] = (),
    person_present: bool | None = None,
    consent_valid: bool | None = None,
    consent_until: date | None = None,
    change_reason: str = "",
    next_on: date | None = None,
    change_plan: bool | None = None,
    step: str = "",
) -> StockTaking:
    """Records a stock-taking of the plan that is in force; `present` are memberships."""
    if held_on > actor.today:
        raise HeldInFuture(field="held_on")
    if next_on is not None and next_on <= held_on:
        raise NextTooEarly(field="next_on")
    if kind is StockTakingKind.PERSON and person_present is False:
        raise PersonAbsent(field="person_present")
    if change_plan and not change_reason.strip():
        raise ReasonMissing(field="change_reason")
    plan = in_force(actor, dossier_id)
    taken = StockTaking(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        kind=kind,
        held_on=held_on,
        plan=plan,
        present=sorted(set(present)),
        person_present=kind is StockTakingKind.PERSON if person_present is None else person_present,
        progress=progress,
        findings=findings.strip(),
        consent_valid=consent_valid,
        consent_until=consent_until,
        change_plan=change_plan,
        change_reason=change_reason.strip(),
        next_on=next_on,
        recorded_by_id=actor.membership_id,
    )
    taken.save(force_insert=True)
    record(
        actor=actor,
        kind="stock_taken",
        dossier_id=dossier_id,
        occurred_on=held_on,
        subject_id=taken.id,
        step=step,
        with_whom=kind.value,
        progress=progress.value,
        consent_valid=consent_valid,
        change_plan=change_plan,
    )
    return taken
