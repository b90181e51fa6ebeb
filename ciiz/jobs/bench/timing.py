"""Measuring: milliseconds, statements, medians."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection

MILLI = 1000.0


@dataclass(slots=True)
class Statements:
    """What was sent to the database meanwhile; BEGIN, COMMIT and savepoints aside."""

    sent: list[tuple[str, Any]] = field(default_factory=list)
    seconds: float = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django's wrapper around a statement."""
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - begun
            if not sql.startswith(("SAVEPOINT", "RELEASE")):
                self.sent.append((sql, params))

    def __len__(self) -> int:
        return len(self.sent)


@contextmanager
def statements() -> Iterator[Statements]:
    """Collects the statements inside."""
    collected = Statements()
    with connection.execute_wrapper(collected):
        yield collected


@dataclass(frozen=True, slots=True)
class Taken:
    """One measurement."""

    milliseconds: float
    queries: int


@contextmanager
def clock() -> Iterator[list[float]]:
    """Inside, time passes; afterwards the list holds the milliseconds."""
    held: list[float] = []
    begun = time.perf_counter()
    yield held
    held.append((time.perf_counter() - begun) * MILLI)


def measure(action: Callable[[], object]) -> Taken:
    """Runs once."""
    with statements() as sent, clock() as passed:
        action()
    return Taken(passed[0], len(sent))


def repeat(action: Callable[[], object], times: int, *, warm: int = 2) -> Taken:
    """The medians of so many runs, after some that do not count."""
    for _ in range(warm):
        action()
    return middle([measure(action) for _ in range(times)])


def middle(taken: list[Taken]) -> Taken:
    """The medians."""
    return Taken(median(one.milliseconds for one in taken), int(median(one.queries for one in taken)))
