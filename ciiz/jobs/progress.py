"""What a long command is doing and how far it is, as lines on stderr: somebody waits in front of the terminal."""

import sys
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TextIO, TypeVar

T = TypeVar("T")
EVERY = 2.0
"""Seconds between two lines about the same part."""


class Progress:
    """Says each part when it begins and, while one takes long, how far it is."""

    def __init__(self, stream: TextIO | None = None, *, every: float = EVERY) -> None:
        self._stream = stream or sys.stderr
        self._every = every

    def say(self, text: str) -> None:
        """One line; a terminal that has gone away stops nobody's work."""
        with suppress(OSError):
            print(f"         {text}", file=self._stream, flush=True)

    def through(self, what: str, items: Collection[T]) -> Iterator[T]:
        """The items one after the other; what is done to them is told at the beginning and every few seconds."""
        self.say(what)
        told = time.monotonic()
        for done, item in enumerate(items):
            if done and time.monotonic() - told >= self._every:
                self.say(f"{what}: {100 * done // len(items)} %")
                told = time.monotonic()
            yield item


class Silent(Progress):
    """Nobody waits."""

    def say(self, text: str) -> None:
        """Says nothing."""
