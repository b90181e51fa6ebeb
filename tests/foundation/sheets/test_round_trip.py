"""Whatever a table holds, written in any usual way it reads back equal."""

import csv
from contextlib import suppress
from datetime import date, datetime
from io import StringIO
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ciiz.foundation.sheets import SheetError, read
from tests.foundation.sheets.workbooks import workbook

HEADER = ["Erste", "Zweite", "Dritte"]
LETTERS = "abcABC äöüÄÖÜéèêàçñß€’…–Œœ0123456789.,;:-_'\"/()\t\n|&<>="
texts = st.text(st.sampled_from(LETTERS), max_size=12)
unicode_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\u2028\u2029"), max_size=12
)


def is_row(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


tables = st.lists(st.lists(texts, min_size=3, max_size=3).filter(is_row), min_size=1, max_size=6)
unicode_tables = st.lists(st.lists(unicode_texts, min_size=3, max_size=3).filter(is_row), min_size=1, max_size=6)
delimiters = st.sampled_from([";", ",", "\t"])
quotings = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
ends = st.sampled_from(["\r\n", "\n"])


def written(table: list[list[str]], delimiter: str, quoting: Any, end: str) -> str:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows([HEADER, *table])
    return stream.getvalue()


def as_read(table: list[list[str]]) -> list[tuple[str | None, ...]]:
    return [tuple(cell or None for cell in row) for row in table]


def heading(text: str) -> bool:
    return text in HEADER


@given(unicode_tables, delimiters, quotings, ends, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_csv(table: list[list[str]], delimiter: str, quoting: Any, end: str, encoding: str) -> None:
    sheet = read(written(table, delimiter, quoting, end).encode(encoding), heading=heading)
    assert [row.cells for row in sheet.rows] == as_read(table)
    assert all(row.flaw is None for row in sheet.rows)


@given(tables, delimiters, quotings, ends)
def test_windows_csv(table: list[list[str]], delimiter: str, quoting: Any, end: str) -> None:
    data = written(table, delimiter, quoting, end).encode("windows-1252")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        sheet = read(data, heading=heading)
        assert sheet.encoding == "windows-1252"
        assert [row.cells for row in sheet.rows] == as_read(table)
    else:
        assume(data.isascii())  # what happens to be valid UTF-8 as well cannot be told apart


numbers = st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: round(n, 4))
days = st.dates(date(1901, 1, 1), date(2100, 12, 31))
moments = st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda m: m.replace(second=0, microsecond=0))  # noqa: DTZ001
cells = unicode_texts | numbers | st.booleans() | days | moments | st.none()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6))
def test_workbooks(table: list[list[Any]]) -> None:
    filled = [row for row in table if any(cell is not None and str(cell).strip() for cell in row)]
    assume(filled)
    sheet = read(workbook([HEADER, *filled]), heading=heading)
    expected = [[_stored(cell) for cell in row] for row in filled]
    assert [list(row.cells) for row in sheet.rows] == expected


def _stored(cell: Any) -> Any:
    """What a workbook can say about a value: midnight is a day, a whole number has no decimals."""
    if isinstance(cell, datetime) and cell.time().isoformat() == "00:00:00":
        return cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell == "" else cell


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assume(not data.startswith(b"PK"))
    with suppress(SheetError):
        assert read(data).rows
