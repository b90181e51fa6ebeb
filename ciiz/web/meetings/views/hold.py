"""During a meeting: one screen a case, who is there, what the institutions bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciiz.domain.access.public import Actor, Category, institutions
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.public import Document
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, MeetingState
from ciiz.domain.meetings.public import AgendaItem, Guest, Invitation, Position, Shared
from ciiz.domain.organisations.public import institutions_of
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import WorkCapacity
from ciiz.foundation.errors import Conflict
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import meeting as journey
from ciiz.web.cases.about import about
from ciiz.web.components.data import Fact, Link
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import AttendanceForm, PositionForm
from ..outcome import outcome
from ..words import crumbs, name, named, title
from .arrange import organised


class Contributed(Protocol):
    """A row of a dossier with a category of its own."""

    category: str
    contributor_id: int


@dataclass(frozen=True, slots=True)
class Stand:
    """What one institution brings to a case; without a position what is known of it otherwise."""

    institution: str
    capacity: str
    position: Position | None


@require_safe
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """A case on one screen: positions side by side, what is decided, what comes of it.

    It stands on the wall of the room, so it holds what everybody there may see; `?own=1` what is open to the reader.
    """
    actor = acting(request)
    found = meetings.item(actor, item_id)
    page = about(actor, found.dossier_id)
    meeting = found.meeting
    planned = meeting.state == MeetingState.PLANNED
    organises = meetings.organises(actor, meeting) and planned and meeting.held_on <= actor.today
    result = found.session
    own = bool(request.GET.get("own"))
    shared = None if own else meetings.shared(actor, item_id)
    guests = [one for one in meetings.guests(actor, meeting.id) if item_id in one.items]
    context = {
        "page": page,
        "item": found,
        "own": own,
        "title": f"{page.person}, {found.case.number}",
        "crumbs": crumbs(meeting, found.case.number),
        "meta": [title(meeting), f"{found.begins:%H:%M}–{found.ends:%H:%M}", meeting.place],
        "stands": stands(actor, found, guests, shared),
        "reports": [one for one in _handed_in(actor, found, guests) if visible(shared, one)],
        "decisions": [one for one in meetings.decisions(actor, item_id) if visible(shared, one)],
        "result": f"{result.get_outcome_display()}, {day(result.held_on)}" if result else "",
        "organises": organises,
        "reached": [_reached(one, item_id) for one in guests if not one.invitation.withdrawn] if organises else (),
        "outcome": outcome(page, found),
        "states": planned and result is None and _brings(actor, found),
    }
    return render(request, "meetings/item.html", context)


def visible(shared: Shared | None, row: Contributed) -> bool:
    """Whether everybody who sits there may see it; without a limit what is open to the reader."""
    return shared is None or (row.category, row.contributor_id) in shared


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who sits at a case, and how the minutes reached them; "" as long as they have not."""

    invitation: Invitation
    name: str
    words: str


def _reached(guest: Guest, item_id: UUID) -> Reached:
    one = guest.invitation
    told = guest.minutes.get(item_id)
    if told is not None:
        return Reached(one, name(one), _("told by mail, %(day)s") % {"day": day(told)})
    words = {"how": one.get_minutes_by_display(), "day": day(one.minutes_on)}
    return Reached(one, name(one), _("%(how)s, %(day)s") % words if one.minutes_by else "")


def _handed_in(actor: Actor, found: AgendaItem, guests: Sequence[Guest]) -> list[Document]:
    """What parties from outside have handed in by their links, as far as it is open to the actor."""
    ids = {one for guest in guests for one in guest.invitation.handed_in}
    return [one for one in documents.documents(actor, found.dossier_id) if one.id in ids] if ids else []


def _brings(actor: Actor, found: AgendaItem) -> bool:
    """The actor's institution sits at the item, and is not the one that calls the others together."""
    return found.meeting.contributor_id != actor.institution_id and meetings.has_seat(actor, found.id)


def judged(actor: Actor, dossier_id: UUID) -> dict[int, str]:
    """How each institution judges the work capacity, as far as that is open to the actor."""
    return _percent(persons.work_capacity(actor, dossier_id).latest)


