"""Reads a table out of a file that somebody exported: xlsx, or CSV in any usual encoding and delimiter.

The content decides what a file is, never its name. Workbooks are opened in a child process with limited memory and
time, after their directory was checked. What cannot be read is refused by an error that says what to do; single
damaged rows are marked and stop no others. Nothing here knows what the columns mean.
"""

from ciiz.foundation.sheets.errors import (
    ArchiveTooLarge,
    DamagedFile,
    EmptyFile,
    EncryptedWorkbook,
    FileTooLarge,
    HeaderOnly,
    NoHeader,
    NotText,
    SheetError,
    TableTooLarge,
    WrongFileType,
)
from ciiz.foundation.sheets.model import Cell, CellError, Flaw, Limits, Row, Sheet, column_letter
from ciiz.foundation.sheets.reader import read

__all__ = [
    "ArchiveTooLarge",
    "Cell",
    "CellError",
    "DamagedFile",
    "EmptyFile",
    "EncryptedWorkbook",
    "FileTooLarge",
    "Flaw",
    "HeaderOnly",
    "Limits",
    "NoHeader",
    "NotText",
    "Row",
    "Sheet",
    "SheetError",
    "TableTooLarge",
    "WrongFileType",
    "column_letter",
    "read",
]
