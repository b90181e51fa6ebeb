"""Moving cases through their processes; every move says what was done, what is ready and what has ended.

Tasks are set by the caller from `Advance`; the domain fact itself is recorded by the operation of its own context.
"""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Dossier
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from .. import engine, policies
from ..enums import Deviation
from ..errors import NoProcess, NotForeseen
from ..graphs import graph_of
from ..models import Definition, Instance
from .advance import Advance
from .moving import Course, Run, course, expect, first, published


@atomic
def start(*, actor: Actor, dossier_id: UUID, process: str, on: date, held: Course | None = None) -> Advance:
    """Starts the process that the case's canton has published; `held` is the course, if it was read already."""
    canton = Dossier.objects.filter(id=dossier_id).values_list("canton_id", flat=True).first()
    definition = published(canton, process) if canton else None
    if definition is None:
        raise NoProcess
    held = held or course(actor, dossier_id)
    run = held.begin(definition, on)
    held.write(on)
    return held.told(run)


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
    held: Course | None = None,
    kind: str = "",
) -> Advance:
    """A journey was done: completes the step that waits for it, and the ongoing one before it.

    If no step waits for it, this is `NotForeseen`, unless a reason for a deviation is given and the actor may deviate.
    `held` is the course, if it was read in this transaction already; `kind` says which kind of thing was done.
    """
    held = held or course(actor, dossier_id, process=process)
    first(held)
    for run in held.runs:
        reach = engine.accepting(run.graph, run.state, journey, kind)
        if reach is not None:
            expect(run, expected_version)
            for code in reach.skipped:
                node = run.graph.steps[code]
                run.complete(code, min(node.outcomes - node.again), on, journey=journey)
            run.complete(reach.step, outcome, on, journey=journey)
            return _settle(held, run, on)
    if deviation is not None and policies.may_deviate(actor.role):
        for run in held.runs:
            target = next((node.code for node in run.graph.steps.values() if journey in node.journeys), None)
            if target is not None and target not in run.graph.beside:
                expect(run, expected_version)
                run.seat(target, deviation, on, journey=journey)
                run.complete(target, outcome, on, journey=journey, deviation=deviation)
                return _settle(held, run, on)
    raise NotForeseen(active=_active(held))


@atomic
def interrupt(
    *,
    actor: Actor,
    dossier_id: UUID,
    journey: str,
    on: date,
    outcome: str = engine.DONE,
    process: str | None = None,
    expected_version: int | None = None,
    held: Course | None = None,
) -> Advance:
    """An event happened (break-off, something that affects the plan): the case goes on where the event leads.

    The youngest process that knows the event answers; what it had called is cut off with it.
    """
    held = held or course(actor, dossier_id, process=process)
    first(held)
    for run in held.runs:
        event = run.graph.events.get(journey)
        if event is not None and engine.can_interrupt(run.graph, event, run.state):
            expect(run, expected_version)
            run.interrupt(event, outcome, on, journey=journey)
            return _settle(held, run, on)
    raise NotForeseen(active=_active(held))


@atomic
def deviate(
    *, actor: Actor, dossier_id: UUID, process: str, step: str, on: date, reason: Deviation, expected_version: int
) -> Advance:
    """Puts the case on another step, with a reason; an ended process is opened again."""
    if not policies.may_deviate(actor.role):
        raise NotAllowed
    held = course(actor, dossier_id, ended=True)
    run = first(held, process)
    expect(run, expected_version)
    try:
        run.seat(step, reason, on)
    except (engine.StepUnknown, engine.StepNotActive) as error:
        raise NotForeseen(field="step") from error
    _record(actor, run.instance, "process.deviated", on, step=step, detail=str(reason))
    return _settle(held, run, on)


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
    held: Course | None = None,
) -> Advance:
    """Moves a running case to another version: to the same step, or to a named one where it no longer exists."""
    if not policies.may_move(actor.role):
        raise NotAllowed
    held = held or course(actor, dossier_id)
    run = first(held, process)
    expect(run, expected_version)
    canton = run.instance.definition.canton_id
    definition = Definition.objects.filter(id=definition_id, canton_id=canton, code=process).defer("xml").first()
    if definition is None:
        raise NoProcess(field="definition")
    try:
        state = engine.move(graph_of(definition), run.state, step)
    except (engine.StepUnknown, engine.StepNotActive) as error:
        raise NotForeseen(field="step") from error
    run.move(definition, state, on)
    _record(actor, run.instance, "process.moved", on, detail=str(definition.version))
    return _settle(held, run, on)


def _settle(held: Course, run: Run, on: date) -> Advance:
    held.follow(run, on)
    held.write(on)
    return held.told(run)


def _active(held: Course) -> tuple[str, ...]:
    return tuple(code for run in held.runs for code in run.state.active)


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
