"""Referrals out of a spreadsheet: recognises the columns, reads every row, says what is wrong where.

Pure: nothing here touches the database. Each row below the header becomes either a `ReferralRow` or at least one
defect that refuses it. What the columns may be called and which defects exist stands in docs/import.md.
"""

from ciiz.journeys.intake.defects import CODES, Defect, Severity
from ciiz.journeys.intake.fields import Field
from ciiz.journeys.intake.headings import field_of, is_heading
from ciiz.journeys.intake.parse import Intake, parse
from ciiz.journeys.intake.rows import ReferralRow

__all__ = ["CODES", "Defect", "Field", "Intake", "ReferralRow", "Severity", "field_of", "is_heading", "parse"]
