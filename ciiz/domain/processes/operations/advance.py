"""What a move brought about, for callers who set tasks and record facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ciiz.foundation.i18n.fields import TranslatedText

from .. import engine
from ..models import Instance


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was left: with an outcome, or without one (deviation, event)."""

    instance_id: UUID
    code: str
    outcome: str
    deviation: bool
    journey: str


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """A step that waits; `fresh` ones were reached by this move."""

    instance_id: UUID
    code: str
    name: TranslatedText
    role: str
    roles_with: tuple[str, ...]
    journeys: tuple[str, ...]
    entered_on: date
    fresh: bool
    deadlines: tuple[engine.Deadline, ...]

    def timer(self, task: str) -> engine.Deadline | None:
        """What the step draws for a task: a timer that names it goes before one that names none."""
        return min((one for one in self.deadlines if one.is_for(task)), key=lambda one: not one.tasks, default=None)


@dataclass(frozen=True, slots=True)
class Advance:
    """What a move brought about.

    `others` are moves that followed in other instances of the case: a called process that started, a calling one that
    went on.
    """

    instance_id: UUID
    dossier_id: UUID
    process: str
    version: int
    done: tuple[Done, ...]
    ready: tuple[ReadyStep, ...]
    ended: str | None
    others: tuple["Advance", ...] = ()

    @property
    def step(self) -> str:
        """Code of the last step that ended with an outcome: the step of the domain fact."""
        return next((done.code for done in reversed(self.done) if done.outcome), "")

    def all_done(self) -> tuple[Done, ...]:
        """What was left in this and the other instances."""
        return self.done + tuple(done for other in self.others for done in other.all_done())

    def all_ready(self) -> tuple[ReadyStep, ...]:
        """Ready steps of this and the other instances."""
        return self.ready + tuple(step for other in self.others for step in other.all_ready())


def describe(
    instance: Instance,
    graph: engine.Definition,
    state: engine.State,
    *,
    done: tuple[Done, ...] = (),
    fresh: Collection[str] = (),
    others: tuple[Advance, ...] = (),
) -> Advance:
    """The advance of an instance that was just moved."""
    return Advance(
        instance_id=instance.id,
        dossier_id=instance.dossier_id,
        process=instance.process,
        version=instance.version,
        done=done,
        ready=tuple(
            ReadyStep(
                instance_id=instance.id,
                code=node.code,
                name=TranslatedText(node.text.name),
                role=node.role,
                roles_with=node.roles_with,
                journeys=tuple(node.journeys),
                entered_on=date.fromisoformat(instance.entered[node.code]),
                fresh=node.code in fresh,
                deadlines=node.deadlines,
            )
            for node in engine.ready(graph, state)
        ),
        ended=state.ended,
        others=others,
    )
