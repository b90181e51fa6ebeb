"""The list of meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import AgendaItem, Answers, Meeting
from ciiz.domain.persons.public import Named, people, search
from ciiz.foundation.errors import NotFound
from ciiz.web.cases.about import about
from ciiz.web.components.data import Kind, Link, Text
from ciiz.web.components.pages import Page, numbered_page, query_with
from ciiz.web.shell.acting import acting

from ..forms import CaseForm


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those to come; with `?past=1` those that were."""
    actor = acting(request)
    if not meetings.may_see(actor):
        raise NotFound
    past = bool(request.GET.get("past"))
    form = CaseForm(request.GET)
    text = form.text()
    found = meetings.meetings(actor, past=past, about=_dossiers(actor, text) if text else None)
    page: Page[Meeting] = numbered_page(request, found)
    keys = [one.id for one in page.rows]
    answered, agendas = meetings.answers(actor, keys), meetings.agendas(actor, keys)
    names = people(actor, {one.dossier_id for items in agendas.values() for one in items})
    context = {
        "form": form,
        "text": text,
        "page": page,
        "rows": [
            Row(one, _words(answered[one.id]) if one.id in answered else [], *_cases(agendas.get(one.id, ()), names))
            for one in page.rows
        ],
        "past": past,
        "links": [
            Link(_("Meetings to come"), query_with(request.GET, past=None, page=None) or "?")
            if past
            else Link(_("Meetings that were"), query_with(request.GET, past="1", page=None))
        ],
        "arranges": meetings.may_arrange(actor),
    }
    return render(request, "meetings/list.html", context)


NAMED = 3
"""Cases that the list names of one agenda; the others are counted."""
FOUND = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting, what was answered, the first cases with their persons, and how many more there are."""

    meeting: Meeting
    answers: list[tuple[Text, Kind]]
    cases: list[tuple[str, str]]
    more: int


def _cases(items: Sequence[AgendaItem], names: Mapping[UUID, Named]) -> tuple[list[tuple[str, str]], int]:
    first = [(one.case.number, str(names.get(one.dossier_id, ""))) for one in items[:NAMED]]
    return first, max(len(items) - NAMED, 0)


def _dossiers(actor: Actor, text: str) -> list[UUID]:
    """Of the cases of this number or of persons of this name."""
    if cases.is_number(text):
        return [line.dossier_id for line in cases.listing(actor, cases.Filters(number=text), limit=FOUND).lines]
    return [hit.dossier_id for hit in search(actor, text, limit=FOUND)]


def _words(found: Answers) -> list[tuple[Text, Kind]]:
    """What came back, so that a refusal is seen without opening the meeting."""
    told: list[tuple[int, Text, Kind]] = [
        (found.no, ngettext("%(n)d does not come", "%(n)d do not come", found.no), "bad"),
        (found.reports, ngettext("%(n)d report handed in", "%(n)d reports handed in", found.reports), "ok"),
        (found.yes, ngettext("%(n)d comes", "%(n)d come", found.yes), ""),
        (found.open, ngettext("%(n)d has not answered", "%(n)d have not answered", found.open), ""),
    ]
    return [(str(words) % {"n": number}, kind) for number, words, kind in told if number]


@require_safe
def of_case(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The meetings at which a case was spoken of, with their minutes."""
    about_case = about(acting(request), dossier_id)
    page: Page[AgendaItem] = numbered_page(request, meetings.held(about_case.actor, dossier_id))
    context = {"page": page, "about": about_case, "crumbs": about_case.crumbs(_("Meetings held"))}
    return render(request, "meetings/of_case.html", context)
