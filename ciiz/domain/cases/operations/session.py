"""Results of round tables and assessments, and the resource sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from ..enums import Domain, SessionKind, SessionOutcome
from ..errors import DayOutOfOrder
from ..models import Case, Possibility, Resource, SessionParticipant, SessionResult


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """One line of the resource sheet; the estimate goes from 1 (little) to 5 (much)."""

    domain: Domain
    resource: str = ""
    obstacle: str = ""
    estimate: int | None = None


@atomic
def record_session(
    *,
    actor: Actor,
    case: Case,
    kind: SessionKind,
    held_on: date,
    outcome: SessionOutcome,
    person_present: bool,
    participants: Iterable[tuple[int, int | None]],
    possibilities: Iterable[tuple[Domain, str]] = (),
    resources: Iterable[ResourceLine] = (),
    step: str = "",
) -> SessionResult:
    """Records a session's result: participants (institution, membership or none), first plan, resource sheet."""
    if held_on > actor.today or (case.accepted_on is not None and held_on < case.accepted_on):
        raise DayOutOfOrder(field="held_on")
    session = SessionResult(
        dossier_id=case.dossier_id,
        contributor_id=actor.institution_id,
        case=case,
        kind=kind,
        held_on=held_on,
        outcome=outcome,
        person_present=person_present,
        recorded_by_id=actor.membership_id,
    )
    session.save(force_insert=True)
    SessionParticipant.objects.bulk_create(
        SessionParticipant(
            dossier_id=case.dossier_id,
            contributor_id=actor.institution_id,
            session=session,
            institution_id=institution_id,
            membership_id=membership_id,
        )
        for institution_id, membership_id in dict.fromkeys(participants)
    )
    Possibility.objects.bulk_create(
        Possibility(
            dossier_id=case.dossier_id,
            contributor_id=actor.institution_id,
            session=session,
            domain=domain,
            category=domain.category,
            text=text.strip(),
            position=position,
        )
        for position, (domain, text) in enumerate(possibilities)
        if text.strip()
    )
    note_resources(actor=actor, dossier_id=case.dossier_id, on=held_on, lines=resources, session=session)
    record(
        actor=actor,
        kind="session_recorded",
        dossier_id=case.dossier_id,
        occurred_on=held_on,
        subject_id=session.id,
        step=step,
        session=kind.value,
        outcome=outcome.value,
    )
    return session


def note_resources(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    lines: Iterable[ResourceLine],
    session: SessionResult | None = None,
) -> None:
    """Adds lines to the resource sheet; earlier ones stay, so that change can be shown."""
    Resource.objects.bulk_create(
        Resource(
            dossier_id=dossier_id,
            contributor_id=actor.institution_id,
            session=session,
            domain=line.domain,
            category=line.domain.category,
            resource=line.resource.strip(),
            obstacle=line.obstacle.strip(),
            estimate=line.estimate,
            noted_on=on,
            noted_by_id=actor.membership_id,
        )
        for line in lines
        if line.resource.strip() or line.obstacle.strip() or line.estimate is not None
    )
