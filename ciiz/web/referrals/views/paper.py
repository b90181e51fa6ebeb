"""The referral as a file to print."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ciiz.web.cases.about import about
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from . import printing
from .about import referral_of


@require_safe
def paper(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """As PDF in the reader's language, with what the reader sees."""
    actor = acting(request)
    page = about(actor, dossier_id)
    content = printing.pdf(actor, page, referral_of(actor, dossier_id))
    return as_file(content, media_type="application/pdf", name=f"ciiz-{page.case.number}.pdf")
