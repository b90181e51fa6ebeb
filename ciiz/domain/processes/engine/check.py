"""Is a process sound? Every token can reach an end, every choice has an answer, every step an owner."""

import re
from collections.abc import Iterator

from .graph import Definition, Node, NodeKind
from .problems import Problem

_ASKS = (NodeKind.TASK, NodeKind.CALL, NodeKind.EVENT)
_ROUTING = (NodeKind.CHOICE, NodeKind.PARALLEL, NodeKind.EVENT, NodeKind.RESUME)


def problems_of(definition: Definition) -> tuple[Problem, ...]:
    """Everything that is not sound in a graph."""
    rules = (_start, _codes, _arrows, _steps, _choices, _events, _reach, _circles)
    return tuple(problem for rule in rules for problem in rule(definition))


def problems_in_part(definition: Definition) -> tuple[Problem, ...]:
    """What is not sound whatever the ways are; for a graph of which something is not understood."""
    return tuple(problem for rule in (_start, _codes, _steps) for problem in rule(definition))


def _problem(code: str, node: Node, instead: str) -> Problem:
    return Problem(code, node.id, node.kind, instead)


def _start(definition: Definition) -> Iterator[Problem]:
    if not definition.start:
        yield Problem("one_start", definition.code, "process", "exactly one start")
    if not definition.ends:
        yield Problem("no_end", definition.code, "process", "at least one end")


def _codes(definition: Definition) -> Iterator[Problem]:
    seen: set[str] = set()
    pattern = re.compile(re.escape(definition.code) + r"\.[0-9A-Za-z]{1,8}")
    for node in definition.nodes.values():
        named = node.waits or node.kind in (NodeKind.END, NodeKind.EVENT)
        if (named or node.code) and not pattern.fullmatch(node.code):
            yield _problem("code_missing", node, f"ciiz:code such as {definition.code}.3")
        if node.code and node.code in seen:
            yield _problem("duplicate_code", node, f"a code other than {node.code}")
        seen.add(node.code)


def _arrows(definition: Definition) -> Iterator[Problem]:
    for node in definition.nodes.values():
        leaving, arriving = len(definition.outgoing[node.id]), len(definition.incoming[node.id])
        if node.kind in (NodeKind.END, NodeKind.RESUME):
            if leaving:
                yield _problem("end_goes_on", node, "no arrow from an end")
        elif not leaving:
            yield _problem("dead_end", node, "an arrow to the next element")
        elif leaving > 1 and node.kind not in (NodeKind.CHOICE, NodeKind.PARALLEL):
            yield _problem("implicit_fork", node, "one arrow, then a gateway")
        if node.kind in (NodeKind.START, NodeKind.EVENT) and arriving:
            yield _problem("start_entered", node, "no arrow into a start")
    splitting = {node.id for node in definition.nodes.values() if _splits(definition, node)}
    for flow in definition.flows:
        if flow.outcomes and flow.source not in splitting:
            yield Problem("outcome_misplaced", flow.id, "sequenceFlow", "outcomes on arrows that leave a choice")


def _splits(definition: Definition, node: Node) -> bool:
    return node.kind is NodeKind.CHOICE and len(definition.outgoing[node.id]) > 1


def _steps(definition: Definition) -> Iterator[Problem]:
    for node in definition.nodes.values():
        if not node.waits:
            continue
        if not node.lane:
            yield _problem("lane_missing", node, "the step inside a lane")
        if not node.journeys and not node.calls:
            yield _problem("journey_missing", node, "a ciiz:journey that completes the step")
        if node.journeys and node.calls:
            yield _problem("call_with_journey", node, "no ciiz:journey: the end of the called process is the outcome")
        if bool(node.again) != node.ongoing or (node.again and node.again >= node.outcomes):
            yield _problem("ongoing", node, "loop marker and again together, with an outcome that goes on")
        if not node.source:
            yield _problem("source_mark", node, "ciiz:source S (in the source) or R (reconstructed)")


