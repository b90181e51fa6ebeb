"""Starting a process whose first steps are done already (an import): nothing is read, so many fit in one statement."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.transactions import atomic

from .. import engine
from ..errors import NotForeseen
from ..models import Definition
from .advance import Advance
from .moving import Course, Find


@atomic
def start_with(
    *,
    actor: Actor,
    dossier_id: UUID,
    definition: Definition,
    done: Sequence[tuple[str, str]],
    on: date,
    find: Find,
) -> Advance:
    """Starts a version for a new case and completes its first steps: journeys with their outcomes, in order.

    `find` gives the versions of what it calls.
    """
    begun = Course(actor, dossier_id, find=find)
    first = begun.begin(definition, on)
    for journey, outcome in done:
        run = next((one for one in begun.runs if engine.accepting(one.graph, one.state, journey)), None)
        if run is None:
            raise NotForeseen(active=tuple(code for one in begun.runs for code in one.state.active))
        run.complete(_step(run.graph, run.state, journey), outcome, on, journey=journey)
        begun.follow(run, on)
        for one in begun.runs:
            one.told = len(one.records)
    for run in reversed(begun.runs):
        run.settle(on).save(force_insert=True)
    for record in (record for run in begun.runs for record in run.records):
        record.save(force_insert=True)
    return begun.told(first)


def _step(graph: engine.Definition, state: engine.State, journey: str) -> str:
    reach = engine.accepting(graph, state, journey)
    return reach.step if reach else ""
