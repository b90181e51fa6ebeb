"""The process engine: reads BPMN 2.0 with distrust and moves tokens; knows neither database nor Django.

Nothing in a file is executed. A file is read once into a frozen `Definition`; a running process is a small `State`;
each move is a pure function from state to state. The subset and the reasons stand in
`docs/adr/0003-own-process-engine.md`.
"""

from .blank import blank
from .compare import Aspect, Change, differences
from .graph import LANGUAGES, Deadline, Definition, Flow, Item, Lane, Node, NodeKind, Text
from .marking import (
    CUT,
    DONE,
    Reach,
    State,
    accepting,
    at,
    can_interrupt,
    complete,
    cut,
    fits,
    interrupt,
    move,
    ready,
    seat,
    start,
)
from .parse import Drawing, Examined, examine, read
from .problems import (
    AlreadyEnded,
    EngineError,
    EventNotPossible,
    ImportRefused,
    MoveRefused,
    OtherDefinition,
    OutcomeUnknown,
    Problem,
    StateDamaged,
    StepNotActive,
    StepUnknown,
)
from .svg import picture
from .xml import labels, localize, offered

__all__ = [
    "CUT",
    "DONE",
    "LANGUAGES",
    "AlreadyEnded",
    "Aspect",
    "Change",
    "Deadline",
    "Definition",
    "Drawing",
    "EngineError",
    "EventNotPossible",
    "Examined",
    "Flow",
    "ImportRefused",
    "Item",
    "Lane",
    "MoveRefused",
    "Node",
    "NodeKind",
    "OtherDefinition",
    "OutcomeUnknown",
    "Problem",
    "Reach",
    "State",
    "StateDamaged",
    "StepNotActive",
    "StepUnknown",
    "Text",
    "accepting",
    "at",
    "blank",
    "can_interrupt",
    "complete",
    "cut",
    "differences",
    "examine",
    "fits",
    "interrupt",
    "labels",
    "localize",
    "move",
    "offered",
    "picture",
    "read",
    "ready",
    "seat",
    "start",
]
