"""A good row and ways to spoil it."""

from datetime import date

from ciiz.foundation.sheets import Cell, Row, Sheet
from ciiz.journeys.intake import Defect, Intake, ReferralRow, parse

TODAY = date(2026, 6, 1)
INSTITUTIONS = {
    "RAV-FIRNEGG": 1,
    "ORP-MONTSOLAZ": 2,
    "SMZ-FIRNEGG": 3,
    "IV-MONTSOLAZ": 4,
    "BIZ-FIRNEGG/OP-MONTSOLAZ": 5,
}
AHV = "756.9999.0000.17"
GOOD: dict[str, Cell] = {
    "Name": "Amacker",
    "Vorname": "Zoé",
    "Geburtsdatum": "3.2.1980",
    "AHV-Nr.": AHV,
    "Geschlecht": "w",
    "Nationalität": "Schweiz",
    "Korrespondenzsprache": "Deutsch",
    "PLZ": "3900",
    "Wohnort": "Brig",
    "Meldende Institution": "RAV-FIRNEGG",
    "Meldedatum": "15.05.2026",
    "Gewünschte Form": "Runder Tisch",
    "Partnerinstitutionen": "SMZ-FIRNEGG, IV-MONTSOLAZ",
    "Vollmacht vom": "10.05.2026",
    "Vollmacht bis": "09.05.2027",
    "Vollmacht für": "SMZ-FIRNEGG, IV-MONTSOLAZ",
    "Angemeldet seit": "2024-01-08",
    "Anspruch bis": "2027-01-07",
    "Arbeitsfähigkeit %": "50",
    "Telefon": "027 000 00 00",
    "E-Mail": "zoe@example.org",
    "Motiv": "Schmerzen und Schulden",
}


def resolve(name: str) -> int | None:
    return INSTITUTIONS.get(name.upper())


def table(*rows: dict[str, Cell], header: list[str] | None = None) -> Sheet:
    """A sheet of the given rows under the headings of the first."""
    names = header or list(rows[0])
    body = tuple(Row(line, tuple(row.get(name) for name in names)) for line, row in enumerate(rows, 2))
    return Sheet("csv", tuple(names), 1, body)


def take(*rows: dict[str, Cell], today: date = TODAY) -> Intake:
    return parse(table(*rows), today, resolve)


def spoilt(heading: str, value: Cell) -> dict[str, Cell]:
    assert heading in GOOD
    return GOOD | {heading: value}


def only(intake: Intake) -> ReferralRow:
    """The one referral of an intake without defects."""
    assert intake.defects == []
    (row,) = intake.referrals
    return row


def of_row(intake: Intake, line: int = 2) -> list[Defect]:
    return [defect for defect in intake.defects if defect.line == line]
