"""All or nothing: a journey and every operation in it are one transaction with one savepoint."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("transactions_inside", default=False)


def atomic(function: Callable[P, R]) -> Callable[P, R]:
    """Decorates journeys and operations: the outermost one is atomic, those that it calls join it.

    A savepoint for each operation would double the statements of a step. What an operation has written is undone
    when its error leaves the outermost one; whoever catches an operation's error and goes on must know that it raises
    before it writes, or open a `transaction.atomic()` around it.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return function(*args, **kwargs)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        finally:
            _inside.reset(token)

    return run
