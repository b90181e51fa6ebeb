"""Moving the running cases of a process to the version in force, a portion at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from ciiz.domain.access.public import Actor
from ciiz.domain.processes import public as processes
from ciiz.foundation.db.transactions import atomic

from .standpoint import held
from .steps import Turn

PORTION = 50


@dataclass(frozen=True, slots=True)
class Moved:
    """How many cases were moved, and whether there are more that can be."""

    cases: int
    more: bool


@atomic
def move(*, actor: Actor, process: str, seats: Mapping[str, str] | None = None) -> Moved:
    """Moves at most `PORTION` cases that the actor sees to where they land on the version in force.

    `seats` names for cases that stand at some steps ("CII101.5", "A.1,A.2") another one to go on from. Whoever has been
    moved is not behind any more: a second time moves the next ones, and in the end none.
    """
    definition = processes.published(actor, process)
    found = processes.to_move(actor, definition, seats or {}, PORTION + 1)
    for one in found[:PORTION]:
        case, values = held(actor, one.dossier_id)
        Turn(actor=actor, case=case, values=values).relocate(definition, step=one.step, version=one.version)
    return Moved(len(found[:PORTION]), len(found) > PORTION)
