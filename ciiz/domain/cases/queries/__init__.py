"""Reads of the context."""

from .detail import (
    CaseNotes,
    Ending,
    Sheet,
    case,
    checks,
    ending,
    hand_overs,
    hand_overs_waiting,
    milestone,
    notes,
    referral,
    referred_before,
    sessions,
    sheet,
    team,
)
from .listing import Cursor, Filters, Line, Listing, count, listing

__all__ = [
    "CaseNotes",
    "Cursor",
    "Ending",
    "Filters",
    "Line",
    "Listing",
    "Sheet",
    "case",
    "checks",
    "count",
    "ending",
    "hand_overs",
    "hand_overs_waiting",
    "listing",
    "milestone",
    "notes",
    "referral",
    "referred_before",
    "sessions",
    "sheet",
    "team",
]
