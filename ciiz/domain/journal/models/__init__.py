"""Tables of the context."""

from .contact import Contact
from .entry import Entry

__all__ = ["Contact", "Entry"]
