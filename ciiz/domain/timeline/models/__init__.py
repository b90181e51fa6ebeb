"""Tables of the context."""

from .event import Event
from .reason import Reason

__all__ = ["Event", "Reason"]
