"""Moves of a token, and what holds after any of them."""

from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import ciiz
from ciiz.domain.processes import engine
from ciiz.domain.processes.engine import Definition, NodeKind, State
from ciiz.domain.processes.engine.check import successors
from ciiz.domain.processes.graphs import accept

from .drawings import LINE, PARALLEL, file, read

LIBRARY = Path(ciiz.__file__).parent / "library" / "processes"


def shipped(code: str) -> Definition:
    content = (LIBRARY / f"{code}.bpmn").read_bytes()
    return accept(content).definition


BLOCK = read(file(*PARALLEL))
SHIPPED = {path.stem: shipped(path.stem) for path in sorted(LIBRARY.glob("*.bpmn"))}
DEFINITIONS = (BLOCK, *SHIPPED.values())
CII101 = SHIPPED["CII101"]


def test_a_join_waits_for_every_branch() -> None:
    state = engine.start(BLOCK)
    assert state.active == ("T1.1", "T1.2")
    state = engine.complete(BLOCK, state, "T1.1", "yes")
    assert state.active == ("T1.2",)
    state = engine.complete(BLOCK, engine.complete(BLOCK, state, "T1.2"), "T1.3", "done")
    assert (state.active, state.arrived) == (("T1.4",), ())


def test_a_loop_inside_a_branch_does_not_disturb_the_other() -> None:
    state = engine.complete(BLOCK, engine.start(BLOCK), "T1.1", "no")
    assert state.active == ("T1.1", "T1.2")
    assert state.counts["T1.1"] == 2


def test_an_event_clears_the_whole_block() -> None:
    state = engine.complete(BLOCK, engine.start(BLOCK), "T1.1", "yes")
    state = engine.interrupt(BLOCK, state, "stop.now")
    assert (state.active, state.arrived, state.ended) == (("T1.4",), (), None)


def test_a_token_seated_inside_a_block_still_comes_out() -> None:
    state = engine.seat(BLOCK, engine.complete(BLOCK, engine.seat(BLOCK, engine.start(BLOCK), "T1.4"), "T1.4"), "T1.3")
    assert state.ended is None
    assert engine.complete(BLOCK, state, "T1.3", "done").active == ("T1.4",)


def test_a_token_seated_in_one_branch_leaves_the_other_alone() -> None:
    state = engine.seat(BLOCK, engine.start(BLOCK), "T1.3")
    assert state.active == ("T1.1", "T1.3")


def test_an_ended_process_is_opened_again_by_seating() -> None:
    line = read(file(*LINE))
    ended = engine.complete(line, engine.complete(line, engine.start(line), "T1.1"), "T1.2")
    assert ended.ended == "T1.9"
    assert engine.seat(line, ended, "T1.2").active == ("T1.2",)


def test_the_journey_of_the_next_step_ends_an_ongoing_one() -> None:
    state = engine.seat(CII101, engine.start(CII101), "CII101.5")
    reach = engine.accepting(CII101, state, "stocktake.record")
    assert reach is not None
    assert (reach.step, reach.skipped) == ("CII101.6", ("CII101.5",))
    assert engine.accepting(CII101, state, "close.close") is None


def test_moving_to_another_version_keeps_what_both_know() -> None:
    old = read(file(*LINE))
    state = engine.complete(old, engine.start(old), "T1.1")
    moved = engine.move(BLOCK, state, "T1.4")
    assert (moved.definition, moved.active) == (BLOCK.key, ("T1.4",))
    assert moved.outcomes == {"T1.1": "done"}
    assert engine.move(old, state).active == ("T1.2",)
    assert engine.move(BLOCK, engine.start(BLOCK)).active == ("T1.1", "T1.2")
    with pytest.raises(engine.StepUnknown):
        engine.move(CII101, state)


def test_a_state_of_another_version_is_refused() -> None:
    with pytest.raises(engine.OtherDefinition):
        engine.complete(CII101, engine.start(BLOCK), "T1.1")


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        {},
        [],
        {**engine.start(BLOCK).as_json(), "active": []},
        {**engine.start(BLOCK).as_json(), "ended": "T1.9"},
        {**engine.start(BLOCK).as_json(), "counts": {"T1.1": "many"}},
    ],
)
def test_a_damaged_state_is_not_read(damaged: Any) -> None:
    with pytest.raises(engine.StateDamaged):
        State.from_json(damaged)


