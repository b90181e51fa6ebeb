"""The door of the context."""

from .errors import ContactInFuture, EntryEmpty, EntryInFuture, PromotedAlready, WhomMissing
from .models import Contact, Entry
from .operations import (
    Told,
    correct,
    log,
    log_contact,
    promote,
    share,
)
from .policies import Writer, may_correct, may_log, may_log_contact, may_share
from .queries import Sought, contact, contacts, contacts_of_year, entries, entry, followed

__all__ = [
    "Contact",
    "ContactInFuture",
    "Entry",
    "EntryEmpty",
    "EntryInFuture",
    "PromotedAlready",
    "Sought",
    "Told",
    "WhomMissing",
    "Writer",
    "contact",
    "contacts",
    "contacts_of_year",
    "correct",
    "entries",
    "entry",
    "followed",
    "log",
    "log_contact",
    "may_correct",
    "may_log",
    "may_log_contact",
    "may_share",
    "promote",
    "share",
]
