"""Reads of the context."""

from .contacts import Sought, contact, contacts, contacts_of_year, followed
from .entries import entries, entry

__all__ = ["Sought", "contact", "contacts", "contacts_of_year", "entries", "entry", "followed"]