def _choices(definition: Definition) -> Iterator[Problem]:
    for node in definition.nodes.values():
        if not _splits(definition, node):
            continue
        if len(node.text.name) == 0:
            yield _problem("language_missing", node, "the question in de, fr, it and en")
        before = [definition.nodes[flow.source] for flow in definition.incoming[node.id]]
        if not all(step.kind in _ASKS for step in before):
            yield _problem("choice_without_step", node, "a choice directly after the steps whose outcome it asks for")
        told = {step.id: _leaving(definition, step) for step in before}
        answers = frozenset(outcome for outcomes in told.values() for outcome in outcomes)
        if not all(told.values()):
            yield _problem("outcome_missing", node, "arrows for the ends of the called process")
        taken: set[str] = set()
        for flow in definition.outgoing[node.id]:
            if not flow.outcomes:
                yield Problem("outcome_missing", flow.id, "sequenceFlow", "ciiz:outcome on every arrow of a choice")
            if double := sorted(taken & flow.outcomes):
                yield Problem("outcome_twice", flow.id, double[0], "each outcome on one arrow")
            if unknown := sorted(flow.outcomes - answers):
                yield Problem("outcome_unknown", flow.id, unknown[0], f"one of {', '.join(sorted(answers))}")
            taken |= flow.outcomes
        if missing := sorted(answers - taken):
            yield _problem("outcome_missing", node, f"an arrow for {', '.join(missing)}")


def _leaving(definition: Definition, step: Node) -> frozenset[str]:
    if step.calls:
        return definition.answers(step)
    return (step.outcomes or frozenset({"done"})) - step.again


def _events(definition: Definition) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in definition.nodes.values():
        if node.kind is NodeKind.RESUME and node.resumes and node.resumes not in definition.steps:
            yield _problem("resume_unknown", node, "ciiz:resumes with the code of a step")
        if node.kind is not NodeKind.EVENT:
            continue
        if len(node.journeys) != 1 or seen & set(node.journeys):
            yield _problem("event_journey", node, "one journey that starts this event and no other")
        seen |= set(node.journeys)
        if unknown := sorted(node.interrupts - set(definition.steps)):
            yield _problem("interrupts_unknown", node, f"codes of steps, not {unknown[0]}")


def successors(definition: Definition, node: Node) -> tuple[str, ...]:
    """Where a token may go from here."""
    if node.kind is NodeKind.RESUME:
        target = definition.steps.get(node.resumes)
        return (target.id,) if target else ()
    return tuple(flow.target for flow in definition.outgoing[node.id])


def _reach(definition: Definition) -> Iterator[Problem]:
    nodes = definition.nodes
    roots = [node.id for node in nodes.values() if node.kind in (NodeKind.START, NodeKind.EVENT)]
    reached = _closure(roots, {node.id: successors(definition, node) for node in nodes.values()})
    backwards: dict[str, list[str]] = {node: [] for node in nodes}
    for node in nodes.values():
        for target in successors(definition, node):
            backwards[target].append(node.id)
    over = [node.id for node in nodes.values() if node.kind is NodeKind.RESUME and not node.resumes]
    ending = _closure([*(end.id for end in definition.ends.values()), *over], backwards)
    for node in nodes.values():
        if node.id not in reached:
            yield _problem("unreachable", node, "an arrow that leads here")
        elif node.id not in ending and definition.outgoing[node.id]:
            yield _problem("dead_end", node, "a way from here to an end")


def _closure(roots: list[str], edges: dict[str, list[str]] | dict[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(edges[node])
    return seen


def _circles(definition: Definition) -> Iterator[Problem]:
    """A circle of gateways alone would never come to rest."""
    routing = {node.id for node in definition.nodes.values() if node.kind in _ROUTING}
    for node in definition.nodes.values():
        if node.id in routing:
            edges = {
                other: tuple(target for target in successors(definition, definition.nodes[other]) if target in routing)
                for other in routing
            }
            if node.id in _closure(list(edges[node.id]), edges):
                yield _problem("circle_of_gateways", node, "a step inside the circle")
