"""Writes of the context."""

from .contacts import ContactInFuture, PromotedAlready, Told, WhomMissing, log_contact, promote
from .entries import EntryEmpty, EntryInFuture, correct, log, share

__all__ = [
    "ContactInFuture",
    "EntryEmpty",
    "EntryInFuture",
    "PromotedAlready",
    "Told",
    "WhomMissing",
    "correct",
    "log",
    "log_contact",
    "promote",
    "share",
]
