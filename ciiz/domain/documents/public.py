"""The door of the context."""

from .errors import AlreadyAnnulled, CategoryNotAllowed, DatedInFuture, QuotaReached, ReasonMissing, TitleMissing
from .letters import raster, render
from .models import Document
from .operations import QUOTA, annul, file
from .queries import Download, document, documents, download, filed
from .word import as_word

__all__ = [
    "QUOTA",
    "AlreadyAnnulled",
    "CategoryNotAllowed",
    "DatedInFuture",
    "Document",
    "Download",
    "QuotaReached",
    "ReasonMissing",
    "TitleMissing",
    "annul",
    "as_word",
    "document",
    "documents",
    "download",
    "file",
    "filed",
    "raster",
    "render",
]
