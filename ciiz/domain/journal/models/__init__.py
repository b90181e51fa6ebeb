"""Tables of the context."""

from .contact import Contact
from .entry import Entry
from .promotion import Promotion

__all__ = ["Contact", "Entry", "Promotion"]
