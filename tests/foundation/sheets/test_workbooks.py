"""Workbooks as offices save them."""

from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from ciiz.foundation.sheets import CellError, read
from tests.foundation.sheets.workbooks import workbook

KNOWN = {"Name", "Vorname", "Ort", "Datum"}


def known(text: str) -> bool:
    return text in KNOWN


def test_cells_keep_their_kinds() -> None:
    row = ["Müller\nzwei", 7561234567897, 0.5, True, date(1980, 2, 3), datetime(1980, 2, 3, 11, 5), None, "  x "]  # noqa: DTZ001 - cells know no zone
    sheet = read(workbook([["Name", "b", "c", "d", "e", "f", "g", "h"], row]))
    assert sheet.rows[0].cells == tuple(row)
    assert (sheet.kind, sheet.name, sheet.rows[0].line) == ("xlsx", "Liste", 2)


def test_lines_are_those_of_the_sheet_even_when_it_starts_lower() -> None:
    sheet = read(
        workbook([[], ["", "Titel"], [], ["", "Name", "Ort"], [], ["", "A", "B"], ["", "", "C"]]), heading=known
    )
    assert (sheet.header, sheet.header_line) == (("", "Name", "Ort"), 4)
    assert [(row.line, row.cells[1:]) for row in sheet.rows] == [(6, ("A", "B")), (7, (None, "C"))]


def test_empty_rows_and_columns_at_the_end_are_left_out() -> None:
    sheet = read(workbook([["Name", "Ort", "", ""], ["A", "B", "", " "], ["", " ", "", ""]]), heading=known)
    assert sheet.header == ("Name", "Ort")
    assert len(sheet.rows) == 1


def test_error_cells_and_formulas_never_calculated_are_told_from_empty_ones() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("A & B")
    sheet.write_row(0, 0, ["Name", "Ort", "c", "d"])
    sheet.write_formula(1, 0, "=A9", value="Müller")
    sheet.write_formula(1, 1, "=Z9", value="#REF!")
    sheet.write_formula(1, 2, "=1/0", value="#DIV/0!")
    sheet.write_formula(1, 3, "=Z10", value="")
    book.close()
    assert read(stream.getvalue()).rows[0].cells == ("Müller", CellError("#REF!"), CellError("#DIV/0!"), CellError("="))


def test_a_cell_merged_downwards_stands_in_every_row_and_headings_above_the_header_count() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range("A1:B1", "Person")
    sheet.write_row(1, 0, ["Name", "Vorname"])
    sheet.merge_range("C1:C2", "Ort")
    sheet.write_row(2, 0, ["A", "a"])
    sheet.write_row(3, 0, ["B", "b"])
    sheet.merge_range("C3:C5", "Brig")
    book.close()
    read_sheet = read(stream.getvalue(), heading=known)
    assert read_sheet.header == ("Name", "Vorname", "Ort")
    assert [row.cells for row in read_sheet.rows] == [("A", "a", "Brig"), ("B", "b", "Brig")]


def test_the_sheet_with_the_most_known_headings_is_read_and_the_others_named() -> None:
    data = workbook([["Notizen"], ["x"]], more={"Fälle": [["Name", "Ort"], ["A", "B"]], "Leer": []})
    sheet = read(data, heading=known)
    assert (sheet.name, sheet.other_sheets) == ("Fälle", ("Liste",))


def test_hidden_sheets_are_not_read() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet("Liste").write_column(0, 0, ["Name", "A"])
    hidden = book.add_worksheet("Werte")
    hidden.write_column(0, 0, ["Name", "B"])
    hidden.hide()
    book.close()
    assert read(stream.getvalue()).other_sheets == ()


def test_rows_without_content_do_not_appear_because_a_merged_cell_covers_them() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Ort"])
    sheet.merge_range("A2:A4", "A")
    sheet.write(1, 1, "Brig")
    book.close()
    assert len(read(stream.getvalue()).rows) == 1
