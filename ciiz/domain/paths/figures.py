"""What paths come down to: the same figures, whoever counted them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Key = tuple[str, str, str]
"""Which figure, of which step or institution, and to which other one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How often, in how many cases; of steps the days that half and nine tenths of the passages took at most."""

    number: int
    cases: int
    middle: int | None = None
    ninth: int | None = None


NONE = Figure(0, 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of some cases by their key; `blurred` ones are rough, and those of few cases are missing."""

    found: dict[Key, Figure] = field(default_factory=dict)
    blurred: bool = False

    def of(self, what: str, code: str = "", other: str = "") -> Figure | None:
        """One figure; None: too few cases to tell."""
        return self.found.get((what, code, other), None if self.blurred else NONE)

    def all(self, what: str) -> Iterable[tuple[str, str, Figure]]:
        """The figures of a kind, the largest first, with step or institutions."""
        rows = [(code, other, one) for (kind, code, other), one in self.found.items() if kind == what]
        return sorted(rows, key=lambda row: (-row[2].number, row[0], row[1]))
