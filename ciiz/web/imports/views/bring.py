"""Bringing in a file, and what was brought in before."""

from pathlib import PurePath

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.imports import public as imports
from ciiz.foundation.errors import NotFound
from ciiz.foundation.files.names import safe_name
from ciiz.foundation.sheets import SheetError
from ciiz.journeys.intake import receive
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..forms import BringForm

SHOWN = 20
SUFFIXES = (".xlsx", ".csv", ".txt")


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The file is read and judged; the next page says what was found."""
    actor = acting(request)
    if not cases.may_check(actor):
        raise NotFound

    def save(form: BringForm) -> str:
        file = form.cleaned_data["file"]
        try:
            kept = receive.receive(actor=actor, file_name=_named(file.name or ""), content=file.read())
        except SheetError as refused:
            refused.field = "file"
            raise
        return reverse("imports:show", args=[kept.id])

    earlier = imports.imports(actor)[:SHOWN]
    return form_page(request, "imports/bring.html", BringForm.opened(request), save, earlier=earlier)


def _named(name: str) -> str:
    """The name to show, with its ending if it is one that tables have; what the file is, its content says."""
    suffix = PurePath(name).suffix.lower()
    return safe_name(name, suffix if suffix in SUFFIXES else "")
