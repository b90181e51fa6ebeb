"""The whole sheet: every row becomes a referral or is refused with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ciiz.foundation.sheets import Cell, Row, Sheet
from ciiz.journeys.intake import values as read
from ciiz.journeys.intake.codes import read_code
from ciiz.journeys.intake.columns import Column, Columns, recognise
from ciiz.journeys.intake.dates import read_date
from ciiz.journeys.intake.defects import Defect, Severity, Unreadable
from ciiz.journeys.intake.fields import SITUATION, SPECS, Field, Kind
from ciiz.journeys.intake.masks import masked
from ciiz.journeys.intake.rows import ReferralRow, content_hash, identity_hash
from ciiz.journeys.intake.rules import check, missing
from ciiz.journeys.intake.twins import without_twins

NAMES = {Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME}
Values = dict[Field, Any]
TEXT_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.NAME: read.read_name,
    Kind.TEXT: str,
    Kind.NPA: read.read_npa,
    Kind.PHONE: read.read_phone,
    Kind.EMAIL: read.read_email,
    Kind.LIST: read.read_list,
}
INSTITUTION_READERS: dict[Kind, Callable[[str, read.Resolver], Any]] = {
    Kind.INSTITUTION: read.read_institution,
    Kind.INSTITUTIONS: read.read_institutions,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """What a sheet yielded; `rows` counts all below the header, defects are in the order of the file."""

    referrals: list[ReferralRow]
    defects: list[Defect]
    rows: int
    columns: dict[str, str]
    """Letter → field of the columns that were read."""

    @property
    def refused_lines(self) -> list[int]:
        """Lines that were not taken, ascending."""
        return sorted({defect.line for defect in self.defects if defect.severity is Severity.REFUSED})

    def as_dict(self) -> dict[str, Any]:
        """Counts and defects, for `--json`."""
        return {
            "rows": self.rows,
            "read": len(self.referrals),
            "refused": len(self.refused_lines),
            "columns": self.columns,
            "defects": [defect.as_dict() for defect in self.defects],
        }


def parse(sheet: Sheet, today: date, resolve: read.Resolver) -> Intake:
    """Read all rows. `resolve` knows institutions by code, abbreviation or name and says None to others."""
    columns = recognise(sheet)
    referrals: list[ReferralRow] = []
    defects = list(columns.defects)
    for row in sheet.rows:
        reader = RowReader(row, columns, today, resolve)
        referral = reader.referral()
        defects += reader.defects
        if referral:
            referrals.append(referral)
    kept, twins = without_twins(referrals, {column.field: column for column in reversed(columns.known)})
    defects = sorted(defects + twins, key=lambda defect: defect.line)
    return Intake(kept, defects, len(sheet.rows), {column.letter: str(column.field) for column in columns.known})


class RowReader:
    """Reads one row; collects what is wrong instead of stopping at the first."""

    def __init__(self, row: Row, columns: Columns, today: date, resolve: read.Resolver) -> None:
        self.row, self.columns, self.today, self.resolve = row, columns, today, resolve
        self.values: Values = {}
        self.absences: dict[str, str] = {}
        self.failed: set[Field] = set()
        self.defects: list[Defect] = []

    def referral(self) -> ReferralRow | None:
        """The referral, or None when a defect refuses the row."""
        if self.row.flaw:
            self.defects.append(Defect(self.row.flaw, self.row.line))
            return None
        for column in self.columns.known:
            self._read(column)
        self._house()
        for code, field, params in [*missing(self.values, self._settled()), *check(self.values, self.today)]:
            self._report(code, self._column(field), field, params)
        if self.columns.has(Field.REFERRAL_DATE) and not {Field.REFERRAL_DATE} & (self.values.keys() | self.failed):
            self._report("referral_undated", self._column(Field.REFERRAL_DATE), Field.REFERRAL_DATE, {})
        if any(defect.severity is Severity.REFUSED for defect in self.defects):
            return None
        return self._build()

    def _house(self) -> None:
        """The address in one: what a column of its own says counts before what stands after the street.

        Where they differ the street keeps the whole text, so that nothing is lost.
        """
        number: str = self.values.pop(Field.HOUSE_NUMBER, "")
        text: str = self.values.pop(Field.STREET, "")
        street, npa, town = read.split_address(text)
        own = (self.values.get(Field.NPA, npa), self.values.get(Field.COMMUNE, town))
        if npa and own == (npa, town):
            self.values[Field.NPA], self.values[Field.COMMUNE] = own
        elif npa:
            street = " ".join(text.split())
        if number and number.casefold() not in street.casefold().split():
            street = f"{street} {number}".strip()
        if street:
            self.values[Field.STREET] = street

    def _settled(self) -> set[Field]:
        names = {Field.LAST_NAME, Field.FIRST_NAME} if Field.FULL_NAME in self.failed else set()
        return self.failed | names

    def _read(self, column: Column) -> None:
        cell, field = self.row.cells[column.index], column.field
        try:
            text = read.text_of(cell)
            reason = read.absence(text)
            if reason is not None:
                if reason:
                    self.absences[field] = reason
                return
            if len(text) > SPECS[field].length:
                raise Unreadable("text_too_long", length=len(text), limit=SPECS[field].length)
            self._take(column, cell, text)
        except Unreadable as unreadable:
            self.failed.add(field)
            self._report(unreadable.code, column, field, unreadable.params)

    def _take(self, column: Column, cell: Cell, text: str) -> None:
        field = column.field
        if field is Field.FULL_NAME:
            self.values[Field.LAST_NAME], self.values[Field.FIRST_NAME] = read.split_name(text)
        elif field is Field.COMMUNE:
            npa, commune = read.split_place(text)
            if commune:
                self.values[field] = commune
            if npa:
                self.values.setdefault(Field.NPA, npa)
        elif field is Field.CONSENT_SIGNED_ON and (read.is_no(text) or read.is_yes(text)):
            if read.is_yes(text):
                raise Unreadable("consent_undated")
        elif field is Field.CRITERIA and column.number:
            if not read.is_no(text):
                self._extend(field, (column.number,) if read.is_yes(text) else read.read_list(text))
        else:
            value = self._value(column, cell, text)
            if isinstance(value, tuple):
                self._extend(field, value)
            elif SPECS[field].several and field in self.values:
                self._append(field, value)
            else:
                self.values[field] = value

    def _extend(self, field: Field, more: tuple[Any, ...]) -> None:
        self.values[field] = tuple(dict.fromkeys(self.values.get(field, ()) + more))

    def _append(self, field: Field, more: str) -> None:
        """A reason and remarks in two columns become one text."""
        text = f"{self.values[field]}\n{more}"
        if len(text) > SPECS[field].length:
            raise Unreadable("text_too_long", length=len(text), limit=SPECS[field].length)
        self.values[field] = text

    def _value(self, column: Column, cell: Cell, text: str) -> Any:
        field, kind = column.field, SPECS[column.field].kind
        if kind is Kind.DATE:
            return read_date(text if isinstance(cell, str) else cell, day_first=self.columns.day_first)
        if kind is Kind.PERCENT:
            return read.read_percent(cell, text, fractions=column.fractions)
        if kind is Kind.AHV:
            return read.read_ahv(cell, text)
        if kind is Kind.CODE:
            return read_code(field, text)
        if kind in INSTITUTION_READERS:
            return INSTITUTION_READERS[kind](text, self.resolve)
        return TEXT_READERS[kind](text)

    def _column(self, field: Field) -> Column | None:
        wanted = {field, Field.FULL_NAME} if field in NAMES else {field}
        return next((column for column in self.columns.known if column.field in wanted), None)

    def _report(self, code: str, column: Column | None, field: Field, params: dict[str, Any]) -> None:
        cell = self.row.cells[column.index] if column else None
        if code == "consent_not_covering":
            partners = self._column(Field.PARTNERS)
            params = {"names": masked(self.row.cells[partners.index], SPECS[field].mask) if partners else ""}
            if column is None:  # said once for the file
                return
        where = (column.letter, column.heading) if column else ("", "")
        value = masked(cell, SPECS[field].mask) if column else ""
        self.defects.append(Defect(code, self.row.line, *where, str(field), value, params))

    def _build(self) -> ReferralRow:
        plain = {str(field): value for field, value in self.values.items() if field not in SITUATION}
        situation = {domain: self.values[field] for field, domain in SITUATION.items() if field in self.values}
        values: dict[str, Any] = plain | {"situation": situation, "absences": self.absences}
        return ReferralRow(
            line=self.row.line, content_hash=content_hash(values), identity_hash=identity_hash(values), **values
        )
