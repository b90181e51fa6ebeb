"""Tables of the context, one class a file."""

from .brought import Import
from .portion import Portion

__all__ = ["Import", "Portion"]
