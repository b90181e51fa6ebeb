"""Every kind of defect: found where it is, told from the others, and never with more of a value than may be shown."""

import re
from pathlib import Path

import pytest

from ciiz.foundation.sheets import Cell, CellError, Flaw, Row, Sheet, read
from ciiz.journeys.intake import CODES, Severity, is_heading, parse
from tests.journeys.intake.sheets import GOOD, TODAY, of_row, resolve, spoilt, take

VALUES: list[tuple[str, str, Cell, str]] = [
    # heading, spoilt value, code, as shown
    ("missing_value", "Name", None, ""),
    ("missing_value", "Geburtsdatum", "  ", ""),
    ("missing_value", "Meldende Institution", "-", "-"),
    ("missing_value", "Vorname", "unbekannt", "u•••"),
    ("name_invalid", "Name", "12 345", "1•••"),
    ("text_too_long", "Name", "A" * 81, "A•••"),
    ("text_too_long", "Motiv", "Rücken " * 600, "••• (4199)"),
    ("unreadable_characters", "Name", "Am\x00cker", "A•••"),
    ("unreadable_characters", "Motiv", "Sch\ufffdn", "••• (5)"),
    ("error_cell", "Wohnort", CellError("#REF!"), "#REF!"),
    ("error_cell", "Geburtsdatum", "#BEZUG!", "•••••••"),
    ("error_cell", "Wohnort", "#N/A", "#N/A"),
    ("formula_cell", "Wohnort", CellError("="), "="),
    ("formula_cell", "Wohnort", "=HYPERLINK(A1)", "=HYPERLINK(A1)"),
    ("ahv_length", "AHV-Nr.", "756.9999.0000.1", "••••••••••01"),
    ("ahv_length", "AHV-Nr.", "123.45.678.901", "•••••••••01"),
    ("ahv_length", "AHV-Nr.", "Amacker Zoé", "••••••••"),
    ("ahv_prefix", "AHV-Nr.", "7579999000017", "•••••••••••17"),
    ("ahv_check_digit", "AHV-Nr.", "756.9999.0000.18", "756.••••.••••.18"),
    ("ahv_digits_lost", "AHV-Nr.", "7.57E+12", "••••••••"),
    ("ahv_digits_lost", "AHV-Nr.", 7.569999e12 + 0.5, "••••••••••••05"),
    ("date_invalid", "Geburtsdatum", "31.2.1980", "••.••.1980"),
    ("date_invalid", "Geburtsdatum", "30.02.1980", "••.••.1980"),
    ("date_invalid", "Geburtsdatum", "1980", "••.••.1980"),
    ("date_invalid", "Geburtsdatum", 1980, "••.••.1980"),
    ("date_invalid", "Meldedatum", "gestern", "gestern"),
    ("date_invalid", "Geburtsdatum", "3.13.1980", "••.••.1980"),
    ("date_ambiguous", "Geburtsdatum", "03/02/1980", "••.••.1980"),
    ("date_ambiguous", "Geburtsdatum", "3.2.80", "••••••"),
    ("birth_date_in_future", "Geburtsdatum", "3.2.2062", "••.••.2062"),
    ("age_out_of_range", "Geburtsdatum", "3.2.2020", "••.••.2020"),
    ("age_out_of_range", "Geburtsdatum", "3.2.1908", "••.••.1908"),
    ("referral_in_future", "Meldedatum", "2.6.2026", "2.6.2026"),
    ("date_in_future", "Vollmacht vom", "2.6.2026", "2.6.2026"),
    ("date_in_future", "Angemeldet seit", "2.6.2026", "2.6.2026"),
    ("date_before_birth", "Angemeldet seit", "2.6.1979", "2.6.1979"),
    ("unknown_institution", "Meldende Institution", "RAV-Atlantis", "RAV-Atlantis"),
    ("unknown_institution", "Partnerinstitutionen", "SMZ-FIRNEGG, Atlantis", "SMZ-FIRNEGG, Atlantis"),
    ("unknown_institution", "Vollmacht für", "alle", "alle"),
    ("unknown_sex", "Geschlecht", "?!", "?!"),
    ("unknown_language", "Korrespondenzsprache", "Klingonisch", "Klingonisch"),
    ("unknown_nationality", "Nationalität", "Atlantis", "Atlantis"),
    ("unknown_wished_form", "Gewünschte Form", "Zauberei", "Zauberei"),
    ("percentage_out_of_range", "Arbeitsfähigkeit %", "150 %", "150 %"),
    ("percentage_out_of_range", "Arbeitsfähigkeit %", -5, "-5"),
    ("percentage_invalid", "Arbeitsfähigkeit %", "halb", "halb"),
    ("percentage_invalid", "Arbeitsfähigkeit %", "50-60 %", "50-60 %"),
    ("npa_malformed", "PLZ", "39000", "39000"),
    ("phone_malformed", "Telefon", "anrufen", "•••••••"),
    ("email_malformed", "E-Mail", "zoe(at)example", "z•••"),
    ("consent_end_before_start", "Vollmacht bis", "9.5.2026", "9.5.2026"),
    ("consent_missing", "Vollmacht vom", None, ""),
    ("consent_missing", "Vollmacht vom", "nein", "nein"),
    ("consent_undated", "Vollmacht vom", "ja", "ja"),
    ("consent_ended_before_referral", "Vollmacht bis", "14.5.2026", "14.5.2026"),
    ("consent_expired", "Vollmacht bis", "31.5.2026", "31.5.2026"),
    ("consent_not_covering", "Vollmacht für", "IV-MONTSOLAZ", "IV-MONTSOLAZ"),
    ("consent_not_covering", "Vollmacht für", None, ""),
    ("entitlement_before_registration", "Anspruch bis", "7.1.2024", "7.1.2024"),
    ("referral_undated", "Meldedatum", None, ""),
]
MORE: list[tuple[str, str, Cell]] = [
    ("unknown_permit", "Ausweis", "Z"),
    ("unknown_dispositif", "Dispositiv", "XYZ"),
]
ROWS_AND_FILES = {
    "unknown_column", "unnamed_column", "duplicate_column", "missing_column", "other_sheet", "broken_quotes",
    "too_many_cells", "duplicate_row", "repeated_person", "ahv_conflict", "name_not_split", "consent_names_nobody",
}  # fmt: skip


