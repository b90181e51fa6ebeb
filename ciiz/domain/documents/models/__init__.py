"""Tables of the context, one class a file."""

from .content import DocumentContent
from .document import Document

__all__ = ["Document", "DocumentContent"]
