"""A file leaves the house: never opened by the browser as part of this site."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ciiz.domain.documents import public as documents
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file


@require_safe
def download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The bytes as they were filed."""
    found = documents.download(acting(request), document_id)
    return as_file(found.data, media_type=found.document.media_type, name=found.document.file_name)
