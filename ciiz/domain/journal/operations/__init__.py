"""Writes of the context."""

from .contacts import ContactInFuture, Told, WhomMissing, log_contact
from .entries import EntryEmpty, EntryInFuture, correct, log, share

__all__ = [
    "ContactInFuture",
    "EntryEmpty",
    "EntryInFuture",
    "Told",
    "WhomMissing",
    "correct",
    "log",
    "log_contact",
    "share",
]
