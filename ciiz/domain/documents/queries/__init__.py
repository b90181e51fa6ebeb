"""Reads of the context."""

from .filed import Download, document, documents, download, filed
from .templates import (
    Change,
    bases,
    begun_templates,
    changes,
    template_draft,
    template_versions,
    worded,
    wording,
    wordings,
)

__all__ = [
    "Change",
    "Download",
    "bases",
    "begun_templates",
    "changes",
    "document",
    "documents",
    "download",
    "filed",
    "template_draft",
    "template_versions",
    "worded",
    "wording",
    "wordings",
]
