"""The door of the context."""

from .errors import TermIsOver
from .ladder import Climbed, climb
from .load import Load, load
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
from .unattended import Unattended, unattended

__all__ = [
    "Address",
    "Climbed",
    "Load",
    "Pile",
    "Place",
    "Task",
    "TermIsOver",
    "Unattended",
    "Urged",
    "Waiting",
    "Wanted",
    "cancel",
    "climb",
    "complete",
    "complete_task",
    "is_mine",
    "load",
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
    "unattended",
    "urged",
    "waiting",
    "waiting_count",
]
