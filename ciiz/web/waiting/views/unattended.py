"""Cases that nobody looks after, for the coordination."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.enums import Neglect
from ciiz.domain.tasks.public import Unattended
from ciiz.domain.tasks.public import unattended as found_unattended
from ciiz.foundation.errors import NotFound
from ciiz.web.cases.links import case_url
from ciiz.web.components.data import Text
from ciiz.web.components.pages import LIMIT, SIZE, Page, query_with
from ciiz.web.shell.acting import acting

from ..forms import UnattendedFilter


@dataclass(frozen=True, slots=True)
class Line:
    """One case."""

    url: str
    person: str
    number: str
    stage: Text
    case_manager: str
    last_event_on: date
    why: list[str]


@require_safe
def unattended(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, the longest silent first."""
    actor = acting(request)
    if not (actor.role.coordinates or actor.role.in_office):
        raise NotFound
    form = UnattendedFilter(request.GET)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    days = canton_values(actor.canton).reminders.quiet_days
    context = {"form": form, "page": _page(request, actor, why, days), "days": days}
    return render(request, "waiting/unattended.html", context)


def _page(request: HttpRequest, actor: Actor, why: str, days: int) -> Page[Line]:
    asked = request.GET.get("page", "")
    number = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1, 1), LIMIT // SIZE)
    first = (number - 1) * SIZE
    rows = found_unattended(actor, quiet_days=days, why=Neglect(why) if why else None, limit=SIZE + 1, offset=first)
    more = len(rows) > SIZE and number < LIMIT // SIZE
    return Page(
        _lines(actor, rows[:SIZE]),
        before=query_with(request.GET, page=number - 1 if number > 2 else None) if number > 1 else "",
        after=query_with(request.GET, page=number + 1) if more else "",
        first=first + 1,
    )


def _lines(actor: Actor, rows: Sequence[Unattended]) -> list[Line]:
    people = persons.people(actor, [row.dossier_id for row in rows]) if rows else {}
    return [
        Line(
            url=case_url(row.dossier_id),
            person=str(people.get(row.dossier_id, "–")),
            number=row.number,
            stage=row.stage.label,
            case_manager=row.case_manager,
            last_event_on=row.last_event_on,
            why=[str(one.label) for one in row.why],
        )
        for row in rows
    ]
