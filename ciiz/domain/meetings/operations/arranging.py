"""Arranging, moving and calling off a meeting, and what stands on its agenda."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from itertools import pairwise
from uuid import UUID

from django.db.models import Q

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.gather import write
from ciiz.foundation.db.prepared import update
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotFound

from .. import errors, policies, queries
from ..enums import MeetingKind, MeetingState
from ..models import AgendaItem, Invitation, Meeting, Seat
from .inviting import checked, send_again, tell_cancelled

LEAST_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """When and where, who leads, and until when the institutions bring their parts up to date."""

    held_on: date
    begins: time
    ends: time
    place: str = ""
    link: str = ""
    chair_id: int | None = None
    parts_by: date | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a case needs at a meeting: a medical opinion, an interpreter of a language (ISO 639), and when each was
    ordered where nobody is invited for it here.
    """

    medical_opinion: bool = False
    interpreter: str = ""
    opinion_ordered_on: date | None = None
    interpreter_ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A case for the agenda, and what it needs."""

    dossier_id: UUID
    needs: Needs = Needs()


@atomic
def arrange(*, actor: Actor, kind: MeetingKind, place: Place, topics: Sequence[Topic]) -> Meeting:
    """Plans a meeting; the time is shared evenly among its cases. Nobody is invited yet."""
    if not policies.may_arrange(actor):
        raise errors.NotOrganiser
    check(actor, place, len(topics))
    if topics and not kind.about_cases:
        raise errors.WithoutCases(field="kind")
    if not topics and kind.needs_cases:
        raise errors.CasesMissing(field="cases")
    meeting = Meeting(
        contributor_id=actor.institution_id,
        kind=kind,
        held_on=place.held_on,
        begins=place.begins,
        ends=place.ends,
        place=place.place.strip(),
        link=place.link,
        arranged_by_id=actor.membership_id,
        chair_id=place.chair_id,
        parts_by=place.parts_by,
    )
    meeting.save(force_insert=True)
    slots = shared(place.begins, place.ends, len(topics))
    write([_item(actor, meeting, topic, times) for topic, times in zip(topics, slots, strict=True)])
    for topic in topics:
        tell(actor, "meeting_arranged", topic.dossier_id, meeting)
    return meeting


@atomic
def move(*, actor: Actor, meeting_id: UUID, expected_version: int, place: Place) -> Meeting:
    """Another time or place; who was invited gets an update and is asked anew, if the cases are open to them then."""
    meeting = held(actor, meeting_id)
    if meeting.state == MeetingState.OFFERED:
        raise errors.DatesOffered
    items = queries.agenda(actor, meeting_id)
    check(actor, place, meeting.series.capacity if meeting.series else len(items))
    checked(actor, meeting, on=place.held_on, items=items)
    moved = (meeting.held_on, meeting.begins, meeting.ends, meeting.place, meeting.link) != (
        place.held_on,
        place.begins,
        place.ends,
        place.place.strip(),
        place.link,
    )
    meeting.held_on, meeting.begins, meeting.ends = place.held_on, place.begins, place.ends
    meeting.place, meeting.link = place.place.strip(), place.link
    meeting.chair_id, meeting.parts_by = place.chair_id, place.parts_by
    again = moved and Invitation.objects.filter(meeting=meeting, withdrawn=False).exclude(channel="").exists()
    meeting.sequence += again
    meeting.version = expected_version + 1
    fields = ("held_on", "begins", "ends", "place", "link", "chair", "parts_by", "sequence", "version")
    if not update(meeting, fields, version=expected_version):
        raise Conflict
    for one, (begins, ends) in zip(items, places(meeting, len(items)), strict=True):
        one.begins, one.ends = begins, ends
        one.save(update_fields=["begins", "ends"])
    if again:
        send_again(actor=actor, meeting=meeting)
    if moved:
        for one in items:
            tell(actor, "meeting_moved", one.dossier_id, meeting)
    return meeting


@atomic
def take_off(*, actor: Actor, item_id: UUID) -> AgendaItem:
    """Takes a case from the agenda; who came for it alone need not come."""
    item = queries.item(actor, item_id)
    held(actor, item.meeting_id)
    if item.session_id is not None:
        raise errors.MeetingOver
    item.off = True
    item.save(update_fields=["off"])
    seats = Seat.objects.filter(item=item, off=False)
    for seat in seats:
        seat.off = True
        seat.save(update_fields=["off"])
    guests = Invitation.objects.filter(meeting=item.meeting_id, withdrawn=False)
    unseated = queries.unseated(actor, item.meeting_id)
    for guest in guests.filter(Q(item=item) | Q(id__in=unseated)):
        _uninvite(guest)
    tell(actor, "meeting_cancelled", item.dossier_id, item.meeting)
    return item


@atomic
def call_off(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Cancels the meeting; who was invited by ciiz learns of it, the links open nothing any more."""
    meeting = held(actor, meeting_id)
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    for guest in Invitation.objects.filter(meeting=meeting, withdrawn=False):
        tell_cancelled(guest)
    for item in queries.agenda(actor, meeting_id):
        tell(actor, "meeting_cancelled", item.dossier_id, meeting)
    return meeting


