"""Tables of the context, one class a file."""

from .assignment import Assignment
from .case import Case
from .check import IizCheck
from .closing import Closing
from .counter import Counter
from .exit import ExitNote, ExitReport
from .hand_over import HandOver
from .imported import ImportedRow
from .milestone import Milestone
from .referral import Referral, ReferralNote
from .session import Possibility, Resource, SessionParticipant, SessionResult

__all__ = [
    "Assignment",
    "Case",
    "Closing",
    "Counter",
    "ExitNote",
    "ExitReport",
    "HandOver",
    "IizCheck",
    "ImportedRow",
    "Milestone",
    "Possibility",
    "Referral",
    "ReferralNote",
    "Resource",
    "SessionParticipant",
    "SessionResult",
]
