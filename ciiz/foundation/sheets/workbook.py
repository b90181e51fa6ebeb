"""Asks the limited child process for the cells of a workbook."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ciiz.foundation.limited import Crashed, OverLimit, ask
from ciiz.foundation.sheets.errors import DamagedFile, EncryptedWorkbook, SheetError, TableTooLarge
from ciiz.foundation.sheets.model import Cell, CellError, Limits

CHILD = Path(__file__).with_name("child.py")
Grid = list[list[Cell]]


def worksheets(data: bytes, limits: Limits) -> dict[str, Grid]:
    """Visible worksheets with content, by name; row 0 of a grid is line 1 of the sheet."""
    too_large = TableTooLarge(rows=limits.rows, columns=limits.columns)
    try:
        answer = ask(CHILD, asdict(limits), data, seconds=limits.seconds)
    except OverLimit as over:
        raise too_large from over
    except Crashed as crashed:
        raise DamagedFile from crashed
    if "error" in answer:
        refusals: dict[str, SheetError] = {"large": too_large, "encrypted": EncryptedWorkbook()}
        raise refusals.get(answer["error"], DamagedFile())
    return {sheet["name"]: _grid(sheet) for sheet in answer["sheets"]}


def _grid(sheet: dict[str, Any]) -> Grid:
    grid: Grid = [[_cell(cell) for cell in row] for row in sheet["rows"]]
    width = len(grid[0]) if grid else 0
    for row, column, text in sheet["faulty"]:
        if row < len(grid) and column < width:
            grid[row][column] = CellError(text)
    for (top, left), (bottom, _right) in sheet["merged"]:
        # A cell merged downwards stands in every row that it covers; across, it is a title.
        if left < width:
            for row in range(top + 1, min(bottom + 1, len(grid))):
                if any(cell is not None for cell in grid[row]):
                    grid[row][left] = grid[top][left]
    return grid


def _cell(cell: Any) -> Cell:
    if not isinstance(cell, list):
        return cell  # type: ignore[no-any-return]
    kind, value = cell
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "datetime":
        moment = datetime.fromisoformat(value)
        return moment.date() if moment.time() == time.min else moment
    if kind == "time":
        return time.fromisoformat(value)
    return timedelta(seconds=value)
