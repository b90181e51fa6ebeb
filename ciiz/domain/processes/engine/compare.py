"""What differs between two versions of a process, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .graph import Definition, Node, Text


class Aspect(StrEnum):
    """What of an element may change from one version to the next."""

    ADDED = "added"
    REMOVED = "removed"
    NAME = "name"
    DESCRIPTION = "description"
    RESPONSIBLE = "responsible"
    WITH = "with"
    COMPLETED_BY = "completed_by"
    INPUTS = "inputs"
    OUTPUTS = "outputs"
    SYSTEMS = "systems"
    TERMS = "terms"
    THEN = "then"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed of one element, by its code; `text` is how the newer version names it, the older if it is gone."""

    code: str
    text: Text
    aspects: tuple[Aspect, ...]


def differences(before: Definition, after: Definition) -> list[Change]:
    """Steps, events and ends that came, went or changed; the layout of the drawing is no difference."""
    old, new = _coded(before), _coded(after)
    changes = [
        Change(code, node.text, (Aspect.ADDED,)) if code not in old else _changed(before, old[code], after, node)
        for code, node in new.items()
    ]
    changes += [Change(code, old[code].text, (Aspect.REMOVED,)) for code in old if code not in new]
    return [change for change in changes if change.aspects]


def _coded(definition: Definition) -> Mapping[str, Node]:
    events = {node.code: node for node in definition.events.values() if node.code}
    start = definition.nodes[definition.start]
    return {**({start.code: start} if start.code else {}), **definition.steps, **events, **definition.ends}


def _changed(before: Definition, old: Node, after: Definition, new: Node) -> Change:
    said: Mapping[Aspect, bool] = {
        Aspect.NAME: old.text.name != new.text.name,
        Aspect.DESCRIPTION: old.text.description != new.text.description,
        Aspect.RESPONSIBLE: _lane(before, old) != _lane(after, new),
        Aspect.WITH: set(old.roles_with) != set(new.roles_with),
        Aspect.COMPLETED_BY: _completion(old) != _completion(new),
        Aspect.INPUTS: old.inputs != new.inputs,
        Aspect.OUTPUTS: old.outputs != new.outputs,
        Aspect.SYSTEMS: old.systems != new.systems,
        Aspect.TERMS: _terms(old) != _terms(new),
        Aspect.THEN: _ways(before, old.id) != _ways(after, new.id),
    }
    return Change(new.code, new.text, tuple(aspect for aspect, differs in said.items() if differs))


def _lane(definition: Definition, node: Node) -> object:
    return next(((lane.role, lane.text) for lane in definition.lanes if lane.id == node.lane), None)


def _completion(node: Node) -> object:
    journeys = {name: frozenset(outcomes) for name, outcomes in node.journeys.items()}
    return (journeys, node.during, node.kinds, node.again, node.calls, node.interrupts, node.resumes)


def _terms(node: Node) -> object:
    return {
        (one.code, one.days, one.months, one.working_days, one.repeats, one.after, one.tasks, *one.text.name.values())
        for one in node.deadlines
    }


def _ways(definition: Definition, start: str) -> object:
    """Where an element leads: answers on the way and the code that is reached."""
    found: set[tuple[frozenset[str], str]] = set()
    waiting = [(start, frozenset[str]())]
    seen = set(waiting)
    while waiting:
        node, answers = waiting.pop()
        for flow in definition.outgoing.get(node, ()):
            target, reached = definition.nodes[flow.target], (flow.target, answers | flow.outcomes)
            if target.code:
                found.add((reached[1], target.code))
            elif reached not in seen:
                seen.add(reached)
                waiting.append(reached)
    return found