def _uninvite(guest: Invitation) -> None:
    guest.withdrawn = True
    guest.save(update_fields=["withdrawn"])
    tell_cancelled(guest)


def held(actor: Actor, meeting_id: UUID) -> Meeting:
    """The meeting, locked, if the actor organises it and it is still to be held; raises the refusal that fits."""
    meeting = Meeting.objects.select_for_update().filter(id=meeting_id).first()
    if meeting is None:
        raise NotFound
    if not policies.organises(actor, meeting):
        raise errors.NotOrganiser
    if meeting.state == MeetingState.CANCELLED:
        raise errors.MeetingOver
    return meeting


def put(actor: Actor, meeting: Meeting, topic: Topic, times: tuple[time, time]) -> AgendaItem:
    """A case at its time on the agenda."""
    item = _item(actor, meeting, topic, times)
    item.save(force_insert=True)
    return item


def _item(actor: Actor, meeting: Meeting, topic: Topic, times: tuple[time, time]) -> AgendaItem:
    begins, ends = times
    return AgendaItem(
        dossier_id=topic.dossier_id,
        contributor_id=actor.institution_id,
        meeting=meeting,
        case_id=topic.dossier_id,
        begins=begins,
        ends=ends,
        **asdict(topic.needs),
    )


def shared(begins: time, ends: time, number: int) -> list[tuple[time, time]]:
    """The time from beginning to end in so many equal parts, on whole minutes.

    >>> shared(time(9), time(10), 2)
    [(datetime.time(9, 0), datetime.time(9, 30)), (datetime.time(9, 30), datetime.time(10, 0))]
    """
    first, last = begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute
    marks = [first + (last - first) * place // number for place in range(number + 1)] if number else []
    clock = [time(mark // 60, mark % 60) for mark in marks]
    return list(pairwise(clock))


def places(meeting: Meeting, number: int) -> list[tuple[time, time]]:
    """The times of its items: places of equal length in a standing session, else the time is shared among them."""
    room = max(meeting.series.capacity, number) if meeting.series else number
    return shared(meeting.begins, meeting.ends, room)[:number]


def check(actor: Actor, place: Place, items: int) -> None:
    """A day to come, parts before it, and time enough for the cases; raises the refusal that fits."""
    if place.held_on < actor.today:
        raise errors.MeetingInPast(field="held_on")
    if place.parts_by is not None and not actor.today <= place.parts_by <= place.held_on:
        raise errors.PartsTooLate(field="parts_by")
    minutes = (place.ends.hour - place.begins.hour) * 60 + place.ends.minute - place.begins.minute
    if minutes <= 0 or minutes < LEAST_MINUTES * items:
        raise errors.AgendaTooTight(field="ends")


def tell(actor: Actor, kind: str, dossier_id: UUID, meeting: Meeting) -> None:
    """What happened to a meeting, in the history of a case."""
    record(
        actor=actor,
        kind=kind,
        dossier_id=dossier_id,
        occurred_on=actor.today,
        subject_id=meeting.id,
        meeting=meeting.kind,
        on=meeting.held_on.isoformat(),
    )
