"""Files that are refused as a whole, by name and before they cost anything."""

import time
from pathlib import Path

import pytest

from ciiz.foundation.sheets import (
    ArchiveTooLarge,
    DamagedFile,
    EmptyFile,
    EncryptedWorkbook,
    FileTooLarge,
    HeaderOnly,
    Limits,
    NotText,
    SheetError,
    TableTooLarge,
    WrongFileType,
    read,
)
from tests.foundation.sheets.workbooks import archive, replaced, workbook

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 40])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read(data)


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(EmptyFile):
        read(workbook([[]]))


def test_a_workbook_with_headings_only_is_refused() -> None:
    with pytest.raises(HeaderOnly):
        read(workbook([["Name", "Ort"]]))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"MZ\x90\x00\x03\x00", "program"),
        (b"\x7fELF\x02\x01", "program"),
        (b"%PDF-1.7\n", "PDF"),
        (COMPOUND + b"\x00" * 600, "xls"),
        (b"\x09\x08\x10\x00\x00\x06", "xls"),
        (b"\n <!DOCTYPE html><table>", "HTML"),
        (b"<html xmlns:x='urn'><table>", "HTML"),
        (b"<?xml version='1.0'?><Workbook>", "XML"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08", "archive"),
        (archive({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}), "docx"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}), "ods"),
        (archive({"xl/workbook.bin": b"", "[Content_Types].xml": b""}), "xlsb"),
        (archive({"xl/workbook.xml": b"", "xl/vbaProject.bin": b"", "[Content_Types].xml": b""}), "xlsm"),
        (archive({"list.csv": b"Name;Ort"}), "archive"),
    ],
)
def test_content_decides_what_a_file_is_whatever_its_name_says(tmp_path: Path, data: bytes, named: str) -> None:
    path = tmp_path / "referrals.xlsx"
    path.write_bytes(data)
    with pytest.raises(WrongFileType) as refusal:
        read(path)
    assert named in str(refusal.value)


def test_a_csv_named_xlsx_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"Name;Ort\nA;B\n")
    assert read(path).kind == "csv"


def test_a_workbook_with_a_password_is_refused_by_name() -> None:
    with pytest.raises(EncryptedWorkbook):
        read(COMPOUND + b"\x00" * 100 + "EncryptedPackage".encode("utf-16-le"))


def test_two_hundred_megabytes_in_half_a_megabyte_are_refused_in_milliseconds() -> None:
    bomb = replaced(workbook([["Name"], ["A"]]), "xl/worksheets/sheet1.xml", b"<c><v>1</v></c>" * (200 * 1024**2 // 15))
    assert len(bomb) < 1024**2
    start = time.process_time()
    with pytest.raises(ArchiveTooLarge):
        read(bomb)
    assert time.process_time() - start < 0.1


def test_a_directory_that_lies_about_sizes_does_not_help() -> None:
    honest = archive({"[Content_Types].xml": b"<t/>", "xl/workbook.xml": b"<w/>" + b" " * 300_000_000})
    size = (300_000_004).to_bytes(4, "little")
    start = time.process_time()
    with pytest.raises(DamagedFile):
        read(honest.replace(size, (1000).to_bytes(4, "little")))
    assert time.process_time() - start < 5


def test_an_unusual_ratio_or_number_of_entries_is_refused() -> None:
    base = workbook([["Name"], ["A"]])
    with pytest.raises(ArchiveTooLarge):
        read(replaced(base, "xl/media/blank.bin", b"\x00" * 20_000_000))
    with pytest.raises(ArchiveTooLarge):
        read(archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""} | {f"x{n}": b"" for n in range(1100)}))


def test_a_file_above_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a" * 2_000_001)
    with pytest.raises(FileTooLarge) as refusal:
        read(path, limits=Limits(file_bytes=1_048_576))
    assert "2 MB" in str(refusal.value)


@pytest.mark.parametrize("cut", [30, 300, -30])
def test_a_cut_workbook_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedFile):
        read(workbook([["Name", "Ort"], ["A", "B"]])[:cut])


def test_broken_xml_and_document_types_are_damaged() -> None:
    base = workbook([["Name"], ["A"]])
    for content in (b"<worksheet><sheetData><row", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', b"\xff\xfe\x00"):
        with pytest.raises(SheetError):
            read(replaced(base, "xl/worksheets/sheet1.xml", content))


def test_a_single_value_in_the_last_cell_of_a_sheet_is_refused_instead_of_filling_the_memory() -> None:
    cell = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'  # noqa: E501
    with pytest.raises(TableTooLarge):
        read(replaced(workbook([["Name"], ["A"]]), "xl/worksheets/sheet1.xml", cell))


def test_binary_content_is_no_text() -> None:
    with pytest.raises(NotText):
        read(bytes(range(1, 256)) * 20)


def test_every_refusal_says_that_nothing_was_imported() -> None:
    for refusal in SheetError.__subclasses__():
        assert "Nothing was imported" in str(refusal.message)
        assert refusal.code != SheetError.code