def _percent(judgements: Iterable[WorkCapacity]) -> dict[int, str]:
    return {one.contributor_id: f"{one.percent} %" for one in judgements if one.percent is not None}


def _documents(actor: Actor, dossier_id: UUID) -> str:
    own = [one for one in documents.documents(actor, dossier_id) if one.contributor_id == actor.institution_id]
    return ", ".join(str(one) for one in own)


def stands(actor: Actor, found: AgendaItem, guests: Sequence[Guest], shared: Shared | None = None) -> list[Stand]:
    """One for each institution that takes part, sits at the item or has stated something, by name; no more than is
    shared.
    """
    stated = {one.contributor_id: one for one in meetings.positions(actor, found.id) if visible(shared, one)}
    judgements = persons.work_capacity(actor, found.dossier_id).latest
    capacity = _percent(one for one in judgements if shared is None or (Category.WORK, one.contributor_id) in shared)
    there = institutions(actor, found.dossier_id, found.meeting.held_on)
    names = {one.id: str(one) for one in institutions_of(actor, kinds=(), including=there) if one.id in there}
    names |= {one.contributor_id: str(one.contributor) for one in stated.values()}
    for guest in guests:
        one_place = guest.invitation.institution
        if one_place is not None and guest.comes:
            names[one_place.id] = str(one_place)
    own = found.meeting.contributor_id
    return [
        Stand(words, capacity.get(key, ""), stated.get(key))
        for key, words in sorted(names.items(), key=lambda pair: pair[1])
        if key != own or key in stated
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The own institution's part."""
    actor = acting(request)
    found = meetings.item(actor, item_id)
    before = next(
        (one for one in meetings.positions(actor, item_id) if one.contributor_id == actor.institution_id), None
    )
    initial: dict[str, object] = {"version": 0, "category": journey.usual_category(actor, found.case.canton)}
    if before is not None:
        initial = {
            key: getattr(before, key) for key in ("category", "text", "tried", "measures", "may_decide", "version")
        }
    form = PositionForm.opened(request, initial=initial)

    def save(sent: PositionForm) -> None:
        data = sent.cleaned_data
        try:
            journey.state_position(
                actor=actor,
                item_id=item_id,
                expected_version=data["version"],
                category=Category(data["category"]),
                text=data["text"],
                tried=data["tried"],
                measures=data["measures"],
                may_decide=data["may_decide"],
            )
        except Conflict:
            sent.go_on_with(version=before.version if before else 0)
            raise

    who = persons.person(actor, found.dossier_id)
    capacity = judged(actor, found.dossier_id)
    return act(
        request,
        form,
        save,
        title=_("Your part for the session"),
        button=_("Save"),
        done=_("Your part is up to date."),
        to=reverse("meetings:item", args=[item_id]),
        crumbs=crumbs(found.meeting, _("Your part for the session")),
        facts=[
            Fact(_("Case"), f"{who}, {found.case.number}"),
            Fact(_("Session"), title(found.meeting)),
            Fact(_("Work capacity"), capacity.get(actor.institution_id, ""), _("not judged yet")),
            Fact(_("Documents of your institution"), _documents(actor, found.dossier_id), _("none filed")),
        ],
        links=[
            Link(_("Judge the work capacity"), reverse("persons:capacity", args=[found.dossier_id])),
            Link(_("Add a document"), reverse("documents:add", args=[found.dossier_id])),
        ],
        hint=_("The others at the table read this as far as the consent opens the category that you choose to them."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who was there."""
    actor = acting(request)
    meeting = organised(actor, meeting_id)
    guests: list[tuple[Guest, str]] = [
        (one, named(one.invitation)) for one in meetings.guests(actor, meeting_id) if not one.invitation.withdrawn
    ]
    form = AttendanceForm.opened(request, initial=AttendanceForm.before(guests), guests=guests)

    def save(sent: AttendanceForm) -> None:
        there: dict[UUID, Attendance] = sent.there()
        meetings.note_attendance(actor=actor, meeting_id=meeting_id, there=there)

    return act(
        request,
        form,
        save,
        title=_("Who was there?"),
        button=_("Save"),
        done=_("Saved."),
        to=reverse("meetings:show", args=[meeting_id]),
        crumbs=crumbs(meeting, _("Who was there?")),
    )
