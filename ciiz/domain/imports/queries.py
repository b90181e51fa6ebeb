"""Reads of the context; the database shows everybody their own."""

from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotFound

from .models import Import


def imports(actor: Actor) -> QuerySet[Import]:
    """What the actor has brought in, latest first, without findings."""
    return Import.objects.filter(brought_by_id=actor.membership_id).order_by("-brought_at").defer("findings")


def one_import(actor: Actor, import_id: UUID) -> Import:
    """One of them; somebody else's does not exist."""
    del actor
    found = Import.objects.filter(id=import_id).first()
    if found is None:
        raise NotFound
    return found
