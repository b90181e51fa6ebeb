"""Reading the timeline."""

from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.reading import register

from .models import Event


def events(actor: Actor, dossier_id: UUID) -> QuerySet[Event]:
    """What the actor may see of a dossier's history, latest first."""
    del actor
    register([dossier_id], "basic")
    return Event.objects.filter(dossier_id=dossier_id).order_by("-occurred_on", "-recorded_at")
