"""Tables of the context, one class a file."""

from .content import DocumentContent
from .document import Document
from .template import Template

__all__ = ["Document", "DocumentContent", "Template"]
