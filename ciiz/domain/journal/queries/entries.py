"""Reading entries; the database lets through what the actor may see."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.reading import register

from ..enums import EntryKind
from ..models import Entry

PAGE = 50


def entries(
    actor: Actor,
    dossier_id: UUID,
    *,
    kind: EntryKind | None = None,
    category: str = "",
    own_institution: bool = False,
    before: tuple[date, UUID] | None = None,
    limit: int = PAGE,
) -> Sequence[Entry]:
    """Entries of a case, latest first, at most `limit`; `before` = day and id of the last one already shown."""
    if kind is None and not category and not own_institution and before is None:
        return _shown(_latest(dossier_id, limit=limit))
    rows = _of_case(dossier_id)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if category:
        rows = rows.filter(category=category)
    if own_institution:
        rows = rows.filter(contributor_id=actor.institution_id)
    if before is not None:
        day, last = before
        rows = rows.filter(occurred_on__lte=day).exclude(occurred_on=day, id__gte=last)
    return _shown(list(rows[:limit]))


@compiled
def _latest(dossier_id: UUID, *, limit: int) -> QuerySet[Entry]:
    return _of_case(dossier_id)[:limit]


def _of_case(dossier_id: UUID) -> QuerySet[Entry]:
    rows = Entry.objects.filter(dossier_id=dossier_id).select_related("author__user", "contributor")
    return rows.order_by("-occurred_on", "-id")


def _shown(found: list[Entry]) -> list[Entry]:
    for entry in found:
        register([entry.dossier_id], entry.category)
    return found


def entry(actor: Actor, entry_id: UUID) -> Entry | None:
    """One entry, None if it does not exist or is not for the actor."""
    del actor
    found = Entry.objects.filter(id=entry_id).select_related("author__user", "contributor").first()
    if found is not None:
        register([found.dossier_id], found.category)
    return found
