"""The form for signature."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ciiz.journeys import consent
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file


@require_safe
def form(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """As PDF in the person's language."""
    content = consent.print_form(acting(request), consent_id)
    return as_file(content, media_type="application/pdf", name=f"ciiz-{str(consent_id)[-6:]}.pdf")
