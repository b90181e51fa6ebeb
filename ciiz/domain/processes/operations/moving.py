"""The mechanics of a move: every process of a case at once, calls and returns between them, one writing at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.gather import as_json, inserting
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.errors import Conflict

from .. import engine
from ..enums import DefinitionState, Deviation
from ..errors import AlreadyRunning, NoProcess, WrongOutcome
from ..graphs import graph_of
from ..models import Definition, Instance, StepRecord, depths
from .advance import Advance, Done, describe

Find = Callable[[str, str], Definition | None]


def published(canton: str, process: str) -> Definition | None:
    """The version on which the canton's new cases start."""
    return next(iter(_published(canton, process)), None)


@compiled
def _published(canton: str, process: str) -> QuerySet[Definition]:
    rows = Definition.objects.filter(canton_id=canton, code=process, state=DefinitionState.PUBLISHED)
    return rows.defer("xml")


class Run:
    """One process of a case: where it stands, what this move has left and reached."""

    def __init__(self, actor: Actor, instance: Instance, state: engine.State, *, begun: bool = False) -> None:
        self.actor = actor
        self.instance = instance
        self.graph = graph_of(instance.definition)
        self.state = state
        self.entered: dict[str, str] = dict(instance.entered)
        self.reached: set[str] = set(state.active) if begun else set()
        self.records: list[StepRecord] = []
        self.begun = begun
        self.moves = 0
        self.told = 0
        """How many records belong to earlier moves."""

    @property
    def running(self) -> bool:
        """Not at an end."""
        return self.state.ended is None

    def complete(
        self, code: str, outcome: str, on: date, *, journey: str = "", deviation: Deviation | None = None
    ) -> None:
        """A step ends with an outcome; an ongoing step may stay open and keeps the day on which it was reached."""
        node = self.graph.steps[code]
        try:
            state = engine.complete(self.graph, self.state, code, outcome)
        except engine.OutcomeUnknown as error:
            raise WrongOutcome(field="outcome") from error
        stays = self.entered.get(code) if outcome in node.again else None
        self._go(state, on, left={code: outcome}, journey=journey, deviation=deviation)
        self.records[-1].stays = outcome in node.again
        if stays:
            self.entered[code] = stays
            self.reached.discard(code)

    def interrupt(self, event: engine.Node, outcome: str, on: date, *, journey: str) -> None:
        """An event happens: it cuts off what waits, or goes on beside it."""
        try:
            state = engine.interrupt(self.graph, self.state, journey, outcome)
        except engine.OutcomeUnknown as error:
            raise WrongOutcome(field="outcome") from error
        kept = frozenset(state.active) & (frozenset(self.state.active) if event.beside else self.graph.beside)
        cut = dict.fromkeys((code for code in self.state.active if code not in kept), "")
        self._go(state, on, left=cut, journey=journey)
        self._leave(event.code, event.id, outcome, on, journey=journey)

    def seat(self, code: str, reason: Deviation, on: date, *, journey: str = "") -> None:
        """The case goes to a step out of turn."""
        state = engine.seat(self.graph, self.state, code)
        left = dict.fromkeys((one for one in self.state.active if one not in state.active), "")
        self._go(state, on, left=left, journey=journey, deviation=reason)
        self.reached.add(code)

    def cut(self, on: date) -> None:
        """What called this process was cut off."""
        self._go(engine.cut(self.state), on, left=dict.fromkeys(self.state.active, ""))

    def move(self, definition: Definition, state: engine.State, on: date) -> None:
        """Goes over to another version; what it does not know is left on the old one."""
        for code in self.state.active:
            if code not in state.active:
                self._leave(code, self.graph.steps[code].id, "", on, deviation=Deviation.MOVED)
        self.instance.definition = definition
        self.graph = graph_of(definition)
        self._go(state, on, left={})

    def _go(
        self,
        state: engine.State,
        on: date,
        *,
        left: dict[str, str],
        journey: str = "",
        deviation: Deviation | None = None,
    ) -> None:
        before, self.state = set(self.state.active) - set(left), state
        for code, outcome in left.items():
            self._leave(code, self.graph.steps[code].id, outcome, on, journey=journey, deviation=deviation)
        fresh = set(state.active) - before
        self.entered = {code: self.entered.get(code, on.isoformat()) for code in state.active}
        self.reached = (self.reached | fresh) & set(state.active)
        self.moves += 1

    def _leave(
        self,
        code: str,
        node: str,
        outcome: str,
        on: date,
        *,
        journey: str = "",
        deviation: Deviation | None = None,
    ) -> None:
        """Notes that a step (or event) is over."""
        since = self.entered.pop(code, None)
        self.records.append(
            StepRecord(
                dossier_id=self.instance.dossier_id,
                contributor_id=self.actor.institution_id,
                instance=self.instance,
                definition=self.instance.definition,
                code=code,
                node=node,
                entered_on=date.fromisoformat(since) if since else on,
                done_on=on,
                done_by_id=self.actor.membership_id,
                journey=journey,
                outcome=outcome,
                deviation=deviation is not None,
                reason=deviation or "",
                ordinal=sum(self.state.counts.values()) * 10 + len(self.records) - self.told,
            )
        )

    def settle(self, on: date) -> Instance:
        """Lets the instance say where the process stands now."""
        instance = self.instance
        instance.entered, instance.state = self.entered, self.state.as_json()
        instance.ended_on = None if self.running else on
        instance.version += self.moves if self.begun else 1
        return instance


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that waits for a journey: about which kind of thing, with which outcomes."""

    step: str
    kind: str
    outcomes: tuple[str, ...]


class Course:
    """Where a case stands in all its processes, held until the transaction ends; the youngest is asked first."""

    def __init__(self, actor: Actor, dossier_id: UUID, runs: Sequence[Run] = (), find: Find = published) -> None:
        self.actor = actor
        self.dossier_id = dossier_id
        self.runs = list(runs)
        self.find = find

    def step(self, journey: str, kind: str = "") -> str:
        """Code of the waiting step that a journey completes or accompanies, or of the event that it starts."""
        for run in self.runs:
            if code := engine.at(run.graph, run.state, journey, kind):
                return code
            event = run.graph.events.get(journey)
            if event is not None and engine.can_interrupt(run.graph, event, run.state):
                return event.code
        return ""

    def offer(self, journey: str) -> Offer | None:
        """What the step asks for that a journey would complete now."""
        for run in self.runs:
            reach = engine.accepting(run.graph, run.state, journey)
            if reach is not None:
                node = run.graph.steps[reach.step]
                return Offer(node.code, node.kinds.get(journey, ""), node.journeys[journey])
        return None

    def timer(self, task: str) -> engine.Deadline | None:
        """What is drawn for a task that comes up beside the steps: the youngest process that names it answers.

        What comes again and again goes before what is drawn once, a step that waits before the others.
        """
        for run in self.runs:
            found = [(node, one) for node, one in run.graph.timers() if task in one.tasks]
            if found:
                return min(found, key=lambda pair: (not pair[1].repeats, pair[0].code not in run.state.active))[1]
        return None

    def begin(self, definition: Definition, on: date, parent: Instance | None = None) -> Run:
        """A new process of the case, and what it calls at once; one of the same code must not run."""
        if any(run.running and run.instance.process == definition.code for run in self.runs):
            raise AlreadyRunning
        graph = graph_of(definition)
        state = engine.start(graph)
        instance = Instance(
            dossier_id=self.dossier_id,
            contributor_id=self.actor.institution_id,
            definition=definition,
            process=definition.code,
            parent=parent,
            state=state.as_json(),
            entered={code: on.isoformat() for code in state.active},
            started_on=on,
        )
        run = Run(self.actor, instance, state, begun=True)
        self.runs.insert(0, run)
        self._call(run, on)
        return run

    def follow(self, run: Run, on: date) -> None:
        """What a moved process brings about in the others: calls begin, are cut off, or return."""
        self._call(run, on)
        for child in self._called_by(run):
            waits = {code for code in run.state.active if run.graph.steps[code].calls == child.instance.process}
            if not waits and child.running:
                child.cut(on)
                self.follow(child, on)
        caller = next((one for one in self.runs if one.instance.id == run.instance.parent_id and one.running), None)
        if run.running or caller is None or not run.state.ended:
            return
        waiting = [code for code in caller.state.active if caller.graph.steps[code].calls == run.instance.process]
        if waiting:
            caller.complete(waiting[0], run.state.ended, on)
            self.follow(caller, on)

    def _called_by(self, run: Run) -> list[Run]:
        return [one for one in self.runs if one.instance.parent_id == run.instance.id]

    def _call(self, run: Run, on: date) -> None:
        for code in sorted(run.reached):
            called = run.graph.steps[code].calls
            busy = any(one.running and one.instance.process == called for one in self._called_by(run))
            definition = self._answered(run, code) if called and not busy else None
            if definition is not None:
                self.begin(definition, on, run.instance)

    def _answered(self, run: Run, code: str) -> Definition | None:
        """What a step calls: the version in force, or for an older drawing the latest one whose ends it answers."""
        node, canton = run.graph.steps[code], run.instance.definition.canton_id
        found = self.find(canton, node.calls)
        if found is None or not run.graph.unanswered(node, graph_of(found)):
            return found
        older = Definition.objects.filter(canton_id=canton, code=node.calls, state=DefinitionState.RETIRED)
        fitting = (
            one for one in older.defer("xml").order_by("-version") if not run.graph.unanswered(node, graph_of(one))
        )
        return next(fitting, found)

    def write(self, on: date) -> None:
        """Writes everything that has moved, and what was left."""
        begun = [run for run in reversed(self.runs) if run.begun]
        moved = [run for run in self.runs if run.moves and not run.begun]
        if not begun and not moved:
            return
        values: dict[str, Any] = {
            "dossier": self.dossier_id,
            "begun": as_json([run.settle(on) for run in begun]),
            "moved": as_json([run.settle(on) for run in moved]),
            "left": as_json([record for run in self.runs for record in run.records]),
        }
        with prepared() as cursor:
            cursor.execute(_writing(), values)
            if cursor.rowcount != len(moved):
                raise DatabaseError("a process was not there to be moved")

    def told(self, first: Run) -> Advance:
        """What has happened, beginning with one process; from then on the next move is noted."""
        others = [describe_run(run) for run in self.runs if run is not first and (run.moves or run.begun)]
        told = describe_run(first, tuple(others))
        for run in self.runs:
            run.begun, run.moves, run.records, run.reached = False, 0, [], set()
        return told


@cache
def _writing() -> str:
    """The statement that begins processes, notes which steps were left and says where the others stand now."""
    return f"""
