"""Reading the timeline."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.reading import register

from .models import Event, Reason

DossiersOf = Callable[[int], "QuerySet[Any, UUID]"]


def events(actor: Actor, dossier_id: UUID) -> QuerySet[Event]:
    """What the actor may see of a dossier's history, latest first."""
    register([dossier_id], "basic")
    return _latest_first(dossier_id)


def _latest_first(dossier_id: UUID) -> QuerySet[Event]:
    return Event.objects.filter(dossier_id=dossier_id).order_by("-occurred_on", "-recorded_at")


def history(actor: Actor, dossier_id: UUID, limit: int) -> Sequence[Event]:
    """The latest events with who recorded them, in one statement."""
    register([dossier_id], "basic")
    found = _latest(dossier_id, limit=limit)
    for category in {event.category for event in found}:
        register([dossier_id], category)
    return found


@compiled
def _latest(dossier_id: UUID, *, limit: int) -> QuerySet[Event]:
    return _latest_first(dossier_id).select_related("contributor", "actor__user", "why")[:limit]


def moved(actor: Actor, dossiers: DossiersOf, *, since: date, kinds: Collection[str], limit: int) -> Sequence[Event]:
    """What others did since a day in the dossiers that a query of ids finds for a membership, latest first; one
    statement.
    """
    found = _moved(actor.membership_id, since, dossiers=dossiers, kinds=tuple(kinds), limit=limit)
    for event in found:
        register([event.dossier_id], event.category)
    return found


@compiled
def _moved(
    membership_id: int, since: date, *, dossiers: DossiersOf, kinds: tuple[str, ...], limit: int
) -> QuerySet[Event]:
    rows = Event.objects.filter(dossier_id__in=dossiers(membership_id), occurred_on__gte=since, kind__in=kinds)
    others = rows.exclude(actor_id=membership_id).select_related("contributor", "actor__user", "why")
    return others.order_by("-occurred_on", "-recorded_at")[:limit]


def reason(actor: Actor, dossier_id: UUID, kind: str, subject_id: UUID) -> Reason | None:
    """Why this happened to a subject, as told last; None if nobody said so or it is not open to the actor."""
    del actor
    register([dossier_id], "basic")
    told = Reason.objects.filter(dossier_id=dossier_id, event__kind=kind, event__subject_id=subject_id)
    return told.order_by("-event__recorded_at").first()


def unrecorded(kind: str, day: str) -> Q:
    """Condition on rows with a dossier: no event of this kind tells that their `day` came."""
    told = Event.objects.filter(
        dossier_id=OuterRef("dossier_id"), kind=kind, subject_id=OuterRef("id"), occurred_on=OuterRef(day)
    )
    return Q(~Exists(told))
