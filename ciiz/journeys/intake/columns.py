"""Which column holds what, and what has to be said about the columns as such."""

from collections.abc import Iterable
from dataclasses import dataclass

from ciiz.foundation.sheets import Sheet, column_letter
from ciiz.foundation.sheets.model import is_blank
from ciiz.journeys.intake.dates import day_comes_first
from ciiz.journeys.intake.defects import Defect
from ciiz.journeys.intake.fields import SPECS, Field, Kind
from ciiz.journeys.intake.headings import field_of, number_of

NAME_PARTS = (Field.LAST_NAME, Field.FIRST_NAME)
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One recognised column."""

    index: int
    letter: str
    heading: str
    field: Field
    number: str | None = None
    """Of several columns with the same meaning: "Kriterium 3" is number 3."""
    fractions: bool = False
    """Percentages are stored as 0.5, the way spreadsheets format them."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The recognised columns in their order in the file, and whether 3/2/1980 is the 3rd of February."""

    known: tuple[Column, ...]
    day_first: bool | None
    defects: tuple[Defect, ...]

    def has(self, field: Field) -> bool:
        """Whether any column carries the field."""
        return any(column.field is field for column in self.known)


def recognise(sheet: Sheet) -> Columns:
    """Map the header; unknown, unnamed, doubled and missing columns are reported once."""
    found = _by_position(sheet)
    known: list[Column] = []
    defects: list[Defect] = []
    first: dict[Field, str] = {}
    for index, heading in enumerate(sheet.header):
        letter, field = column_letter(index), found[index]

        def defect(code: str, *, letter: str = letter, heading: str = heading, **params: str) -> Defect:
            return Defect(code, sheet.header_line, letter, heading[:SHOWN], params=params)

        if field is None:
            if heading:
                defects.append(defect("unknown_column"))
            elif any(not is_blank(row.cells[index]) for row in sheet.rows):
                defects.append(defect("unnamed_column"))
        elif field in first and not SPECS[field].several:
            defects.append(defect("duplicate_column", first=first[field]))
        else:
            first.setdefault(field, letter)
            known.append(
                Column(index, letter, heading[:SHOWN], field, number_of(heading), _fractions(sheet, index, field))
            )
    defects += _missing(sheet, first)
    defects += [Defect("other_sheet", sheet.header_line, params={"name": name[:SHOWN]}) for name in sheet.other_sheets]
    return Columns(tuple(known), _day_first(sheet, known), tuple(defects))


def _by_position(sheet: Sheet) -> list[Field | None]:
    """The field of each column; a lone "Name" holds both names, a third name column is left to the two."""
    fields = [field_of(heading) if heading else None for heading in sheet.header]
    if Field.LAST_NAME in fields and Field.FIRST_NAME not in fields and Field.FULL_NAME not in fields:
        return [Field.FULL_NAME if field is Field.LAST_NAME else field for field in fields]
    if Field.FULL_NAME in fields and all(part in fields for part in NAME_PARTS):
        return [None if field is Field.FULL_NAME else field for field in fields]
    return fields


def _missing(sheet: Sheet, present: Iterable[Field]) -> list[Defect]:
    have = set(present) | (set(NAME_PARTS) if Field.FULL_NAME in present else set())
    missing = [field for field, spec in SPECS.items() if spec.required and field not in have]
    defects = [Defect("missing_column", sheet.header_line, field=field) for field in missing]
    if Field.REFERRAL_DATE not in have:
        defects.append(Defect("referral_undated", sheet.header_line, field=Field.REFERRAL_DATE))
    if Field.CONSENT_INSTITUTIONS not in have and Field.CONSENT_SIGNED_ON in have:
        defects.append(Defect("consent_names_nobody", sheet.header_line, field=Field.CONSENT_INSTITUTIONS))
    return defects


def _fractions(sheet: Sheet, index: int, field: Field) -> bool:
    if SPECS[field].kind is not Kind.PERCENT:
        return False
    cells = [row.cells[index] for row in sheet.rows]
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    return any(0 < number < 1 for number in numbers)


def _day_first(sheet: Sheet, known: list[Column]) -> bool | None:
    dates = [column.index for column in known if SPECS[column.field].kind is Kind.DATE]
    return day_comes_first(row.cells[index] for row in sheet.rows for index in dates)
