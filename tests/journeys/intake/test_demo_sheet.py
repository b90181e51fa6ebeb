"""The spreadsheet that ships with the project."""

from collections import Counter
from pathlib import Path

from ciiz.foundation.sheets import Sheet, read
from ciiz.jobs import demo_sheet
from ciiz.journeys.intake import Severity, is_heading, parse

CODES = {name: number for number, name in enumerate(demo_sheet.INSTITUTIONS, 1)}


def shipped() -> Sheet:
    return read(demo_sheet.PATH, heading=is_heading)


def test_the_shipped_file_is_what_the_command_writes(tmp_path: Path) -> None:
    demo_sheet.write(tmp_path / "again.xlsx")
    assert read(tmp_path / "again.xlsx", heading=is_heading) == shipped()


def test_its_good_rows_are_taken_and_every_other_is_refused_with_a_reason() -> None:
    intake = parse(shipped(), demo_sheet.DAY, CODES.get)
    assert intake.rows == 67
    # Two of the spoilt rows are taken: one loses its e-mail address, of one the consent ran out.
    assert len(intake.referrals) == 46
    assert len(intake.refused_lines) == 21
    assert {row.wished_form for row in intake.referrals} == {"network", "round_table", "assessment", "coaching"}
    assert {row.language for row in intake.referrals} == {"de", "fr"}


def test_it_shows_at_least_fourteen_kinds_of_defects() -> None:
    intake = parse(shipped(), demo_sheet.DAY, CODES.get)
    counts = Counter(defect.code for defect in intake.defects)
    assert counts == {
        "unknown_column": 1,
        "missing_value": 1,
        "ahv_check_digit": 1,
        "ahv_length": 1,
        "ahv_conflict": 2,
        "date_invalid": 1,
        "date_ambiguous": 2,
        "birth_date_in_future": 1,
        "age_out_of_range": 1,
        "unknown_institution": 2,
        "unknown_language": 1,
        "unknown_wished_form": 1,
        "percentage_out_of_range": 1,
        "consent_end_before_start": 1,
        "consent_missing": 1,
        "consent_expired": 1,
        "referral_in_future": 1,
        "entitlement_before_registration": 1,
        "error_cell": 1,
        "email_malformed": 1,
        "duplicate_row": 1,
    }


def test_it_names_nobody_who_exists() -> None:
    intake = parse(shipped(), demo_sheet.DAY, CODES.get)
    assert all(row.ahv_number.startswith("756.9999.") for row in intake.referrals)
    assert all(row.email.endswith("@example.org") for row in intake.referrals if row.email)
    assert all(defect.severity is Severity.NOTED for defect in intake.defects if defect.code == "consent_expired")
