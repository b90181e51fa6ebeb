"""The door of the context."""

from .models import Task
from .operations import (
    Address,
    Place,
    Wanted,
    cancel,
    complete,
    complete_task,
    pass_on,
    remind,
    set_task,
    settle,
    take_back,
)
from .queries import Pile, Waiting, is_mine, of_case, open_of_kind, piles, waiting, waiting_count

__all__ = [
    "Address",
    "Pile",
    "Place",
    "Task",
    "Waiting",
    "Wanted",
    "cancel",
    "complete",
    "complete_task",
    "is_mine",
    "of_case",
    "open_of_kind",
    "pass_on",
    "piles",
    "remind",
    "set_task",
    "settle",
    "take_back",
    "waiting",
    "waiting_count",
]
