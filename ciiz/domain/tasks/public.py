"""The door of the context."""

from .models import Task
from .operations import Address, cancel, complete, complete_task, pass_on, set_task
from .queries import Waiting, is_mine, of_case, waiting, waiting_count

__all__ = [
    "Address",
    "Task",
    "Waiting",
    "cancel",
    "complete",
    "complete_task",
    "is_mine",
    "of_case",
    "pass_on",
    "set_task",
    "waiting",
    "waiting_count",
]
