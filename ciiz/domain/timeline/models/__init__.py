"""Tables of the context."""

from .event import Event

__all__ = ["Event"]
