"""The door of the context."""

from .models import Task
from .operations import Address, cancel, complete, complete_task, pass_on, set_task
from .queries import Waiting, is_mine, of_case, overdue_count, waiting, waiting_by_kind, waiting_count

__all__ = [
    "Address",
    "Pile",
    "Task",
    "Waiting",
    "cancel",
    "complete",
    "complete_task",
    "is_mine",
    "of_case",
    "overdue_count",
    "pass_on",
    "piles",
    "set_task",
    "waiting",
    "waiting_by_kind",
    "waiting_count",
]
