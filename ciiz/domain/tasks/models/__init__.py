"""Tables of the context, one class a file."""

from .task import Task

__all__ = ["Task"]
