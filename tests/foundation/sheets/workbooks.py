"""Writes small workbooks for the tests of reading them."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter


def workbook(rows: list[list[Any]], *, more: dict[str, list[list[Any]]] | None = None) -> bytes:
    """An xlsx workbook with one sheet, and further ones by name."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, table in {"Liste": rows, **(more or {})}.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(table):
            for column, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(line, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif value is not None:
                    sheet.write(line, column, value)
    book.close()
    return stream.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A zip archive with the given entries."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return stream.getvalue()


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one entry exchanged or added."""
    with ZipFile(BytesIO(data)) as packed:
        entries = {entry: packed.read(entry) for entry in packed.namelist()}
    return archive(entries | {name: content})
