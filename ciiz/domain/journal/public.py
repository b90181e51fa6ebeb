"""The door of the context."""

from .models import Entry
from .operations import EntryEmpty, EntryInFuture, correct, log, share
from .policies import Writer, may_correct, may_log, may_share
from .queries import entries, entry, last_talk

__all__ = [
    "Entry",
    "EntryEmpty",
    "EntryInFuture",
    "Writer",
    "correct",
    "entries",
    "entry",
    "last_talk",
    "log",
    "may_correct",
    "may_log",
    "may_share",
    "share",
]
