"""Rows of long lists, made without a template: fifty lines of a dozen variables took a fifth of the page's time."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from .data import Kind, Text
from .rendering import escaped


class Cell(NamedTuple):
    """What stands under a heading (`label`; narrow screens show it beside), with a smaller note; `kind`: as a chip."""

    label: Text
    text: Text
    note: Text = ""
    kind: Kind | None = None
    numeric: bool = False


def row(url: str, name: Text, note: Text, cells: Iterable[Cell]) -> SafeString:
    """A line of a `<table class="stack">`: its head leads to what the line is about."""
    under = f'<small class="muted">{escaped(note)}</small>' if note else ""
    head = f'<th scope="row"><a href="{escaped(url)}">{escaped(name)}</a>{under}</th>'
    return mark_safe(f"<tr>{head}{''.join(map(_cell, cells))}</tr>")  # noqa: S308 - every part is escaped


def _cell(cell: Cell) -> str:
    text = escaped(cell.text)
    if cell.kind is not None:
        text = f'<span class="{f"chip {cell.kind}" if cell.kind else "chip"}">{text}</span>'
    note = f"<small>{escaped(cell.note)}</small>" if cell.note else ""
    numeric = ' class="num"' if cell.numeric else ""
    return f'<td{numeric} data-label="{escaped(cell.label)}">{text}{note}</td>'
