"""The door of the context."""

from .models import Entry
from .operations import EntryEmpty, EntryInFuture, correct, log, share
from .policies import Writer, may_correct, may_log, may_share
from .queries import entries, entry

__all__ = [
    "Entry",
    "EntryEmpty",
    "EntryInFuture",
    "Writer",
    "correct",
    "entries",
    "entry",
    "log",
    "may_correct",
    "may_log",
    "may_share",
    "share",
]