@pytest.mark.parametrize(("code", "heading", "value", "shown"), VALUES)
def test_a_spoilt_value_is_reported_with_line_column_masked_value_and_reason(
    code: str, heading: str, value: Cell, shown: str
) -> None:
    intake = take(GOOD | {"AHV-Nr.": None, "Name": "Andere"}, spoilt(heading, value))
    found = [defect for defect in intake.defects if defect.code == code]
    (defect,) = found
    letter = chr(ord("A") + list(GOOD).index(heading))
    assert (defect.line, defect.column, defect.heading, defect.value) == (3, letter, heading, shown)
    assert defect.severity is CODES[code][0]
    assert (3 in intake.refused_lines) == (defect.severity is Severity.REFUSED)
    assert [row.line for row in intake.referrals] == ([2] if defect.severity is Severity.REFUSED else [2, 3])
    assert "%(" not in defect.reason


@pytest.mark.parametrize(("code", "heading", "value"), MORE)
def test_an_unknown_code_in_further_columns_is_reported(code: str, heading: str, value: Cell) -> None:
    assert [defect.code for defect in take(GOOD | {heading: value}).defects] == [code]


def test_one_row_is_told_all_its_defects_at_once() -> None:
    row = GOOD | {"AHV-Nr.": "1", "Geburtsdatum": "31.2.1980", "Arbeitsfähigkeit %": "x", "Name": None}
    assert {defect.code for defect in take(row).defects} == {
        "ahv_length", "date_invalid", "percentage_invalid", "missing_value",
    }  # fmt: skip


def test_a_dropped_value_is_left_out_of_a_row_that_is_taken() -> None:
    row = GOOD | {"Telefon": "anrufen", "E-Mail": "zoe(at)", "PLZ": "39000"}
    (taken,) = take(row).referrals
    assert (taken.phone, taken.email, taken.npa) == ("", "", "")


def test_a_referral_that_names_nobody_else_needs_no_consent() -> None:
    alone = {"Partnerinstitutionen": None, "Vollmacht vom": None, "Vollmacht bis": None, "Vollmacht für": None}
    assert take(GOOD | alone).defects == []
    assert take(GOOD | alone | {"Partnerinstitutionen": "RAV-FIRNEGG"}).defects == []


def test_equal_rows_count_once_and_the_second_names_the_first() -> None:
    intake = take(GOOD, GOOD | {"Geburtsdatum": "03.02.1980", "AHV-Nr.": "7569999000017"})
    assert [row.line for row in intake.referrals] == [2]
    assert [(defect.code, defect.line, defect.params) for defect in intake.defects] == [
        ("duplicate_row", 3, {"line": 2})
    ]
    assert "line 2" in intake.defects[0].reason


