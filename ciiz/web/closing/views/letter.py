"""The letter to the person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ciiz.domain.cases import public as cases
from ciiz.journeys.letter import pdf
from ciiz.web.cases.about import about
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file


@require_safe
def letter(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """As PDF in the person's language: a draft before the closing, then what the worker files."""
    page = about(acting(request), dossier_id)
    if not (page.ends or page.closes):
        raise cases.WrongRole
    content = pdf(page.actor, page.case, page.person, cases.ending(page.actor, dossier_id))
    return as_file(content, media_type="application/pdf", name=f"ciiz-{page.case.number}.pdf")
