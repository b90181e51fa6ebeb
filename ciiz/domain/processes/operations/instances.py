"""Moving cases through their processes; every move says what was done, what is ready and what has ended.

Tasks are set by the caller from `Advance`; the domain fact itself is recorded by the operation of its own context.
"""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from .. import engine, policies
from ..enums import Deviation
from ..errors import NoProcess, NotForeseen
from ..graphs import graph_of
from ..models import Definition, Instance
from .advance import Advance, Place
from .moving import Move, begin, expect, published, running


@atomic
def start(*, actor: Actor, dossier_id: UUID, process: str, on: date) -> Advance:
    """Starts the canton's published process for a case."""
    definition = published(actor, process)
    if definition is None:
        raise NoProcess
    return begin(actor, dossier_id, definition, on, None)


@atomic
def complete_step(
    *,
    actor: Actor,
    dossier_id: UUID,
    journey: str,
    on: date,
    outcome: str = engine.DONE,
    process: str | None = None,
    expected_version: int | None = None,
    deviation: Deviation | None = None,
) -> Advance:
    """A journey was done: completes the step that waits for it, and the ongoing one before it.

    If no step waits for it, this is `NotForeseen`, unless a reason for a deviation is given and the actor may deviate.
    """
    places = running(dossier_id, process)
    for place in places:
        reach = engine.accepting(place.graph, place.state, journey)
        if reach is not None:
            expect(place, expected_version)
            step = Move(actor, place, on, journey)
            for code in reach.skipped:
                node = place.graph.steps[code]
                step.complete(code, min(node.outcomes - node.again))
            step.complete(reach.step, outcome)
            return step.save()
    if deviation is not None and policies.may_deviate(actor.role):
        for place in places:
            target = next((node.code for node in place.graph.steps.values() if journey in node.journeys), None)
            if target is not None:
                expect(place, expected_version)
                step = Move(actor, place, on, journey)
                step.seat(target, deviation)
                step.complete(target, outcome, deviation)
                return step.save()
    raise NotForeseen(active=_active(places))


@atomic
def interrupt(
    *,
    actor: Actor,
    dossier_id: UUID,
    journey: str,
    on: date,
    process: str | None = None,
    expected_version: int | None = None,
) -> Advance:
    """An event happened (break-off, something that affects the plan): the case goes on where the event leads."""
    places = running(dossier_id, process)
    for place in places:
        event = place.graph.events.get(journey)
        if event is not None and engine.can_interrupt(event, place.state):
            expect(place, expected_version)
            cut = Move(actor, place, on, journey)
            cut.interrupt(event)
            return cut.save()
    raise NotForeseen(active=_active(places))


@atomic
def deviate(
    *, actor: Actor, dossier_id: UUID, process: str, step: str, on: date, reason: Deviation, expected_version: int
) -> Advance:
    """Puts the case on another step, with a reason; an ended process is opened again."""
    if not policies.may_deviate(actor.role):
        raise NotAllowed
    place = running(dossier_id, process, ended=True)[0]
    expect(place, expected_version)
    seating = Move(actor, place, on)
    try:
        seating.seat(step, reason)
    except engine.StepUnknown as error:
        raise NotForeseen(field="step") from error
    _record(actor, place.instance, "process.deviated", on, step=step, detail=str(reason))
    return seating.save()


@atomic
def move(
    *,
    actor: Actor,
    dossier_id: UUID,
    process: str,
    definition_id: UUID,
    on: date,
    expected_version: int,
    step: str | None = None,
) -> Advance:
    """Moves a running case to another version: to the same step, or to a named one where it no longer exists."""
    if not policies.may_move(actor.role):
        raise NotAllowed
    place = running(dossier_id, process)[0]
    expect(place, expected_version)
    definition = Definition.objects.filter(id=definition_id, canton_id=actor.canton, code=process).defer("xml").first()
    if definition is None:
        raise NoProcess(field="definition")
    graph = graph_of(definition)
    try:
        state = engine.move(graph, place.state, step)
    except engine.StepUnknown as error:
        raise NotForeseen(field="step") from error
    before, place.instance.definition = place.instance.definition, definition
    moving = Move(actor, Place(place.instance, graph, state), on)
    for code in place.state.active:
        if code not in state.active:
            moving.leave(code, place.graph.steps[code].id, "", Deviation.MOVED, definition=before)
    _record(actor, place.instance, "process.moved", on, detail=str(definition.version))
    return moving.save()


def _active(places: list[Place]) -> tuple[str, ...]:
    return tuple(code for place in places for code in place.state.active)


def _record(actor: Actor, instance: Instance, kind: str, on: date, *, step: str = "", detail: str) -> None:
    record(
        actor=actor,
        kind=kind,
        dossier_id=instance.dossier_id,
        occurred_on=on,
        subject_id=instance.id,
        step=step,
        process=instance.process,
        detail=detail,
    )
