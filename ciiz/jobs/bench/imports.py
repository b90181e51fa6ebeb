"""Import of referrals: a file as an office exports it, read, checked and stored."""

import csv
import tempfile
from datetime import date
from pathlib import Path
from random import Random

from stdnum import ean
from stdnum.ch import ssn

from ..demo_sheet import HEADINGS, good
from ..walkthrough.intake import import_file
from .ground import Ground
from .report import MINUTE, Figure
from .timing import clock

ROWS = 3000
LEAST = 10_000
LETTERS = "abdefgiklmnoprstu"


def figures(ground: Ground) -> list[Figure]:
    """Rows a minute, from the file to the last commit."""
    count = ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "referrals.csv"
        known: int = ground.rows_of("SELECT count(*) FROM cases_importedrow")[0][0]
        _write(path, range(known, known + count))  # people whom an earlier measurement did not import
        with clock() as passed:
            imported = import_file(path, people=ground.people, day=ground.today)
    stored = len(imported.cases)
    note = f"{stored} of {count} rows of a CSV, each with an AHV number, stored in {passed[0] / 1000:.1f} s: "
    note += "read, checked, cases with process"
    return [Figure("import of referrals", stored / passed[0] * 60_000, MINUTE, note, LEAST, at_least=True)]


def _write(path: Path, numbers: range) -> None:
    """Rows like those of the sample that are in order, all of other people."""
    dice = Random("import")  # noqa: S311 - invented people, not secrets
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(HEADINGS)
        for number in numbers:
            row = good(number + 1, dice) | {"AHV-Nr.": _number(number)}
            row["Nachname"] = f"{row['Nachname']}{_word(number)}"
            sheet.writerow([_text(row.get(heading)) for heading in HEADINGS])


def _number(number: int) -> str:
    """A valid number of an invented person: 756, eight digits apart from those of the demo, and the check digit."""
    digits = f"7561{number:08d}"
    return str(ssn.format(digits + ean.calc_check_digit(digits)))


def _word(number: int) -> str:
    word = ""
    while number or not word:
        number, letter = divmod(number, len(LETTERS))
        word += LETTERS[letter]
    return word


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)
