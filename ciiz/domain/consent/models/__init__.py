"""Tables of the context, one class a file."""

from .consent import Consent

__all__ = ["Consent"]
