"""The list of cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.public import Cursor
from ciiz.domain.persons.public import people
from ciiz.web.components.pages import Count, Page, Sort, query_with
from ciiz.web.shell.acting import acting

from ..filters import ViewForm, case_filter, kept
from ..lines import rows, shown

BOUND = 1000
SORTS = ("opened", "number", "stage", "institution", "manager")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """A page of cases: filtered, sorted, fifty at a time."""
    actor = acting(request)
    form = case_filter(actor, request.GET)
    sort = Sort.of(request, SORTS, "-opened")
    plain = sort == Sort("opened", True)
    filters = form.filters(sort="" if plain else sort.key, descending=sort.descending)
    cursor = Cursor.read(request.GET.get("after", "")) if plain else None
    found = cases.listing(actor, filters, cursor=cursor, counted=True)
    number = cases.count(actor, filters) if found.number is None else found.number
    lines = shown(found.lines, people(actor, [line.dossier_id for line in found.lines]))
    page: Page[SafeString] = Page(
        rows(lines),
        Count(min(number, BOUND), number > BOUND),
        before=query_with(request.GET, after=None) if "after" in request.GET and plain else "",
        after=query_with(request.GET, after=found.next) if found.next and (plain or not found.sorted_by_wish) else "",
    )
    context = {
        "form": form,
        # Fields that nobody has touched look alike to all of a canton for ten minutes: a tenth of the page's time.
        "untouched": "" if request.GET else actor.canton,
        "page": page,
        "sort": sort,
        "cut": not plain and found.sorted_by_wish and number > len(lines),
        "unsorted": not plain and not found.sorted_by_wish,
        "continued": "after" in request.GET,
        "query": query_with(request.GET, after=None, page=None),
        "exportable": number <= 5000,
        "views": form.views,
        "saving": ViewForm(initial={"query": query}) if (query := kept(request.GET)) else None,
    }
    return render(request, "cases/list.html", context)
