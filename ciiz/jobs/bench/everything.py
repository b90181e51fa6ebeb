"""All measurements in their order: what only reads comes first."""

from collections.abc import Callable

from . import contacts, handbook, imports, meetings, pages, paths, policies, reminders, searching, serving, steps, trace
from .ground import Ground
from .report import Figure

PARTS = (pages, serving, searching, policies, paths, handbook, steps, contacts, meetings, reminders, imports, trace)


def measured(ground: Ground, *, tell: Callable[[str], None]) -> list[Figure]:
    """Every figure."""
    figures = [*ground.figures()]
    for part in PARTS:
        tell(f"measuring {part.__name__.rpartition('.')[2]}")
        figures += part.figures(ground)
    return figures
