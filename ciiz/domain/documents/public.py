"""The door of the context."""

from .errors import AlreadyAnnulled, CategoryNotAllowed, DatedInFuture, QuotaReached, ReasonMissing, TitleMissing
from .letters import render
from .models import Document
from .operations import annul, file
from .queries import Download, document, documents, download, filed

__all__ = [
    "AlreadyAnnulled",
    "CategoryNotAllowed",
    "DatedInFuture",
    "Document",
    "Download",
    "QuotaReached",
    "ReasonMissing",
    "TitleMissing",
    "annul",
    "document",
    "documents",
    "download",
    "file",
    "filed",
    "render",
]
