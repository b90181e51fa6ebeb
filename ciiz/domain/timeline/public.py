"""The door of the context."""

from .models import Event, Reason
from .operations import record, record_once
from .queries import events, history, moved, reason, unrecorded

__all__ = ["Event", "Reason", "events", "history", "moved", "reason", "record", "record_once", "unrecorded"]
