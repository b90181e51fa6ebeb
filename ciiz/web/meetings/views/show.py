"""One meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Channel, MeetingKind, MeetingState, Party
from ciiz.domain.meetings.public import AgendaItem, Guest, Invitation, Lack, Meeting, Slot
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.enums import Kind as TaskKind
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys.terms import free
from ciiz.web.components.data import Fact, Kind, Text
from ciiz.web.shell.acting import acting

from ..bases import Bases, Right
from ..words import answered, crumbs, name, named, sent, slot_words, span, title


@dataclass(frozen=True, slots=True)
class Row:
    """A case on the agenda."""

    item: AgendaItem
    who: str
    time: str
    needs: list[tuple[Text, Kind]]
    missing: str
    result: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who is invited."""

    invitation: Invitation
    name: str
    cases: str
    rights: list[Right]
    sent: Text
    sent_kind: Kind
    answer: Text
    answer_kind: Kind
    clash: str
    closed: str
    absent: str
    own: bool
    reports: str


@require_safe
def show(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """When, where, about what, who comes."""
    actor = acting(request)
    meeting = meetings.meeting(actor, meeting_id)
    items = meetings.agenda(actor, meeting_id)
    guests = meetings.guests(actor, meeting_id)
    planned, offered = meeting.state == MeetingState.PLANNED, meeting.state == MeetingState.OFFERED
    organises = meetings.keeps(actor, meeting)
    (clashes,) = meetings.double_booked(actor, meeting)
    closed = _closed(actor, meeting, items) if organises and planned and meeting.held_on >= actor.today else {}
    bases = Bases.of(actor, items, meeting.held_on) if organises else None
    context = {
        "meeting": meeting,
        "title": title(meeting),
        "crumbs": crumbs(None, title(meeting)),
        "chip": "" if planned else meeting.get_state_display(),
        "chip_kind": "warn" if offered else "bad",
        "dates": _dates(actor, meeting, guests) if offered else None,
        "facts": _facts(meeting),
        "rows": _rows(actor, items, guests),
        "lines": _lines(actor, items, guests, clashes=clashes, closed=closed, bases=bases),
        "closed": closed,
        "lapsed": bases.lapsed() if bases and (planned or offered) else [],
        "untold": _untold(guests) if organises and meeting.state == MeetingState.CANCELLED else "",
        "cancel_url": reverse("meetings:cancel", args=[meeting_id]),
        "about_cases": MeetingKind(meeting.kind).about_cases,
        "organises": organises and (planned or offered),
        "changes": organises and ((planned and meeting.held_on >= actor.today) or offered),
        "held": organises and planned and meeting.held_on <= actor.today,
        "unsent": any(not one.invitation.channel and not one.invitation.withdrawn for one in guests),
        **_held_to(meeting, items, guests),
        "nobody_by_mail": organises and planned and not any(_to_mail(one.invitation) for one in guests),
        "brought": _parts(actor, meeting, items, guests) if organises and planned else None,
        "invited": any(one.invitation.channel and not one.invitation.withdrawn for one in guests),
        "unasked": any(_unasked(one.invitation) for one in guests),
        "asked_by_mail": any(_unasked(one.invitation) and _to_mail(one.invitation) for one in guests),
        "crossing": "; ".join(f"{title(one)}, {span(one)}" for one in meetings.crossing(actor, meeting))
        if planned
        else "",
        "holiday": planned and free(canton_values(meeting.contributor.canton_id), meeting.held_on),
    }
    return render(request, "meetings/show.html", context)


@dataclass(frozen=True, slots=True)
class Brought:
    """What an institution has brought to a case."""

    institution: str
    number: str
    marks: list[tuple[Text, bool]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What is asked of each institution, and what each has brought."""

    labels: list[Text]
    rows: list[Brought]


def _parts(actor: Actor, meeting: Meeting, items: list[AgendaItem], guests: list[Guest]) -> Parts:
    labels: list[Text] = [
        _("Position"),
        _("Measures tried"),
        _("Measures it could grant"),
        _("Work capacity"),
        _("Documents"),
    ]
    places = {one.invitation.institution_id: str(one.invitation.institution) for one in guests}
    numbers = {one.id: one.case.number for one in items}
    rows = []
    for one in meetings.parts(actor, meeting.id):
        brought = (one.stated, one.tried, one.grants, one.capacity, one.documents)
        if one.item_id in numbers:
            marks = list(zip(labels, brought, strict=True))
            rows.append(Brought(places.get(one.institution_id, ""), numbers[one.item_id], marks))
    return Parts(labels, sorted(rows, key=lambda row: (row.number, row.institution)))


@dataclass(frozen=True, slots=True)
class Column:
    """A date that is offered."""

    id: UUID
    words: str
    suits: int
    best: bool
    coming: bool
    holiday: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """Somebody who is to come, and for each date whether it suits (empty where nothing was said yet), and what speaks
    against it.
    """

    name: str
    marks: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Dates:
    """Who can when; `answered` of them have chosen."""

    slots: list[Column]
    rows: list[Chooser]
    answered: int


def _dates(actor: Actor, meeting: Meeting, guests: list[Guest]) -> Dates:
    wanted = [one.invitation for one in guests if not one.invitation.withdrawn]
    slots = meetings.slots(actor, meeting.id)
    number = {slot.id: sum(slot.id in one.suits for one in wanted) for slot in slots}
    most = max(number.values(), default=0)
    values = canton_values(meeting.contributor.canton_id)
    columns = [
        Column(
            slot.id,
            slot_words(slot),
            number[slot.id],
            bool(most) and number[slot.id] == most,
            slot.held_on >= actor.today,
            free(values, slot.held_on),
        )
        for slot in slots
    ]
    clashes = meetings.double_booked(actor, meeting, slots) if slots else []
    rows = [
        Chooser(
            named(one),
            [
                (slot_words(slot), _mark(one, slot.id), _against(one, slot, taken.get(one.id)))
                for slot, taken in zip(slots, clashes, strict=True)
            ],
        )
        for one in wanted
    ]
    return Dates(columns, rows, sum(one.chosen_on is not None for one in wanted))


def _against(one: Invitation, slot: Slot, other: Meeting | None) -> str:
    """Another meeting at that time, or an absence."""
    told = [_("invited then: %(meeting)s") % {"meeting": other.get_kind_display()}] if other else []
    if one.membership is not None and one.membership.is_absent(slot.held_on):
        told.append(_("absent on that day"))
    return "; ".join(told)


def _mark(one: Invitation, slot_id: UUID) -> str:
    if one.chosen_on is None:
        return ""
    return "yes" if slot_id in one.suits else "no"


def _unasked(one: Invitation) -> bool:
    return not one.withdrawn and one.asked_on is None and one.chosen_on is None


def _held_to(meeting: Meeting, items: list[AgendaItem], guests: list[Guest]) -> dict[str, object]:
    """What the canton asks of a round table and this one lacks: institutions at a case, somebody who had to come."""
    rules = canton_values(meeting.contributor.canton_id).meetings
    if meeting.kind != MeetingKind.ROUND_TABLE or meeting.state == MeetingState.CANCELLED:
        return {}
    there = [one for one in guests if one.invitation.institution_id != meeting.contributor_id]
    sitting = {
        item.id: {
            one.invitation.institution_id for one in there if item.id in one.items and not one.invitation.withdrawn
        }
        - {None}
        for item in items
    }
    absent = [one.invitation for one in there if one.invitation.party == Party.MEMBER and _missed(one)]
    return {
        "least": rules.least,
        "too_few": ", ".join(one.case.number for one in items if len(sitting[one.id]) < rules.least),
        "missed": "; ".join(map(name, absent)) if rules.compulsory else "",
    }


def _missed(one: Guest) -> bool:
    """Does not come, or was not there."""
    return not one.invitation.withdrawn and (not one.comes or one.invitation.attendance not in ("", Attendance.PRESENT))


def _to_mail(one: Invitation) -> bool:
    """It has not gone out, and there is an address for it."""
    to = None if one.channel or one.withdrawn else meetings.address_of(one)
    return bool(to and to.email)


def _facts(meeting: Meeting) -> list[Fact]:
    chair = meeting.chair.user.full_name if meeting.chair else ""
    offered = meeting.state == MeetingState.OFFERED
    return [
        Fact(_("When?"), "" if offered else f"{day(meeting.held_on)}, {span(meeting)}", _("dates are offered")),
        Fact(_("Room"), meeting.place, "" if meeting.place else _("no room")),
        Fact(_("Video link"), meeting.link, "" if meeting.link else _("no link")),
        Fact(_("Who leads it?"), chair, "" if chair else _("open")),
        Fact(_("Organised by"), str(meeting.contributor)),
        Fact(_("Parts up to date by"), day(meeting.parts_by), "" if meeting.parts_by else _("nobody was asked")),
    ]


def _rows(actor: Actor, items: list[AgendaItem], guests: list[Guest]) -> list[Row]:
    who = persons.people(actor, [one.dossier_id for one in items])
    return [
        Row(
            one,
            str(who.get(one.dossier_id, "")),
            "–" if one.meeting.state == MeetingState.OFFERED else f"{one.begins:%H:%M}–{one.ends:%H:%M}",
            _needs(one, meetings.lacks(one, guests), meetings.awaited(one, guests)),
            _missing(actor, one),
            one.session_id is not None,
        )
        for one in items
    ]


def _needs(item: AgendaItem, lacks: Lack, awaited: Lack) -> list[tuple[Text, Kind]]:
    """What the case needs, and whether it is promised, awaits an answer, was ordered or is missing."""
    language = persons.languages((get_language() or "de")[:2]).get(item.interpreter, item.interpreter)
    interpreter = _("interpreter (%(language)s)") % {"language": language}
    wanted = (
        (_("medical opinion"), item.medical_opinion, lacks.opinion, awaited.opinion, item.opinion_ordered_on),
        (interpreter, bool(item.interpreter), lacks.interpreter, awaited.interpreter, item.interpreter_ordered_on),
    )
    return [_need(words, missing, unsure, on) for words, needed, missing, unsure, on in wanted if needed]


def _need(words: str, missing: bool, unsure: bool, ordered_on: date | None) -> tuple[Text, Kind]:
    if missing:
        return _("%(what)s: still missing") % {"what": words}, "warn"
    if ordered_on is not None:
        return _("%(what)s: ordered, %(day)s") % {"what": words, "day": day(ordered_on)}, "ok"
    if unsure:
        return _("%(what)s: no answer yet") % {"what": words}, ""
    return _("%(what)s: comes") % {"what": words}, "ok"


def _reports(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(n)d report handed in", "%(n)d reports handed in", number) % {"n": number}


def _missing(actor: Actor, item: AgendaItem) -> str:
    """How many institutions have not brought their part up to date: the tasks that are open."""
    waiting = [
        task
        for task in of_case(actor, item.dossier_id)
        if task.kind == TaskKind.PREPARE_SESSION and task.subject_id == item.id
    ]
    if not waiting:
        return ""
    return ngettext("%(n)d part is missing", "%(n)d parts are missing", len(waiting)) % {"n": len(waiting)}


def _closed(actor: Actor, meeting: Meeting, items: list[AgendaItem]) -> dict[UUID, str]:
    """For each invitation the cases that are no longer open to its institution on the day."""
    numbers = {one.dossier_id: one.case.number for one in items}
    found: dict[UUID, str] = {}
    for one in meetings.uncovered(actor, meeting.id, on=meeting.held_on):
        told = found.get(one.invitation_id)
        number = numbers.get(one.dossier_id, "–")
        found[one.invitation_id] = f"{told}, {number}" if told else number
    return found


def _untold(guests: list[Guest]) -> str:
    """Who was invited, but not by a mail of ciiz, and so learns of the cancellation from nobody else."""
    elsewhere = (one.invitation for one in guests if one.invitation.channel not in ("", Channel.MAIL))
    return "; ".join(f"{named(one)} ({one.get_channel_display()})" for one in elsewhere if not one.withdrawn)


def _absent(one: Invitation) -> str:
    """Whether a colleague is absent on the day, and who stands in."""
    who = one.membership
    if who is None or one.withdrawn or not who.is_absent(one.meeting.held_on):
        return ""
    if who.deputy is None:
        return _("absent on that day")
    return _("absent on that day; deputy: %(name)s") % {"name": who.deputy.user.full_name}


def _lines(
    actor: Actor,
    items: list[AgendaItem],
    guests: list[Guest],
    *,
    clashes: Mapping[UUID, Meeting],
    closed: Mapping[UUID, str],
    bases: Bases | None,
) -> list[Line]:
    numbers = {one.id: one.case.number for one in items}
    found = []
    for guest in guests:
        one = guest.invitation
        words, kind = sent(guest)
        answer, answer_kind = answered(one)
        clash = clashes.get(one.id)
        found.append(
            Line(
                one,
                name(one),
                ", ".join(numbers[key] for key in guest.items if key in numbers),
                bases.rights(guest) if bases and not one.withdrawn else [],
                words,
                kind,
                one.get_attendance_display() if one.attendance else answer,
                answer_kind,
                title(clash) if clash else "",
                closed.get(one.id, ""),
                _absent(one),
                one.membership_id == actor.membership_id and one.party == Party.MEMBER,
                _reports(len(one.handed_in)),
            )
        )
    return found
