"""The door of the context."""

from .models import Event
from .operations import record
from .queries import events, history, moved

__all__ = ["Event", "events", "history", "moved", "record"]
