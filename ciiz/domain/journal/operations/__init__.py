"""Writes of the context."""

from .contacts import Told, log_contact, promote
from .entries import correct, log, share

__all__ = [
    "Told",
    "correct",
    "log",
    "log_contact",
    "promote",
    "share",
]