WITH begun AS ({inserting(Instance, "%(begun)s")}), gone AS ({inserting(StepRecord, "%(left)s")})
UPDATE processes_instance i
SET entered = n.entered, state = n.state, version = n.version, ended_on = n.ended_on, definition_id = n.definition_id
FROM jsonb_populate_recordset(NULL::processes_instance, %(moved)s::jsonb) n
WHERE i.dossier_id = %(dossier)s AND i.id = n.id
"""  # noqa: S608 - names of our own tables


def describe_run(run: Run, others: tuple[Advance, ...] = ()) -> Advance:
    """The advance of one process."""
    done = tuple(
        Done(run.instance.id, record.code, record.outcome, record.deviation, record.journey) for record in run.records
    )
    return describe(run.instance, run.graph, run.state, done=done, fresh=run.reached, others=others)


def course(
    actor: Actor, dossier_id: UUID, *, process: str | None = None, ended: bool = False, lock: bool = True
) -> Course:
    """The running processes of a case, the youngest first; with `ended` those that have ended as well."""
    rows = _all(dossier_id) if ended else _held(dossier_id) if lock else _seen(dossier_id)
    instances = sorted((row for row in rows if process in (None, row.process)), key=lambda row: -row.id.int)
    depth = depths(instances)
    instances.sort(key=lambda row: -depth[row.id])
    return Course(actor, dossier_id, [Run(actor, row, engine.State.from_json(row.state)) for row in instances])


def _instances(dossier_id: UUID) -> QuerySet[Instance]:
    return Instance.objects.select_related("definition").defer("definition__xml").filter(dossier_id=dossier_id)


@compiled
def _all(dossier_id: UUID) -> QuerySet[Instance]:
    return _instances(dossier_id).select_for_update(of=("self",))


@compiled
def _held(dossier_id: UUID) -> QuerySet[Instance]:
    return _instances(dossier_id).filter(ended_on__isnull=True).select_for_update(of=("self",))


@compiled
def _seen(dossier_id: UUID) -> QuerySet[Instance]:
    return _instances(dossier_id).filter(ended_on__isnull=True)


def expect(run: Run, version: int | None) -> None:
    """Somebody else moved the case in between."""
    if version is not None and version != run.instance.version:
        raise Conflict


def first(found: Course, process: str | None = None) -> Run:
    """The youngest process, or that of a code; the case must have one."""
    for run in found.runs:
        if process in (None, run.instance.process):
            return run
    raise NoProcess
