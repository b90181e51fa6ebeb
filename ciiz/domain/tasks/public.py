"""The door of the context."""

from .models import Task
from .operations import Address, Wanted, cancel, complete, complete_task, pass_on, set_task, set_tasks
from .queries import Pile, Waiting, is_mine, of_case, piles, waiting, waiting_count

__all__ = [
    "Address",
    "Pile",
    "Task",
    "Waiting",
    "Wanted",
    "cancel",
    "complete",
    "complete_task",
    "is_mine",
    "of_case",
    "pass_on",
    "piles",
    "set_task",
    "set_tasks",
    "waiting",
    "waiting_count",
]
