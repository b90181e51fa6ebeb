"""The door of the context."""

from .models import Event
from .operations import record
from .queries import events

__all__ = ["Event", "events", "record"]
