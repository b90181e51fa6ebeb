"""Tables of the context."""

from .agenda import AgendaItem, Seat
from .decision import Decision
from .dispute import Dispute
from .invitation import Invitation
from .meeting import Meeting
from .position import Position
from .series import Series
from .slot import Slot

__all__ = ["AgendaItem", "Decision", "Dispute", "Invitation", "Meeting", "Position", "Seat", "Series", "Slot"]
