"""The door of the context."""

from .errors import (
    AgreedInPast,
    ContactInFuture,
    EntryEmpty,
    EntryInFuture,
    HasProcess,
    PromotedAlready,
    TakesNoPart,
    WhomMissing,
)
from .models import Agreed, Contact, Entry
from .operations import (
    Told,
    agree,
    correct,
    log,
    log_contact,
    promote,
    share,
)
from .policies import Writer, may_correct, may_log, may_log_contact, may_share
from .queries import Sought, agreed, agreement, contact, contacts, contacts_of_year, entries, entry, followed

__all__ = [
    "Agreed",
    "AgreedInPast",
    "Contact",
    "ContactInFuture",
    "Entry",
    "EntryEmpty",
    "EntryInFuture",
    "HasProcess",
    "PromotedAlready",
    "Sought",
    "TakesNoPart",
    "Told",
    "WhomMissing",
    "Writer",
    "agree",
    "agreed",
    "agreement",
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