def reaches_end(definition: Definition, state: State) -> bool:
    """Whether an end can still be reached from every active step of the process itself."""
    for code in set(state.active) - definition.beside:
        seen: set[str] = set()
        waiting = [definition.steps[code].id]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += successors(definition, definition.nodes[node])
        if not any(definition.nodes[node].kind is NodeKind.END for node in seen):
            return False
    return True


class Walk(RuleBasedStateMachine):
    """Random moves on any of the definitions: the token is never lost and never doubled."""

    definition: Definition
    state: State

    @initialize(definition=st.sampled_from(DEFINITIONS))
    def begin(self, definition: Definition) -> None:
        self.definition = definition
        self.state = engine.start(definition)

    @precondition(lambda self: self.state.active)
    @rule(data=st.data())
    def complete(self, data: st.DataObject) -> None:
        node = self.definition.steps[data.draw(st.sampled_from(self.state.active))]
        possible = self.definition.answers(node) if node.calls else node.outcomes
        outcome = data.draw(st.sampled_from(sorted(possible or {engine.DONE})))
        self.state = engine.complete(self.definition, self.state, node.code, outcome)

    @precondition(
        lambda self: any(
            engine.can_interrupt(self.definition, event, self.state) for event in self.definition.events.values()
        )
    )
    @rule(data=st.data())
    def interrupt(self, data: st.DataObject) -> None:
        possible = [
            name
            for name, event in self.definition.events.items()
            if engine.can_interrupt(self.definition, event, self.state)
        ]
        journey = data.draw(st.sampled_from(possible))
        outcome = data.draw(st.sampled_from(sorted(self.definition.events[journey].outcomes)))
        self.state = engine.interrupt(self.definition, self.state, journey, outcome)

    @rule(data=st.data())
    def seat(self, data: st.DataObject) -> None:
        possible = set(self.definition.steps)
        if not self.state.active:
            possible -= self.definition.beside
        step = data.draw(st.sampled_from(sorted(possible)))
        self.state = engine.seat(self.definition, self.state, step)
        assert step in self.state.active

    @rule()
    def move_to_the_same_version(self) -> None:
        moved = engine.move(self.definition, self.state)
        assert (moved.active, moved.ended) == (self.state.active, self.state.ended)
        self.state = moved

    @invariant()
    def either_a_step_waits_or_the_process_has_ended(self) -> None:
        assert bool(set(self.state.active) - self.definition.beside) != (self.state.ended is not None)
        assert len(self.state.active) == len(set(self.state.active))

    @invariant()
    def the_end_can_be_reached(self) -> None:
        assert reaches_end(self.definition, self.state)
        for block in self.definition.blocks:
            inside = [
                any(self.definition.steps[code].id in nodes for code in self.state.active)
                for nodes in block.branches.values()
            ]
            if any(inside):
                waits = [arrow in self.state.arrived for arrow in block.branches]
                assert all(one != other for one, other in zip(inside, waits, strict=True))
            else:
                assert not self.state.arrived

    @invariant()
    def the_state_is_bounded_and_survives_json(self) -> None:
        assert engine.fits(self.definition, self.state)
        assert len(self.state.dumps()) < 60 * len(self.definition.nodes) + 200
        assert State.from_json(self.state.as_json()) == self.state


Walk.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, derandomize=True, database=None
)
TestWalk = Walk.TestCase


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_no_bytes_do_more_than_being_refused(content: bytes) -> None:
    with pytest.raises(engine.ImportRefused):
        read(content)


@given(st.data())
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_a_sound_file_with_a_piece_cut_out_is_refused_or_sound(data: st.DataObject) -> None:
    content = file(*PARALLEL)
    first = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(1, 60))
    try:
        definition = read(content[:first] + content[first + length :])
    except engine.ImportRefused:
        return
    assert engine.start(definition).active
