"""What was wrong with a file, to correct it by."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.imports import public as imports
from ciiz.journeys.intake.findings import told
from ciiz.web.components.csv import as_csv
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..words import effect


@require_safe
def report(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """All findings as CSV, in the order of the file; values are masked."""
    kept = imports.one_import(acting(request), import_id)
    headings = [_("Line"), _("Column"), _("Heading"), _("Value"), _("Effect"), _("Reason")]
    rows = [
        (one["line"], one["column"], one["heading"], one["value"], effect(one["severity"])[0], one["reason"])
        for one in map(told, kept.findings)
    ]
    return as_file(as_csv(headings, rows), media_type="text/csv; charset=utf-8", name="report.csv")
