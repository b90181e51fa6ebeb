"""Tables of the context."""

from .entry import Entry

__all__ = ["Entry"]
