"""A process as a frozen graph: what a file says, checked once, read ever after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LANGUAGES = ("de", "fr", "it", "en")


class NodeKind(StrEnum):
    """The subset of BPMN 2.0 that is executed."""

    START = "startEvent"
    END = "endEvent"
    TASK = "userTask"
    CALL = "callActivity"
    CHOICE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    EVENT = "subProcess"
    """Start of an event sub-process."""
    RESUME = "resume"
    """End of an event sub-process that lets the case go on, at a step or, beside the process, where it stands; an
    ordinary end there ends the process."""


@dataclass(frozen=True, slots=True)
class Text:
    """Name and description in four languages."""

    name: Mapping[str, str]
    description: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """An input or an output, by its words."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A timer as data: it never moves a token, it makes somebody look.

    `days` and `months` count from `after`: "entered" (the step was reached, or what the timer is for came up) or a
    journey's name (the day on which it was last done). `tasks` are the tasks that it is for, none: that of the step.
    """

    code: str
    days: int
    months: int
    working_days: bool
    repeats: bool
    after: str
    text: Text
    tasks: tuple[str, ...] = ()
    id: str = ""

    def is_for(self, task: str) -> bool:
        """It says until when a task of its step is due."""
        return task in self.tasks or not self.tasks


@dataclass(frozen=True, slots=True)
class Lane:
    """Who is responsible: a role."""

    id: str
    role: str
    text: Text


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow; `outcomes` are the outcomes that take it (empty: any)."""

    id: str
    source: str
    target: str
    outcomes: frozenset[str] = frozenset()
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the drawing.

    `journeys` maps the journeys that complete a step to the outcomes that may follow; `kinds` says which kind of thing
    a journey is about where there are several; `during` are journeys that take place at a step without completing it;
    `again` are outcomes that leave an ongoing step open; `calls` is the code of the called process, whose end is the
    outcome; `resumes` the step where an event sub-process lets the case go on; `interrupts` the steps at which an event
    may happen. An event `beside` the process cuts nothing off: its `inner` steps wait along with the others.
    """

    id: str
    kind: NodeKind
    text: Text
    code: str = ""
    lane: str = ""
    role: str = ""
    roles_with: tuple[str, ...] = ()
    journeys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    during: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    again: frozenset[str] = frozenset()
    ongoing: bool = False
    calls: str = ""
    resumes: str = ""
    interrupts: frozenset[str] = frozenset()
    beside: bool = False
    inner: frozenset[str] = frozenset()
    origins: tuple[str, ...] = ()
    inputs: tuple[Item, ...] = ()
    outputs: tuple[Item, ...] = ()
    systems: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    source: str = ""

    @property
    def waits(self) -> bool:
        """A token rests here until somebody acts."""
        return self.kind in (NodeKind.TASK, NodeKind.CALL)

    @property
    def outcomes(self) -> frozenset[str]:
        """Every outcome with which the step may end."""
        return frozenset(outcome for outcomes in self.journeys.values() for outcome in outcomes)


@dataclass(frozen=True, slots=True)
class Block:
    """Fork and join of one parallel block; `branches` holds per arriving flow the nodes of that branch."""

    fork: str
    join: str
    branches: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of one process."""

    key: str
    code: str
    text: Text
    start: str
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    lanes: tuple[Lane, ...]
    outgoing: Mapping[str, tuple[Flow, ...]]
    incoming: Mapping[str, tuple[Flow, ...]]
    steps: Mapping[str, Node]
    """Steps by code."""
    ends: Mapping[str, Node]
    """Ends of the process by code."""
    events: Mapping[str, Node]
    """Event sub-processes by the journey that starts them."""
    blocks: tuple[Block, ...]
    values: Mapping[str, str]
    """What the canton chose at import."""

    beside: frozenset[str] = frozenset()
    """Codes of the steps of events beside the process."""

    def step(self, code: str) -> Node | None:
        """The step of this code."""
        return self.steps.get(code)

    def timers(self) -> Iterator[tuple[Node, Deadline]]:
        """Every timer with the step on whose border it is drawn."""
        return ((node, timer) for node in self.steps.values() for timer in node.deadlines)

    def answers(self, node: Node) -> frozenset[str]:
        """The outcomes that the choice behind a call tells apart; none if whatever ends the call leads on."""
        behind = self.nodes[self.outgoing[node.id][0].target]
        ways = self.outgoing[behind.id]
        if behind.kind is not NodeKind.CHOICE or len(ways) == 1:
            return frozenset()
        return frozenset(one for way in ways for one in way.outcomes if one.startswith(f"{node.calls}."))

    def unanswered(self, node: Node, called: "Definition") -> frozenset[str]:
        """The ends of a called process that the choice behind the call has no arrow for."""
        answers = self.answers(node)
        return frozenset(called.ends) - answers if answers else answers
