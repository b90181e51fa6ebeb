"""A table as read: header, rows with the line numbers people see, and how the file was written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that has no value: a formula's error such as #REF!, or a formula that was never calculated."""

    text: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None


class Flaw(StrEnum):
    """What is wrong with a row as a row."""

    BROKEN_QUOTES = "broken_quotes"
    TOO_MANY_CELLS = "too_many_cells"


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; `line` is its 1-based line in the file (the first one if it spans several)."""

    line: int
    cells: tuple[Cell, ...]
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: every row has at least as many cells as the header; wholly empty rows and columns are left out."""

    kind: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    encoding: str | None = None
    delimiter: str | None = None
    name: str | None = None
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is accepted; bytes, counts, seconds."""

    file_bytes: int = 25 * 1024 * 1024
    unpacked_bytes: int = 100 * 1024 * 1024
    # Sheets pack about 1:10; ratios are only judged above `ratio_from` bytes, where they cost something.
    ratio: int = 100
    ratio_from: int = 10 * 1024 * 1024
    entries: int = 1000
    rows: int = 50_000
    columns: int = 300
    cells: int = 2_000_000
    memory_bytes: int = 1024 * 1024 * 1024
    seconds: int = 30


def column_letter(index: int) -> str:
    """The letter by which office programs call a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Nothing in it, or only spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
