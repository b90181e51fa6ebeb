"""What the filter shows, as a file: CSV or workbook, at most 5,000 lines; the reading is logged."""

import io
from datetime import date

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.cases import public as cases
from ciiz.domain.persons.public import people
from ciiz.web.components.csv import as_csv
from ciiz.web.components.pages import Sort
from ciiz.web.shell.acting import acting

from ..filters import case_filter
from ..lines import shown, table
from .listing import SORTS

MOST = 5000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The file; `form` is csv or xlsx."""
    if form not in ("csv", "xlsx"):
        raise Http404
    actor = acting(request)
    sort = Sort.of(request, SORTS, "-opened")
    plain = sort == Sort("opened", True)
    filters = case_filter(actor, request.GET).filters(sort="" if plain else sort.key, descending=sort.descending)
    found = cases.listing(actor, filters, limit=MOST)
    headings, rows = table(shown(found.lines, people(actor, [line.dossier_id for line in found.lines])))
    data, kind = (
        (as_csv(headings, rows), "text/csv; charset=utf-8") if form == "csv" else (_xlsx(headings, rows), WORKBOOK)
    )
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="cases-{actor.today.isoformat()}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def _xlsx(headings: list[str], rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(str(_("Cases"))[:31])
        days = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(place, column, value, days)
                elif value is not None:
                    sheet.write_string(place, column, str(value))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
        sheet.set_column(0, len(headings) - 1, 18)
    return out.getvalue()
