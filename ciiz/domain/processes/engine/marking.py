"""Where a process stands, and the five moves: start, complete, interrupt, seat, move.

All functions are pure: they take a definition and a state and return a new state. A state is small and bounded:
no more active steps than the drawing has, one counter and one outcome per step.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .graph import Block, Definition, Flow, Node, NodeKind
from .problems import (
    AlreadyEnded,
    EventNotPossible,
    OtherDefinition,
    OutcomeUnknown,
    StateDamaged,
    StepNotActive,
    StepUnknown,
)

DONE = "done"
CUT = ""


@dataclass(frozen=True, slots=True)
class State:
    """Where one instance stands: codes of active steps, arrows already at a join, visits and last outcome per step.

    Exactly one holds: some step is active, or `ended` is the code of the end that was reached (`CUT`: of none).
    """

    definition: str
    active: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    ended: str | None = None

    def as_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "definition": self.definition,
            "active": list(self.active),
            "arrived": list(self.arrived),
            "counts": dict(self.counts),
            "outcomes": dict(self.outcomes),
            "ended": self.ended,
        }

    @classmethod
    def from_json(cls, value: Any) -> "State":
        """The state that `as_json` wrote; anything else is refused."""
        try:
            state = cls(
                definition=str(value["definition"]),
                active=tuple(str(code) for code in value["active"]),
                arrived=tuple(str(arrow) for arrow in value["arrived"]),
                counts={str(code): int(count) for code, count in value["counts"].items()},
                outcomes={str(code): str(outcome) for code, outcome in value["outcomes"].items()},
                ended=None if value["ended"] is None else str(value["ended"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise StateDamaged(str(error)) from error
        if bool(state.active) == (state.ended is not None):
            raise StateDamaged("either steps are active or the process has ended")
        return state

    def dumps(self) -> str:
        """The state as one line."""
        return json.dumps(self.as_json(), separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Reach:
    """A step that a journey may complete now; `skipped` are ongoing steps that end with it."""

    step: str
    skipped: tuple[str, ...] = ()


def start(definition: Definition) -> State:
    """The state of a new instance."""
    return _go(definition, State(definition.key), definition.start, DONE)


def complete(definition: Definition, state: State, step: str, outcome: str = DONE) -> State:
    """Complete an active step with an outcome; an ongoing step with an `again` outcome stays open."""
    _belongs(definition, state, step)
    node = _node(definition, state, step)
    if state.ended is not None:
        raise AlreadyEnded(step, allowed=(state.ended,))
    if step not in state.active:
        raise StepNotActive(step, state.active)
    allowed = definition.answers(node) if node.calls else node.outcomes or frozenset({DONE})
    if allowed and outcome not in allowed:
        raise OutcomeUnknown(f"{step} {outcome}", state.active, tuple(sorted(allowed)))
    recorded = replace(state, outcomes={**state.outcomes, step: outcome})
    if outcome in node.again:
        return replace(recorded, counts=_counted(recorded, step))
    left = replace(recorded, active=tuple(code for code in recorded.active if code != step))
    return _go(definition, left, node.id, outcome)


def interrupt(definition: Definition, state: State, journey: str, outcome: str = DONE) -> State:
    """An event sub-process starts by its journey: what was active ends, the token goes where the event leads.

    An event beside the process ends nothing; a second token goes through its steps. What waits there already ends only
    if the event names it.
    """
    _belongs(definition, state, journey)
    event = definition.events.get(journey)
    if event is None or not can_interrupt(definition, event, state):
        possible = tuple(name for name, node in definition.events.items() if can_interrupt(definition, node, state))
        raise EventNotPossible(journey, state.active, possible)
    if outcome not in event.outcomes:
        raise OutcomeUnknown(f"{event.code} {outcome}", state.active, tuple(sorted(event.outcomes)))
    told = replace(state, counts=_counted(state, event.code), outcomes={**state.outcomes, event.code: outcome})
    if event.beside:
        return _go(definition, told, event.id, outcome)
    ends = event.interrupts or frozenset(state.active)
    kept = tuple(code for code in state.active if code in definition.beside - ends)
    return _go(definition, replace(told, active=kept, arrived=()), event.id, outcome)


def cut(state: State) -> State:
    """What called the process was itself cut off: it ends, at none of its ends."""
    return replace(state, active=(), arrived=(), ended=CUT)


def seat(definition: Definition, state: State, step: str) -> State:
    """Put the token on a step, whatever was active: a deviation, or the reopening of an ended process.

    Inside a parallel block the other branches keep their steps; a branch without one counts as done. What waits beside
    the process stays, and beside it nothing else moves.
    """
    _belongs(definition, state, step)
    node = _node(definition, state, step)
    if step in definition.beside:
        if not set(state.active) - definition.beside:
            raise StepNotActive(step, state.active)
        return replace(state, active=tuple(sorted({*state.active, step})), counts=_counted(state, step))
    active: tuple[str, ...] = (step, *(code for code in state.active if code in definition.beside and code != step))
    arrived: tuple[str, ...] = ()
    if block := _block_around(definition, node):
        for arrow, branch in block.branches.items():
            if node.id in branch:
                continue
            kept = tuple(code for code in state.active if definition.steps[code].id in branch)
            active += kept
            arrived += () if kept else (arrow,)
    return replace(
        state,
        active=tuple(sorted(active)),
        arrived=tuple(sorted(arrived)),
        counts=_counted(state, step),
        ended=None,
    )


def move(definition: Definition, state: State, step: str | None = None) -> State:
    """Go over to another version (or process): to a named step, else to the steps of the same codes."""
    wanted = tuple(sorted(state.active, key=definition.beside.__contains__)) if step is None else (step,)
    kept = State(
        definition.key,
        counts={code: count for code, count in state.counts.items() if _knows(definition, code)},
        outcomes={code: outcome for code, outcome in state.outcomes.items() if _knows(definition, code)},
    )
    if not wanted:
        if state.ended not in definition.ends:
            raise StepUnknown(str(state.ended), (), tuple(definition.ends))
        return replace(kept, ended=state.ended)
    moved = kept
    for code in wanted:
        moved = seat(definition, moved, code)
    if lost := set(wanted) - set(moved.active):
        raise StepUnknown(sorted(lost)[0], moved.active, tuple(definition.steps))
    return replace(moved, counts={**moved.counts, **{code: kept.counts.get(code, 1) for code in wanted}})


def ready(definition: Definition, state: State) -> tuple[Node, ...]:
    """The steps that wait for somebody."""
    return tuple(definition.steps[code] for code in state.active)


def accepting(definition: Definition, state: State, journey: str, kind: str = "") -> Reach | None:
    """The active step that a journey completes, or the step right behind an ongoing one; None: not foreseen now.

    A step that asks for one kind of thing is not completed by another `kind`.
    """
    for node in ready(definition, state):
        if journey in node.journeys and (not kind or node.kinds.get(journey, kind) == kind):
            return Reach(node.code)
    for node in ready(definition, state):
        following = definition.nodes[_after(definition, node.id)]
        if node.ongoing and following.waits and journey in following.journeys:
            return Reach(following.code, (node.code,))
    return None


def at(definition: Definition, state: State, journey: str, kind: str = "") -> str:
    """The waiting step at which a journey takes place: the one that it completes or accompanies, else none."""
    reach = accepting(definition, state, journey, kind)
    if reach is not None:
        return reach.step
    return next((node.code for node in ready(definition, state) if journey in node.during), "")


def can_interrupt(definition: Definition, event: Node, state: State) -> bool:
    """Whether this event may happen now: at the step of the process, and not while it is under way beside it."""
    step = set(state.active) - definition.beside
    under_way = bool(event.inner & set(state.active))
    return bool(step) and not under_way and (not event.interrupts or bool(event.interrupts & step))


def fits(definition: Definition, state: State) -> bool:
    """Whether every code of a stored state exists in the definition."""
    codes = {*state.active, *state.counts, *state.outcomes} | ({state.ended} if state.ended else set())
    arrows = {arrow for block in definition.blocks for arrow in block.branches}
    known = all(_knows(definition, code) for code in codes) and set(state.active) <= set(definition.steps)
    return state.definition == definition.key and known and set(state.arrived) <= arrows


def _go(definition: Definition, state: State, left: str, outcome: str) -> State:
    """Let the token that leaves a node run until it rests on a step, waits at a join or reaches an end."""
    waiting = list(_leaving(definition, definition.nodes[left], outcome))
    while waiting:
        flow = waiting.pop()
        node = definition.nodes[flow.target]
        while node.kind is NodeKind.RESUME and node.resumes:
            node = definition.steps[node.resumes]
        if node.kind is NodeKind.RESUME:
            continue
        if node.waits:
            active = tuple(sorted({*state.active, node.code}))
            state = replace(state, active=active, counts=_counted(state, node.code))
        elif node.kind is NodeKind.END:
            state = replace(state, active=(), arrived=(), ended=node.code)
        else:
            block = next((block for block in definition.blocks if block.join == node.id), None)
            if block is not None:
                arrived = {*state.arrived, flow.id}
                complete_block = arrived >= set(block.branches)
                state = replace(
                    state, arrived=tuple(sorted(arrived - set(block.branches) if complete_block else arrived))
                )
                if not complete_block:
                    continue
            waiting.extend(_leaving(definition, node, outcome))
    return state


def _leaving(definition: Definition, node: Node, outcome: str) -> tuple[Flow, ...]:
    """The arrows that a token takes: all of a fork, of a choice the one for the outcome."""
    flows = definition.outgoing[node.id]
    if len(flows) == 1 or node.kind is NodeKind.PARALLEL:
        return flows
    return tuple(flow for flow in flows if outcome in flow.outcomes)


def _after(definition: Definition, node_id: str) -> str:
    return definition.outgoing[node_id][0].target


def _counted(state: State, code: str) -> dict[str, int]:
    return {**state.counts, code: state.counts.get(code, 0) + 1}


def _block_around(definition: Definition, node: Node) -> Block | None:
    around = (block for block in definition.blocks if any(node.id in branch for branch in block.branches.values()))
    return next(around, None)


def _knows(definition: Definition, code: str) -> bool:
    return (
        code in definition.steps
        or code in definition.ends
        or any(event.code == code for event in definition.events.values())
    )


def _node(definition: Definition, state: State, step: str) -> Node:
    node = definition.steps.get(step)
    if node is None:
        raise StepUnknown(step, state.active, tuple(definition.steps))
    return node


def _belongs(definition: Definition, state: State, step: str) -> None:
    if state.definition != definition.key:
        raise OtherDefinition(step, state.active, (definition.key,))
