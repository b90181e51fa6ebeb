"""Writes of the context."""

from .agreeing import agree
from .contacts import Told, log_contact, promote
from .entries import correct, log, share

__all__ = [
    "Told",
    "agree",
    "correct",
    "log",
    "log_contact",
    "promote",
    "share",
]
