"""Answers that are saved as files."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """An answer that is saved, not shown: whatever is in it runs nowhere and is kept in no cache."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
