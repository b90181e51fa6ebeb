"""The mechanics of a move: engine, records and instance in one go; calls and returns between processes."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.gather import write
from ciiz.foundation.errors import Conflict

from .. import engine
from ..enums import DefinitionState, Deviation
from ..errors import AlreadyRunning, NoProcess, WrongOutcome
from ..graphs import graph_of
from ..models import Definition, Instance, StepRecord
from .advance import Advance, Done, Place, describe


def running(dossier_id: UUID, process: str | None, *, ended: bool = False) -> list[Place]:
    """Instances of a case, locked, the youngest first: what was called is asked before what called it."""
    rows = _instances(dossier_id) if ended else _unended(dossier_id)
    found = [
        Place(instance, graph_of(instance.definition), engine.State.from_json(instance.state))
        for instance in rows
        if process in (None, instance.process)
    ]
    if not found:
        raise NoProcess
    return found


@compiled
def _instances(dossier_id: UUID) -> QuerySet[Instance]:
    rows = Instance.objects.select_for_update(of=("self",)).select_related("definition").defer("definition__xml")
    return rows.filter(dossier_id=dossier_id).order_by("-id")


@compiled
def _unended(dossier_id: UUID) -> QuerySet[Instance]:
    rows = Instance.objects.select_for_update(of=("self",)).select_related("definition").defer("definition__xml")
    return rows.filter(dossier_id=dossier_id, ended_on__isnull=True).order_by("-id")


def published(actor: Actor, process: str) -> Definition | None:
    """The version on which the canton's new cases start."""
    rows = Definition.objects.filter(canton_id=actor.canton, code=process, state=DefinitionState.PUBLISHED)
    return rows.defer("xml").first()


def expect(place: Place, version: int | None) -> None:
    """Somebody else moved the case in between."""
    if version is not None and version != place.instance.version:
        raise Conflict


def begin(actor: Actor, dossier_id: UUID, definition: Definition, on: date, parent: Instance | None) -> Advance:
    """A new instance on a version."""
    place = fresh_place(actor, dossier_id, definition, on, parent)
    try:
        with transaction.atomic():
            place.instance.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRunning from error
    state = place.state
    return describe(place, fresh=state.active, others=_called(actor, place, state.active, on))


def fresh_place(actor: Actor, dossier_id: UUID, definition: Definition, on: date, parent: Instance | None) -> Place:
    """Where a new instance on a version stands; not saved yet."""
    graph = graph_of(definition)
    state = engine.start(graph)
    instance = Instance(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        definition=definition,
        process=definition.code,
        parent=parent,
        state=state.as_json(),
        entered={code: on.isoformat() for code in state.active},
        started_on=on,
    )
    return Place(instance, graph, state)


class Move:
    """One move in the making: the engine's state, the steps left by it, the records to write."""

    def __init__(self, actor: Actor, place: Place, on: date, journey: str = "") -> None:
        self.actor = actor
        self.instance = place.instance
        self.graph = place.graph
        self.state = place.state
        self.on = on
        self.journey = journey
        self.entered = dict(place.instance.entered)
        self.seated: set[str] = set()
        self.records: list[StepRecord] = []

    def complete(self, code: str, outcome: str, deviation: Deviation | None = None) -> None:
        """A step ends with an outcome; an ongoing step may stay open and keeps the day on which it was reached."""
        since = self.entered.get(code)
        try:
            self.state = engine.complete(self.graph, self.state, code, outcome)
        except engine.OutcomeUnknown as error:
            raise WrongOutcome(field="outcome") from error
        self.leave(code, self.graph.steps[code].id, outcome, deviation)
        if outcome in self.graph.steps[code].again and since:
            self.entered[code] = since

    def interrupt(self, event: engine.Node) -> None:
        """An event cuts off what is active."""
        cut = self.state.active
        self.state = engine.interrupt(self.graph, self.state, self.journey)
        for code in cut:
            self.leave(code, self.graph.steps[code].id, "")
        self.leave(event.code, event.id, engine.DONE)

    def seat(self, code: str, reason: Deviation) -> None:
        """The case goes to a step out of turn."""
        before = self.state.active
        self.state = engine.seat(self.graph, self.state, code)
        for left in before:
            if left not in self.state.active:
                self.leave(left, self.graph.steps[left].id, "", reason)
        self.entered.setdefault(code, self.on.isoformat())
        self.seated.add(code)

    def leave(
        self,
        code: str,
        node: str,
        outcome: str,
        deviation: Deviation | None = None,
        definition: Definition | None = None,
    ) -> None:
        """Notes that a step (or event) is over."""
        since = self.entered.pop(code, None)
        self.records.append(
            StepRecord(
                dossier_id=self.instance.dossier_id,
                contributor_id=self.actor.institution_id,
                instance=self.instance,
                definition=definition or self.instance.definition,
                code=code,
                node=node,
                entered_on=date.fromisoformat(since) if since else self.on,
                done_on=self.on,
                done_by_id=self.actor.membership_id,
                journey=self.journey,
                outcome=outcome,
                deviation=deviation is not None,
                reason=deviation or "",
                ordinal=sum(self.state.counts.values()) * 10 + len(self.records),
            )
        )

    def settle(self) -> frozenset[str]:
        """Lets the instance say where the case stands now; returns the steps that this move has reached."""
        instance, state = self.instance, self.state
        fresh = frozenset(code for code in state.active if code not in self.entered or code in self.seated)
        instance.entered = {code: self.entered.get(code, self.on.isoformat()) for code in state.active}
        instance.state = state.as_json()
        instance.version += 1
        instance.ended_on = self.on if state.ended else None
        return fresh

    def save(self) -> Advance:
        """Writes records and instance, and carries the end or a call over to other instances."""
        instance, state = self.instance, self.state
        fresh = self.settle()
        instance.save(update_fields=["entered", "state", "version", "ended_on", "definition"])
        write(self.records)
        done = tuple(Done(record.code, record.outcome, record.deviation) for record in self.records)
        place = Place(instance, self.graph, state)
        others = _called(self.actor, place, fresh, self.on)
        if state.ended:
            others += _return_to_caller(self.actor, instance, self.on)
        return describe(place, done=done, fresh=fresh, others=others)


def _called(actor: Actor, place: Place, fresh: Collection[str], on: date) -> tuple[Advance, ...]:
    """Starts the processes that freshly reached call activities call, where the canton has drawn them."""
    started = []
    for code in sorted(fresh):
        node = place.graph.steps[code]
        definition = published(actor, node.calls) if node.calls and not node.journeys else None
        if definition is not None:
            started.append(begin(actor, place.instance.dossier_id, definition, on, place.instance))
    return tuple(started)


def _return_to_caller(actor: Actor, instance: Instance, on: date) -> tuple[Advance, ...]:
    """The called process has ended: the call activity that waits for it is done."""
    caller = instance.parent_id
    if caller is None or not Instance.objects.filter(id=caller, ended_on__isnull=True).exists():
        return ()
    for place in running(instance.dossier_id, None):
        waiting = [code for code in place.state.active if place.graph.steps[code].calls == instance.process]
        if place.instance.id == caller and waiting:
            move = Move(actor, place, on)
            move.complete(waiting[0], engine.DONE)
            return (move.save(),)
    return ()
