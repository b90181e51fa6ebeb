"""Starting a process whose first steps are done already (an import): nothing is read, so many fit in one statement."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.transactions import atomic

from .. import engine
from ..errors import NotForeseen
from ..models import Definition
from .advance import Advance, Place, describe
from .moving import Move, fresh_place, published


def definition_in_force(actor: Actor, process: str) -> Definition | None:
    """The version on which new cases start; for several calls of `start_with`."""
    return published(actor, process)


@atomic
def start_with(
    *, actor: Actor, dossier_id: UUID, definition: Definition, done: Sequence[tuple[str, str]], on: date
) -> Advance:
    """Starts a version for a new case and completes its first steps: journeys with their outcomes, in order.

    Only for steps that no other process is called from.
    """
    place = fresh_place(actor, dossier_id, definition, on, None)
    instance = place.instance
    fresh: frozenset[str] = frozenset(place.state.active)
    left = []
    for journey, outcome in done:
        reach = engine.accepting(place.graph, place.state, journey)
        if reach is None:
            raise NotForeseen(active=tuple(place.state.active))
        move = Move(actor, place, on, journey)
        move.complete(reach.step, outcome)
        fresh = move.settle()
        left += move.records
        place = Place(instance, place.graph, move.state)
    instance.save(force_insert=True)
    for record in left:
        record.save(force_insert=True)
    return describe(place, fresh=fresh)
