"""Tables of the context."""

from .agreed import Agreed
from .contact import Contact
from .entry import Entry
from .promotion import Promotion

__all__ = ["Agreed", "Contact", "Entry", "Promotion"]
