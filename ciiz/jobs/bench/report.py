"""Figures as a table and as a file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ciiz.foundation.postgres.folders import data_folder

MINUTE = "1/min"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `target` is the most it may be, or the least where `at_least`; None: only told."""

    name: str
    value: float
    unit: str
    note: str
    target: float | None = None
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the target was reached; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def as_dict(self) -> dict[str, Any]:
        """For the file."""
        value = round(self.value, 3)
        return {
            "name": self.name,
            "value": int(value) if value == int(value) else value,
            "unit": self.unit,
            "note": self.note,
            "target": self.target,
            "reached": self.reached,
        }


def write(figures: Sequence[Figure]) -> Path:
    """Writes the file into the data folder."""
    path = data_folder() / "bench.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([figure.as_dict() for figure in figures], ensure_ascii=False, indent=2) + "\n")
    return path


def table(figures: Sequence[Figure]) -> list[str]:
    """One line a figure."""
    width = max(len(figure.name) for figure in figures)
    return [
        f"{figure.name:<{width}}  {_number(figure.value):>10} {figure.unit:<8} {_target(figure):<18} {figure.note}"
        for figure in figures
    ]


def show(figures: Sequence[Figure]) -> None:
    """Prints the table."""
    print("\n".join(table(figures)))
    missed = [figure.name for figure in figures if figure.reached is False]
    print(f"targets missed: {len(missed)}" + (f" ({'; '.join(missed)})" if missed else ""))


def _number(value: float) -> str:
    if value == int(value) or value >= 1000:
        return f"{value:,.0f}".replace(",", "'")
    return f"{value:.2f}"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    sign, mark = ("≥" if figure.at_least else "≤"), ("reached" if figure.reached else "MISSED")
    return f"{sign} {_number(figure.target)} {mark}"
