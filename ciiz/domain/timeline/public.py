"""The door of the context."""

from .models import Event
from .operations import record, record_once
from .queries import events, history, moved, unrecorded

__all__ = ["Event", "events", "history", "moved", "record", "record_once", "unrecorded"]
