"""The door of the context."""

from .errors import TermIsOver
from .ladder import Climbed, climb
from .models import Task
from .operations import (
    Address,
    Place,
    Wanted,
    cancel,
    complete,
    complete_task,
    pass_on,
    put_off,
    remind,
    set_task,
    settle,
    take_back,
)
from .queries import Pile, Urged, Waiting, is_mine, of_case, open_of_kind, piles, task, urged, waiting, waiting_count

__all__ = [
    "Address",
    "Climbed",
    "Pile",
    "Place",
    "Task",
    "TermIsOver",
    "Urged",
    "Waiting",
    "Wanted",
    "cancel",
    "climb",
    "complete",
    "complete_task",
    "is_mine",
    "of_case",
    "open_of_kind",
    "pass_on",
    "piles",
    "put_off",
    "remind",
    "set_task",
    "settle",
    "take_back",
    "task",
    "urged",
    "waiting",
    "waiting_count",
]
