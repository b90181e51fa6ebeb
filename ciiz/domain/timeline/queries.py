"""Reading the timeline."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.reading import register

from .models import Event


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
    return _latest_first(dossier_id).select_related("contributor", "actor__user")[:limit]


def moved(
    actor: Actor, dossiers: QuerySet[Any, UUID], *, since: date, kinds: Collection[str], limit: int
) -> Sequence[Event]:
    """What others did since a day in the dossiers of a query of ids, latest first; one statement."""
    rows = Event.objects.filter(dossier_id__in=dossiers, occurred_on__gte=since, kind__in=kinds)
    found = list(
        rows.exclude(actor_id=actor.membership_id)
        .select_related("contributor", "actor__user")
        .order_by("-occurred_on", "-recorded_at")[:limit]
    )
    for event in found:
        register([event.dossier_id], event.category)
    return found


def unrecorded(kind: str, day: str) -> Q:
    """Condition on rows with a dossier: no event of this kind tells that their `day` came."""
    told = Event.objects.filter(
        dossier_id=OuterRef("dossier_id"), kind=kind, subject_id=OuterRef("id"), occurred_on=OuterRef(day)
    )
    return Q(~Exists(told))
