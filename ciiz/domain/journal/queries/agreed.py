"""Reading the short plan of a network case."""

from collections.abc import Sequence
from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.foundation.errors import NotFound
from ciiz.foundation.reading import register

from ..models import Agreed


def agreed(actor: Actor, dossier_id: UUID) -> Sequence[Agreed]:
    """The lines of the plan that are open to the actor, goal by goal in the order in which they were agreed on."""
    del actor
    shown = Agreed.objects.filter(dossier_id=dossier_id).select_related("membership__user", "membership__institution")
    found = list(shown.order_by("id")[:100])
    if found:
        register([dossier_id], Category.WORK)
    first = {row.goal: place for place, row in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda row: first[row.goal])


def agreement(actor: Actor, agreed_id: UUID) -> Agreed:
    """One line; hidden and absent are alike."""
    del actor
    found = Agreed.objects.filter(id=agreed_id).first()
    if found is None:
        raise NotFound
    register([found.dossier_id], Category.WORK)
    return found
