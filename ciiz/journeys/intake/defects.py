"""Everything that can be wrong with columns and rows, each with a stable code and a sentence for people."""

from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Text


class Severity(StrEnum):
    """What a defect does to its row, or to the file."""

    REFUSED = "refused"  # the row is not imported
    DROPPED = "dropped"  # the row is imported without this value
    NOTED = "noted"  # nothing is left out but what the sentence says


REFUSED, DROPPED, NOTED = Severity.REFUSED, Severity.DROPPED, Severity.NOTED

CODES: dict[str, tuple[Severity, Text]] = {
    # Columns, reported once for the file
    "unknown_column": (NOTED, _("This column is not known and was not read.")),
    "unnamed_column": (NOTED, _("This column has values but no heading and was not read.")),
    "duplicate_column": (NOTED, _("The column %(first)s has the same meaning; this one was not read.")),
    "missing_column": (NOTED, _("The file has no column for this, but every row needs it.")),
    "other_sheet": (NOTED, _("The workbook has another sheet with content; it was not read: %(name)s.")),
    # The row as a row
    "broken_quotes": (REFUSED, _("The quotation marks of this line do not match.")),
    "too_many_cells": (
        REFUSED,
        _("This line has more values than there are headings: a value probably contains the separator."),
    ),
    "unreadable_characters": (REFUSED, _("The value contains characters that cannot be read.")),
    "error_cell": (REFUSED, _("The cell shows an error of the office program instead of a value.")),
    "formula_cell": (REFUSED, _("The cell contains a formula without a result. Enter the value itself.")),
    "duplicate_row": (REFUSED, _("The same referral already stands on line %(line)s.")),
    "repeated_person": (
        REFUSED,
        _("The same person, institution and date already stand on line %(line)s, with other details."),
    ),
    # Values
    "missing_value": (REFUSED, _("This value is required.")),
    "text_too_long": (REFUSED, _("The text has %(length)s characters; at most %(limit)s are possible.")),
    "name_invalid": (REFUSED, _("A name contains letters.")),
    "name_not_split": (REFUSED, _("Surname and first name cannot be told apart. Put a comma between them.")),
    "ahv_length": (REFUSED, _("An AHV number has 13 digits.")),
    "ahv_prefix": (REFUSED, _("An AHV number begins with 756.")),
    "ahv_check_digit": (REFUSED, _("The check digit of the AHV number is wrong: a digit was probably mistyped.")),
    "ahv_digits_lost": (
        REFUSED,
        _("The office program shortened the AHV number to powers of ten: digits are lost. Format the column as text."),
    ),
    "ahv_conflict": (REFUSED, _("Line %(line)s has the same AHV number with another date of birth.")),
    "date_invalid": (REFUSED, _("This is not a date that exists. Write it as 3.2.1980 or 1980-02-03.")),
    "date_ambiguous": (REFUSED, _("This date can be read in two ways. Write it as 3.2.1980 or 1980-02-03.")),
    "date_in_future": (REFUSED, _("This date is in the future.")),
    "date_before_birth": (REFUSED, _("This date is before the date of birth.")),
    "birth_date_in_future": (REFUSED, _("The date of birth is in the future.")),
    "age_out_of_range": (REFUSED, _("At the referral the person would be %(age)s years old; 14 to 70 is possible.")),
    "referral_in_future": (REFUSED, _("The date of the referral is in the future.")),
    "unknown_institution": (REFUSED, _("This institution is not known here.")),
    "unknown_sex": (REFUSED, _("This sex is not known: write w or m, or leave it empty.")),
    "unknown_language": (
        REFUSED,
        _("This language is not available for correspondence: write de, fr, it or en."),
    ),
    "unknown_nationality": (REFUSED, _("This country is not known: write its name or its two-letter code.")),
    "unknown_permit": (DROPPED, _("This permit is not known and was left out: write B, C, Ci, F, G, L, N or S.")),
    "unknown_wished_form": (
        REFUSED,
        _("This form of cooperation is not known: write network, round table, assessment or coaching."),
    ),
    "unknown_dispositif": (REFUSED, _("This dispositif is not known.")),
    "percentage_invalid": (REFUSED, _("This is not a percentage.")),
    "percentage_out_of_range": (REFUSED, _("A percentage lies between 0 and 100.")),
    "npa_malformed": (DROPPED, _("A Swiss postcode has four digits; it was left out.")),
    "phone_malformed": (DROPPED, _("This is not a telephone number; it was left out.")),
    "email_malformed": (DROPPED, _("This is not an e-mail address; it was left out.")),
    # Values that do not go together
    "consent_end_before_start": (REFUSED, _("The consent ends before it was signed.")),
    "consent_missing": (
        REFUSED,
        _("Other institutions take part, but no consent is stated: name the day on which it was signed."),
    ),
    "consent_undated": (REFUSED, _("The consent has no date: name the day on which it was signed.")),
    "consent_ended_before_referral": (REFUSED, _("The consent had already ended when the referral was made.")),
    "consent_expired": (NOTED, _("The consent has expired: other institutions see nothing until it is renewed.")),
    "consent_not_covering": (
        NOTED,
        _("The consent does not name all of these institutions; those missing see nothing: %(names)s."),
    ),
    "consent_names_nobody": (
        NOTED,
        _("The file does not say which institutions a consent covers; they see nothing until it is stated."),
    ),
    "entitlement_before_registration": (REFUSED, _("The entitlement ends before the registration.")),
    "referral_undated": (NOTED, _("The date of the referral is missing; the day of the import counts.")),
}


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is wrong, where it stands and what came of it; the value is masked already."""

    code: str
    line: int
    column: str = ""
    """Letter of the column, empty when it concerns the whole row."""
    heading: str = ""
    field: str = ""
    value: str = ""
    params: dict[str, Any] = attribute(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the row is refused, a value dropped, or something noted."""
        return CODES[self.code][0]

    @property
    def reason(self) -> str:
        """The sentence in the reader's language."""
        text = str(CODES[self.code][1])
        return text % self.params if self.params else text

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and for templates."""
        return {
            "line": self.line,
            "column": self.column,
            "heading": self.heading,
            "field": self.field,
            "value": self.value,
            "code": self.code,
            "severity": str(self.severity),
            "reason": self.reason,
        }


class Unreadable(Exception):
    """A cell cannot become a value; carries the code of the defect."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
