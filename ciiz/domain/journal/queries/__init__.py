"""Reads of the context."""

from .agreed import agreed, agreement
from .contacts import Sought, contact, contacts, contacts_of_year, followed
from .entries import entries, entry

__all__ = ["Sought", "agreed", "agreement", "contact", "contacts", "contacts_of_year", "entries", "entry", "followed"]
