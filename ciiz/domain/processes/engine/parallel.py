"""Parallel blocks: a fork, branches that touch nothing else, one join."""

from collections.abc import Iterable, Mapping, Sequence

from .graph import Block, Flow, Node, NodeKind
from .problems import Problem

_INSTEAD = "a fork whose branches all meet in one join, with nothing entering or leaving in between"

Flows = Mapping[str, Sequence[Flow]]


def blocks_of(
    nodes: Mapping[str, Node], outgoing: Flows, incoming: Flows, parallel: Iterable[str]
) -> tuple[tuple[Block, ...], list[Problem]]:
    """All blocks of a process and what is wrong with the others."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    gateways = list(parallel)
    forks = [node for node in gateways if len(outgoing.get(node, ())) > 1]
    for fork in forks:
        block = _block(fork, nodes, outgoing, incoming)
        if block is None:
            problems.append(Problem("parallel_block", fork, NodeKind.PARALLEL, _INSTEAD))
        else:
            blocks.append(block)
    used = {node for block in blocks for node in (block.fork, block.join)} | set(forks)
    problems += [Problem("parallel_block", node, NodeKind.PARALLEL, _INSTEAD) for node in gateways if node not in used]
    return tuple(blocks), problems


def _block(fork: str, nodes: Mapping[str, Node], outgoing: Flows, incoming: Flows) -> Block | None:
    branches: dict[str, frozenset[str]] = {}
    joins: set[str] = set()
    seen: set[str] = set()
    for flow in outgoing[fork]:
        region, arrivals = _branch(flow.target, nodes, outgoing)
        joins |= {arrival.target for arrival in arrivals}
        starts_alone = all(arrow.source in region or arrow.id == flow.id for arrow in incoming.get(flow.target, ()))
        closed = all(arrow.source in region for node in region - {flow.target} for arrow in incoming.get(node, ()))
        simple = all(nodes[node].kind in (NodeKind.TASK, NodeKind.CALL, NodeKind.CHOICE) for node in region)
        if len(arrivals) != 1 or not region or not (starts_alone and closed and simple) or region & seen:
            return None
        seen |= region
        branches[arrivals[0].id] = frozenset(region)
    join = joins.pop() if len(joins) == 1 else ""
    if not join or len(incoming[join]) != len(branches) or len(outgoing.get(join, ())) != 1:
        return None
    return Block(fork, join, branches)


def _branch(first: str, nodes: Mapping[str, Node], outgoing: Flows) -> tuple[set[str], list[Flow]]:
    """What lies between fork and join on one branch, and the arrows that reach a parallel gateway from it."""
    region: set[str] = set()
    arrivals: list[Flow] = []
    waiting = [first] if nodes[first].kind is not NodeKind.PARALLEL else []
    while waiting:
        node = waiting.pop()
        if node in region:
            continue
        region.add(node)
        for flow in outgoing.get(node, ()):
            if nodes[flow.target].kind is NodeKind.PARALLEL:
                arrivals.append(flow)
            else:
                waiting.append(flow.target)
    return region, arrivals
