"""A file leaves the house: never opened by the browser as part of this site."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ciiz.domain.documents import public as documents
from ciiz.web.shell.acting import acting


def as_file(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """An answer that is saved, not shown: whatever is in it runs nowhere and is kept in no cache."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The bytes as they were filed."""
    found = documents.download(acting(request), document_id)
    return as_file(found.data, media_type=found.document.media_type, name=found.document.file_name)
