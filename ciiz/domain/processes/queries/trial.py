"""A drawing tried out: a test case goes through it by the engine, without a case and without a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ciiz.foundation.errors import NotFound

from .. import engine
from ..graphs import examined
from ..models import Draft

MOST = 200
"""Moves of one test case."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may happen now: the move as written, and the answer that the drawing gives it, if any."""

    move: str
    journey: str
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that the test case waits for, or an event that may happen, with the ways it may go."""

    code: str
    name: str
    role: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A move that was made."""

    code: str
    name: str
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Where a test case stands after some moves; `lit` and `done` are ids of the drawing."""

    waiting: tuple[Waiting, ...]
    events: tuple[Waiting, ...]
    gone: tuple[Gone, ...]
    ended: str
    lit: tuple[str, ...]
    done: tuple[str, ...]


def trial(drawn: Draft, moves: Sequence[str], language: str) -> Trial:
    """The test case after these moves ("T1.2 yes", "! change.event done"); what is not possible does not exist."""
    graph = examined(drawn.xml.encode()).definition
    if graph is None or len(moves) > MOST:
        raise NotFound
    state, gone, done = engine.start(graph), [], []
    for move in moves:
        word, _space, rest = move.partition(" ")
        try:
            if word == "!":
                journey, _space, outcome = rest.partition(" ")
                node = graph.events[journey]
                state = engine.interrupt(graph, state, journey, outcome)
            else:
                outcome, node = rest, graph.steps[word]
                state = engine.complete(graph, state, word, outcome)
        except (KeyError, engine.MoveRefused) as refused:
            raise NotFound from refused
        done.append(node.id)
        gone.append(Gone(node.code, node.text.name[language], outcome, _answer(graph, node, outcome, language)))
    ready = engine.ready(graph, state)
    ended = graph.ends[state.ended] if state.ended else None
    return Trial(
        waiting=tuple(_waiting(graph, node, language, _ways(graph, node)) for node in ready),
        events=tuple(
            _waiting(graph, node, language, [(f"! {journey} {one}", journey, one) for one in sorted(node.outcomes)])
            for journey, node in graph.events.items()
            if engine.can_interrupt(graph, node, state)
        ),
        gone=tuple(gone),
        ended=f"{ended.code} {ended.text.name[language]}" if ended else "",
        lit=(ended.id,) if ended else tuple(node.id for node in ready),
        done=tuple(dict.fromkeys(done)),
    )


def _ways(graph: engine.Definition, node: engine.Node) -> Iterator[tuple[str, str, str]]:
    if node.calls:
        for outcome in sorted(graph.answers(node)) or [engine.DONE]:
            yield f"{node.code} {outcome}", "", outcome
        return
    seen: set[str] = set()
    for journey, outcomes in node.journeys.items():
        for outcome in outcomes:
            if outcome not in seen:
                seen.add(outcome)
                yield f"{node.code} {outcome}", journey, outcome


def _waiting(
    graph: engine.Definition, node: engine.Node, language: str, ways: Iterable[tuple[str, str, str]]
) -> Waiting:
    lanes = {lane.id: lane.text.name.get(language, "") for lane in graph.lanes}
    found = tuple(
        Way(move, journey, outcome, _answer(graph, node, outcome, language)) for move, journey, outcome in ways
    )
    return Waiting(node.code, node.text.name[language], lanes.get(node.lane, ""), found)


def _answer(graph: engine.Definition, node: engine.Node, outcome: str, language: str) -> str:
    """What the arrow says that this outcome takes."""
    flows = graph.outgoing[node.id]
    ways = graph.outgoing[flows[0].target] if flows else ()
    return next((way.text.name[language] for way in ways if outcome in way.outcomes and way.text), "")
