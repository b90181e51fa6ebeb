"""CSV as offices export it."""

import pytest

from ciiz.foundation.sheets import Flaw, HeaderOnly, Limits, NoHeader, Sheet, TableTooLarge, read

KNOWN = {"Name", "Vorname", "Ort"}


def known(text: str) -> bool:
    return text in KNOWN


def cells(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("windows-1252", "windows-1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_every_usual_encoding_and_delimiter_reads_the_same(delimiter: str, encoding: str, found: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in [("Name", "Ort"), ("Müller", "Zürich"), ("d’Évêque", "Sœurs")])
    sheet = read(text.encode(encoding), heading=known)
    assert sheet.header == ("Name", "Ort")
    assert cells(sheet) == [("Müller", "Zürich"), ("d’Évêque", "Sœurs")]
    assert (sheet.encoding, sheet.delimiter, sheet.kind) == (found, delimiter, "csv")


def test_utf_16_in_the_other_byte_order_is_read() -> None:
    assert cells(read(b"\xfe\xff" + "Name;Ort\nA;É".encode("utf-16-be"))) == [("A", "É")]


def test_one_damaged_character_does_not_turn_a_utf_8_file_into_another_encoding() -> None:
    data = "Name;Ort\nMüller;Zürich\nJosé;Genève\n".encode() + b"Andr\xe9;Brig\n"
    sheet = read(data, heading=known)
    assert sheet.encoding == "utf-8"
    assert cells(sheet)[0] == ("Müller", "Zürich")
    assert cells(sheet)[2] == ("Andr�", "Brig")


def test_quoted_fields_hold_delimiters_quotes_and_line_breaks_and_lines_are_counted_as_seen() -> None:
    sheet = read(b'Name;Ort\r\n"a;b";"say ""x"""\r\n"two\r\nlines";c\r\nlast;d\r\n', heading=known)
    assert cells(sheet) == [("a;b", 'say "x"'), ("two\r\nlines", "c"), ("last", "d")]
    assert [row.line for row in sheet.rows] == [2, 3, 5]


def test_blanks_around_quotes_do_not_matter() -> None:
    assert cells(read(b'Name, Ort\nA, "b, c"\n', heading=known)) == [("A", "b, c")]


def test_a_stray_quote_damages_its_own_line_only() -> None:
    sheet = read(b'Name;Vorname;Ort\n"A;B;C\nD;E;F\n"G"x;H;I\nJ;K;L\n', heading=known)
    assert [(row.line, row.flaw) for row in sheet.rows] == [
        (2, Flaw.BROKEN_QUOTES),
        (3, None),
        (4, Flaw.BROKEN_QUOTES),
        (5, None),
    ]


def test_a_value_with_an_unquoted_delimiter_is_marked() -> None:
    sheet = read(b"Name,Ort\nA,b,c\nD,e\n", heading=known)
    assert [row.flaw for row in sheet.rows] == [Flaw.TOO_MANY_CELLS, None]


def test_short_rows_are_filled_up_and_empty_ones_left_out() -> None:
    sheet = read(b"Name;Vorname;Ort;;\n\nA\n;;;;\nB;C;D;;\n\n\n", heading=known)
    assert cells(sheet) == [("A", None, None), ("B", "C", "D")]
    assert [row.line for row in sheet.rows] == [3, 5]


def test_title_lines_above_the_header_are_passed_over() -> None:
    sheet = read(b"Export, vom 3. Februar, RAV\n\nStand: heute\nName;Ort\nA;B\n", heading=known)
    assert (sheet.header_line, sheet.delimiter, cells(sheet)) == (4, ";", [("A", "B")])


def test_the_separator_line_of_excel_is_obeyed() -> None:
    sheet = read(b"sep=,\r\nName,Ort\r\nA;x,B\r\n", heading=known)
    assert (sheet.header_line, sheet.delimiter, cells(sheet)) == (2, ",", [("A;x", "B")])


def test_without_known_headings_the_first_row_is_the_header_when_nobody_asks() -> None:
    assert read(b"x;y\n1,5;2\n").header == ("x", "y")


def test_a_stray_nul_byte_stays_in_its_cell() -> None:
    assert cells(read(b"Name;Ort\nA\x00;B\nC;D\n", heading=known)) == [("A\x00", "B"), ("C", "D")]


def test_a_file_without_known_headings_is_refused() -> None:
    with pytest.raises(NoHeader):
        read(b"x;y\n1;2\n", heading=known)


def test_a_file_with_headings_only_is_refused() -> None:
    with pytest.raises(HeaderOnly):
        read(b"Name;Ort\n\n;;\n", heading=known)


def test_too_many_rows_or_columns_are_refused() -> None:
    with pytest.raises(TableTooLarge):
        read(b"Name;Ort\n" + b"a;b\n" * 11, limits=Limits(rows=10), heading=known)
    with pytest.raises(TableTooLarge):
        read(b"Name;Ort;" + b"x;" * 11 + b"\na;b\n", limits=Limits(columns=10), heading=known)


def test_many_quotes_are_read_in_linear_time() -> None:
    """A pattern that goes back and forth over quotes would need hours for this."""
    sheet = read(b"Name;Ort\n" + b'"' * 400_001 + b"\n" + b'"a""\n' * 20_000, heading=known)
    assert sheet.rows


def test_an_endless_line_is_refused_before_it_is_read_to_the_end() -> None:
    with pytest.raises(TableTooLarge):
        read(b"Name;Ort\n" + b"a;" * 1_000_000, heading=known)
