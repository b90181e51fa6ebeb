"""Writes of the context."""

from .filing import QUOTA, annul, file
from .templates import discard_template, draft_template, publish_template, restore_template, save_template

__all__ = [
    "QUOTA",
    "annul",
    "discard_template",
    "draft_template",
    "file",
    "publish_template",
    "restore_template",
    "save_template",
]
