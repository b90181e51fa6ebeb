"""From a file to a `Sheet`: what it is, which worksheet, which delimiter, which row is the header."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ciiz.foundation.sheets import text as csv
from ciiz.foundation.sheets.errors import EmptyFile, FileTooLarge, HeaderOnly, NoHeader, TableTooLarge
from ciiz.foundation.sheets.model import Cell, Flaw, Limits, Row, Sheet, is_blank
from ciiz.foundation.sheets.sniff import is_workbook
from ciiz.foundation.sheets.workbook import worksheets

SEARCHED = 60  # rows in which a header is looked for; title lines stand above it
ENOUGH = 2  # known headings that make a row a header
Heading = Callable[[str], bool]


def read(source: Path | str | bytes, *, limits: Limits | None = None, heading: Heading | None = None) -> Sheet:
    """The table in a file. `heading` tells whether a text is a known heading; without it the first row is the header.

    Raises a `SheetError` when the file as a whole cannot be read.
    """
    limits = limits or Limits()
    data = source if isinstance(source, bytes) else _load(Path(source), limits)
    _within(len(data), limits)
    if is_workbook(data, limits):
        return _read_workbook(data, limits, heading)
    return _read_text(data, limits, heading)


def _load(path: Path, limits: Limits) -> bytes:
    _within(path.stat().st_size, limits)
    return path.read_bytes()


def _within(size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise FileTooLarge(size=-(-size // 1024**2), limit=limits.file_bytes // 1024**2)


def _read_workbook(data: bytes, limits: Limits, heading: Heading | None) -> Sheet:
    tables: dict[str, list[Row]] = {}
    for name, grid in worksheets(data, limits).items():
        rows = [Row(number, tuple(cells)) for number, cells in enumerate(grid, 1) if not all(map(is_blank, cells))]
        if rows:
            tables[name] = rows
    if not tables:
        raise EmptyFile
    name = max(tables, key=lambda name: _score(tables[name], heading))  # the first of equals
    rows = tables[name]
    index = _header_index(rows, heading)
    header = _titles(rows, index, heading)
    width = max((_used(row.cells) for row in rows[index + 1 :]), default=0)
    header = _trim(header, max(width, _used(header)))
    body = [Row(row.line, _fit(row.cells, len(header))) for row in rows[index + 1 :]]
    others = tuple(other for other in tables if other != name)
    return _sheet("xlsx", header, rows[index].line, body, limits, name=name, other_sheets=others)


def _read_text(data: bytes, limits: Limits, heading: Heading | None) -> Sheet:
    text, encoding = csv.decode(data)
    delimiter = csv.separator_line(text) or _delimiter(text, heading)
    rows = []
    for row in csv.records(text, delimiter):
        rows.append(row)
        if len(rows) > limits.rows + SEARCHED:
            raise TableTooLarge(rows=limits.rows, columns=limits.columns)
    if not rows:
        raise EmptyFile
    index = _header_index(rows, heading)
    header = _titles(rows, index, heading)
    header = _trim(header, _used(header))
    body = [_checked(row, len(header), len(rows[index].cells)) for row in rows[index + 1 :]]
    return _sheet("csv", header, rows[index].line, body, limits, encoding=encoding, delimiter=delimiter)


def _sheet(
    kind: str,
    header: Sequence[str],
    line: int,
    rows: Iterable[Row],
    limits: Limits,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    name: str | None = None,
    other_sheets: tuple[str, ...] = (),
) -> Sheet:
    body = tuple(rows)
    if len(body) > limits.rows or len(header) > limits.columns:
        raise TableTooLarge(rows=limits.rows, columns=limits.columns)
    if not body:
        raise HeaderOnly
    return Sheet(kind, tuple(header), line, body, encoding, delimiter, name, other_sheets)


def _known(row: Row, heading: Heading) -> int:
    return len({text for text in map(_title, row.cells) if text and heading(text)})


def _score(rows: list[Row], heading: Heading | None) -> int:
    return max((_known(row, heading) for row in rows[:SEARCHED]), default=0) if heading else 0


def _header_index(rows: list[Row], heading: Heading | None) -> int:
    if heading is None:
        return 0
    known = [_known(row, heading) for row in rows[:SEARCHED]]
    best = max(known)
    if best < ENOUGH:
        raise NoHeader
    return known.index(best)


def _titles(rows: list[Row], index: int, heading: Heading | None) -> list[str]:
    """The header's texts; where a cell is empty but the row right above names a known column, that name."""
    titles = [_title(cell) for cell in rows[index].cells]
    if heading and index and rows[index - 1].line == rows[index].line - 1:
        for column, cell in enumerate(rows[index - 1].cells):
            above = _title(cell)
            if column < len(titles) and not titles[column] and above and heading(above):
                titles[column] = above
    return titles


def _title(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _delimiter(text: str, heading: Heading | None) -> str:
    """The one that yields the most known headings; without knowledge, the one that cuts rows most evenly."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = csv.sample(text, delimiter, SEARCHED)
        width = len(rows[0].cells) if rows else 0
        even = sum(len(row.cells) == width and row.flaw is None for row in rows) if width > 1 else 0
        return _score(rows, heading), even * width

    return max(csv.DELIMITERS, key=score)


def _used(cells: Sequence[Cell]) -> int:
    return next((index for index in range(len(cells), 0, -1) if not is_blank(cells[index - 1])), 0)


def _trim(header: list[str], width: int) -> list[str]:
    return header[:width] + [""] * (width - len(header))


def _fit(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return cells[:width] + (None,) * (width - len(cells))


def _checked(row: Row, width: int, written: int) -> Row:
    """Rows are filled up to the header; what stands beyond it tells that a delimiter slipped into a value."""
    used = _used(row.cells)
    if used <= width:
        return Row(row.line, _fit(row.cells, width), row.flaw)
    flaw = row.flaw or (Flaw.TOO_MANY_CELLS if used > written else None)
    return Row(row.line, row.cells[:used], flaw)
