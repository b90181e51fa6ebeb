"""The door of the context."""

from .models import Import
from .operations import drop, forget_old, keep, landed, lock, next_portion
from .queries import imports, one_import

__all__ = ["Import", "drop", "forget_old", "imports", "keep", "landed", "lock", "next_portion", "one_import"]
