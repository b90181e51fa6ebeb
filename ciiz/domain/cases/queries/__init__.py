"""Reads of the context."""

from .desk import Figures, Quiet, figures, own, quiet
from .detail import (
    CaseNotes,
    Ending,
    Sheet,
    by_numbers,
    case,
    checks,
    ending,
    first_plan,
    hand_over,
    hand_overs,
    milestone,
    notes,
    referral,
    sessions,
    sheet,
    team,
)
from .due import SURVEY_DUE, OldCheck, checks_over, surveys_due
from .inbox import Waiting, to_decide
from .listing import Cursor, Filters, Line, Listing, count, listing
from .numbers import is_number

__all__ = [
    "SURVEY_DUE",
    "CaseNotes",
    "Cursor",
    "Ending",
    "Figures",
    "Filters",
    "Line",
    "Listing",
    "OldCheck",
    "Quiet",
    "Sheet",
    "Waiting",
    "by_numbers",
    "case",
    "checks",
    "checks_over",
    "count",
    "ending",
    "figures",
    "first_plan",
    "hand_over",
    "hand_overs",
    "is_number",
    "listing",
    "milestone",
    "notes",
    "own",
    "quiet",
    "referral",
    "sessions",
    "sheet",
    "surveys_due",
    "team",
    "to_decide",
]
