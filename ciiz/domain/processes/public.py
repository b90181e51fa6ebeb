"""The door of the context."""

from .engine import Deadline, due_on
from .errors import AlreadyRunning, FileRefused, NoProcess, NotForeseen, WrongOutcome
from .operations import (
    Advance,
    Done,
    ReadyStep,
    complete_step,
    deviate,
    import_definition,
    install,
    interrupt,
    move,
    publish,
    start,
)
from .policies import ROLES_OF_LANE, may_deviate, may_import, may_move, stands_in
from .queries import (
    Deed,
    Drawn,
    HandbookRow,
    Mark,
    definitions,
    drawing,
    drawing_xml,
    handbook,
    published,
)

__all__ = [
    "ROLES_OF_LANE",
    "Advance",
    "AlreadyRunning",
    "Deadline",
    "Deed",
    "Done",
    "Drawn",
    "FileRefused",
    "HandbookRow",
    "Mark",
    "NoProcess",
    "NotForeseen",
    "ReadyStep",
    "WrongOutcome",
    "complete_step",
    "definitions",
    "deviate",
    "drawing",
    "drawing_xml",
    "due_on",
    "handbook",
    "import_definition",
    "install",
    "interrupt",
    "may_deviate",
    "may_import",
    "may_move",
    "move",
    "publish",
    "published",
    "stands_in",
    "start",
]
