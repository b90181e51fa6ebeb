"""Tables of the context, one class a file."""

from .acceptance import Acceptance
from .goal import Goal
from .measure import Measure
from .order import ServiceOrder
from .plan import Plan
from .stocktaking import StockTaking

__all__ = ["Acceptance", "Goal", "Measure", "Plan", "ServiceOrder", "StockTaking"]