def test_the_same_person_with_other_details_is_not_taken_twice() -> None:
    intake = take(GOOD, GOOD | {"Telefon": "027 000 00 01"})
    assert [(defect.code, defect.line) for defect in intake.defects] == [("repeated_person", 3)]


def test_one_ahv_number_with_two_dates_of_birth_refuses_both_rows() -> None:
    intake = take(GOOD, GOOD | {"Geburtsdatum": "4.2.1980"})
    assert [(defect.code, defect.line, defect.value) for defect in intake.defects] == [
        ("ahv_conflict", 2, "756.••••.••••.17"),
        ("ahv_conflict", 3, "756.••••.••••.17"),
    ]
    assert intake.referrals == []


def test_names_that_cannot_be_told_apart_are_refused() -> None:
    rest = {name: cell for name, cell in GOOD.items() if name not in ("Name", "Vorname")}
    names: dict[str, Cell] = {"Name Vorname": "van den Berg Zoé"}
    (defect,) = take(names | rest).defects
    assert (defect.code, defect.value) == ("name_not_split", "v•••")


def test_columns_are_reported_once_each() -> None:
    more: dict[str, Cell] = {"Konto": "x", "": "y", "Nachname": "Z", "Familienname": "Q"}
    row = more | GOOD
    row = {name: cell for name, cell in row.items() if name not in ("Vorname", "Meldedatum", "Vollmacht für")}
    intake = take(row, row)
    assert [(defect.code, defect.line, defect.column) for defect in intake.defects if defect.line == 1] == [
        ("unknown_column", 1, "A"),
        ("unnamed_column", 1, "B"),
        ("duplicate_column", 1, "D"),
        ("duplicate_column", 1, "E"),
        ("referral_undated", 1, ""),
        ("consent_names_nobody", 1, ""),
    ]


def test_a_missing_required_column_is_named() -> None:
    row = {name: cell for name, cell in GOOD.items() if name != "Meldende Institution"}
    intake = take(row)
    assert [(defect.code, defect.field) for defect in of_row(intake, 1)] == [("missing_column", "institution")]
    assert [defect.code for defect in of_row(intake, 2)] == ["missing_value"]


def test_flaws_of_lines_and_other_sheets_are_reported() -> None:
    header = ("Name", "Vorname", "Geburtsdatum", "Institution", "Meldedatum")
    rows = (
        Row(2, ('"A', "B", "1.1.1990", "RAV-FIRNEGG", "1.5.2026"), Flaw.BROKEN_QUOTES),
        Row(3, ("A", "B", "1.1.1990", "RAV-FIRNEGG", "1.5.2026", "x"), Flaw.TOO_MANY_CELLS),
        Row(4, ("A", "B", "1.1.1990", "RAV-FIRNEGG", "1.5.2026")),
    )
    intake = parse(Sheet("xlsx", header, 1, rows, other_sheets=("Archiv",)), TODAY, resolve)
    assert [defect.code for defect in intake.defects] == ["other_sheet", "broken_quotes", "too_many_cells"]
    assert "Archiv" in intake.defects[0].reason
    assert [row.line for row in intake.referrals] == [4]


def test_no_report_shows_who_is_meant() -> None:
    text = (
        "Name;Vorname;Geburtsdatum;AHV-Nr.;Institution;Geschlecht;E-Mail;Motiv\n"
        "Zurbriggen;Leonardina;31.02.1987;756.9999.0000.18;756.9999.0000.17;leonardina@example.org;falsch;geheim\x00\n"
    )
    intake = parse(read(text.encode(), heading=is_heading), TODAY, resolve)
    report = repr(intake.as_dict())
    assert len(of_row(intake)) >= 5
    for secret in ("Zurbriggen", "Leonardina", "31.02", "9999", "leonardina", "geheim"):
        assert secret not in report


def test_every_code_is_tested_here() -> None:
    assert {code for code, *_ in VALUES} | {code for code, *_ in MORE} | ROWS_AND_FILES == set(CODES)


def test_every_code_stands_in_the_documentation_with_its_severity() -> None:
    page = (Path(__file__).parents[3] / "docs" / "import.md").read_text("utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", page, re.MULTILINE))
    assert {code: documented.get(code) for code in CODES} == {code: str(kind) for code, (kind, _) in CODES.items()}
