"""Reads of the context; the database lets through what the actor may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from ciiz.domain.access.public import Actor, BearerActor, Category, SystemActor
from ciiz.foundation.errors import NotFound
from ciiz.foundation.mail.send import Delivery, deliveries
from ciiz.foundation.reading import register

from .enums import DOCTORS, Channel, MeetingKind, MeetingState, Party, Reply
from .mails import dates_key, key_of
from .models import AgendaItem, Decision, Dispute, Invitation, Meeting, Position, Seat, Series, Slot
from .policies import may_arrange, organises

LIST = 200


def meetings(actor: Actor, *, past: bool = False, about: Iterable[UUID] | None = None) -> QuerySet[Meeting]:
    """Meetings that the actor's institution organises or is invited to: those to come, or those that were.

    `about`: only those with one of these dossiers on the agenda.
    """
    rows = Meeting.objects.select_related("chair__user", "contributor")
    if about is not None:
        items = AgendaItem.objects.filter(dossier_id__in=list(about), off=False)
        rows = rows.filter(id__in=items.values("meeting"))
    if past:
        return rows.filter(held_on__lt=actor.today).order_by("-held_on", "-begins", "-id")
    return rows.filter(held_on__gte=actor.today).order_by("held_on", "begins", "id")


def refused(actor: Actor, limit: int = 20) -> list[tuple[Meeting, int]]:
    """Meetings to come, those with a refusal that nobody has seen to, and how many; for who keeps them.

    It is seen to by withdrawing the invitation: whether somebody else is invited instead, who organises decides.
    """
    if not may_arrange(actor):
        return []
    rows = Invitation.objects.filter(
        reply=Reply.NO,
        withdrawn=False,
        meeting__contributor=actor.institution_id,
        meeting__state=MeetingState.PLANNED,
        meeting__held_on__gte=actor.today,
    )
    if not actor.role.in_office:
        rows = rows.filter(Q(meeting__arranged_by=actor.membership_id) | Q(meeting__chair=actor.membership_id))
    found: dict[Meeting, int] = {}
    for one in rows.select_related("meeting").order_by("meeting__held_on", "meeting__begins", "id")[: limit * 5]:
        found[one.meeting] = found.get(one.meeting, 0) + 1
    return list(found.items())[:limit]


def own_dates(actor: Actor, limit: int = LIST) -> list[tuple[Meeting, str]]:
    """Meetings to come to which the actor is invited and has not declined, with the numbers of the own cases there."""
    rows = Invitation.objects.filter(
        membership=actor.membership_id,
        withdrawn=False,
        meeting__state=MeetingState.PLANNED,
        meeting__held_on__gte=actor.today,
    ).exclude(reply=Reply.NO)
    found = list(rows.select_related("meeting").order_by("meeting__held_on", "meeting__begins", "id")[:limit])
    numbers: dict[UUID, list[str]] = {}
    seats = Seat.objects.filter(invitation__in=found, off=False, item__off=False)
    for seat in seats.select_related("item__case").order_by("item__begins", "item"):
        register([seat.dossier_id], Category.BASIC)
        numbers.setdefault(seat.invitation_id, []).append(seat.item.case.number)
    return [(one.meeting, ", ".join(numbers.get(one.id, ()))) for one in found]


def meeting(actor: Actor | BearerActor, meeting_id: UUID) -> Meeting:
    """One meeting; hidden and absent are refused alike."""
    del actor
    found = Meeting.objects.filter(id=meeting_id).select_related("chair__user", "contributor").first()
    if found is None:
        raise NotFound
    return found


def standing(actor: Actor) -> list[Series]:
    """The standing sessions that the actor's institution organises, latest first."""
    del actor
    return list(Series.objects.order_by("-id")[:LIST])


def one_series(actor: Actor, series_id: UUID) -> Series:
    """One of them; hidden and absent are refused alike."""
    del actor
    found = Series.objects.filter(id=series_id).first()
    if found is None:
        raise NotFound
    return found


def sessions(actor: Actor, series_id: UUID) -> list[Meeting]:
    """The sessions of a series, by their day."""
    del actor
    return list(Meeting.objects.filter(series=series_id).order_by("held_on", "id"))


def hold(series_id: UUID) -> None:
    """Holds the sessions to come of a series until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT meetings_hold(%s)", [series_id])


def keeps(actor: Actor, found: Meeting) -> bool:
    """The actor organises the meeting, and does not only put cases on a standing session of colleagues."""
    if not organises(actor, found):
        return False
    if found.series_id is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT meetings_keeps(%s)", [found.id])
        (kept,) = cursor.fetchone() or (False,)
    return bool(kept)


def keeps_series(actor: Actor, found: Series) -> bool:
    """The office and who planned standing sessions invite to them and end them; colleagues put cases on them."""
    return may_arrange(actor) and (actor.role.in_office or found.arranged_by_id == actor.membership_id)


def taken(meetings: Iterable[UUID]) -> dict[UUID, list[time]]:
    """When the cases on each agenda begin, those too that the actor does not see; for who organises the meetings."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT m, meetings_taken(m) FROM unnest(%s::uuid[]) m", [list(meetings)])
        return dict(cursor.fetchall())


def unseated(actor: Actor, meeting_id: UUID) -> list[UUID]:
    """Invitations of members who had a seat and sit at no case any more; for who organises the meeting."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT meetings_unseated(%s)", [meeting_id])
        return [row[0] for row in cursor.fetchall()]


def agenda(actor: Actor, meeting_id: UUID) -> list[AgendaItem]:
    """Cases on the agenda that the actor sees, in their order."""
    del actor
    rows = AgendaItem.objects.filter(meeting=meeting_id, off=False)
    found = list(rows.select_related("case__dossier", "session", "meeting").order_by("begins", "id"))
    register([item.dossier_id for item in found], Category.BASIC)
    return found


def item(actor: Actor, item_id: UUID) -> AgendaItem:
    """One item with its meeting and case; hidden and absent are refused alike."""
    del actor
    rows = AgendaItem.objects.filter(id=item_id).select_related("case__dossier", "meeting__chair__user", "session")
    found = rows.first()
    if found is None or found.off:
        raise NotFound
    register([found.dossier_id], Category.BASIC)
    return found


def of_case(actor: Actor, dossier_id: UUID) -> list[AgendaItem]:
    """The meetings on whose agenda a case stands, as the actor sees them, latest first."""
    del actor
    rows = AgendaItem.objects.filter(dossier_id=dossier_id, off=False).select_related("meeting")
    found = list(rows.order_by("-meeting__held_on", "-begins")[:20])
    register([dossier_id] if found else [], Category.BASIC)
    return found


SESSIONS = tuple(kind for kind in MeetingKind if kind.is_session)


def planned(actor: Actor, dossier_ids: Iterable[UUID]) -> dict[UUID, Meeting]:
    """Of these cases those on the agenda of a session whose result is not recorded, each with the first."""
    del actor
    rows = AgendaItem.objects.filter(
        dossier_id__in=list(dossier_ids), off=False, session=None, meeting__kind__in=SESSIONS
    ).exclude(meeting__state=MeetingState.CANCELLED)
    found: dict[UUID, Meeting] = {}
    for one in rows.select_related("meeting").order_by("meeting__held_on", "begins", "id"):
        register([one.dossier_id], Category.BASIC)
        found.setdefault(one.dossier_id, one.meeting)
    return found


def agendas(actor: Actor, meeting_ids: Iterable[UUID]) -> dict[UUID, list[AgendaItem]]:
    """The cases on several agendas that the actor sees, in one statement."""
    del actor
    rows = AgendaItem.objects.filter(meeting__in=list(meeting_ids), off=False).select_related("case")
    found: dict[UUID, list[AgendaItem]] = {}
    for one in rows.order_by("begins", "id"):
        found.setdefault(one.meeting_id, []).append(one)
    register([one.dossier_id for items in found.values() for one in items], Category.BASIC)
    return found


def held(actor: Actor, dossier_id: UUID) -> QuerySet[AgendaItem]:
    """The meetings at which a case was spoken of until today, as the actor sees them, latest first; for pages."""
    rows = AgendaItem.objects.filter(
        dossier_id=dossier_id, off=False, meeting__state=MeetingState.PLANNED, meeting__held_on__lte=actor.today
    )
    register([dossier_id], Category.BASIC)
    return rows.select_related("meeting__contributor", "session").order_by("-meeting__held_on", "-begins", "-id")


@dataclass(frozen=True, slots=True)
class Guest:
    """An invitation with the items it is for and what became of its mail."""

    invitation: Invitation
    items: tuple[UUID, ...]
    delivery: Delivery | None = None
    minutes: Mapping[UUID, date] = field(default_factory=dict)
    """When who has an account was told of the minutes, by item."""

    @property
    def comes(self) -> bool:
        """Not withdrawn, and has not said no."""
        return not self.invitation.withdrawn and self.invitation.reply != Reply.NO


def guests(actor: Actor, meeting_id: UUID) -> list[Guest]:
    """Everybody who is invited, as far as the actor sees it; the person and parties from outside by their item."""
    del actor
    rows = Invitation.objects.filter(meeting=meeting_id).select_related(
        "meeting", "membership__user", "membership__deputy__user", "institution", "item__case"
    )
    found = list(rows.order_by("party", "institution__code", "membership__user__sort_name", "id"))
    register([one.item.dossier_id for one in found if one.item], Category.BASIC)
    seats: dict[UUID, list[UUID]] = {}
    told: dict[UUID, dict[UUID, date]] = {}
    for seat in Seat.objects.filter(invitation__in=found, off=False).order_by("item__begins", "item"):
        register([seat.dossier_id], Category.BASIC)
        seats.setdefault(seat.invitation_id, []).append(seat.item_id)
        if seat.minutes_on is not None:
            told.setdefault(seat.invitation_id, {})[seat.item_id] = seat.minutes_on
    keys = {one.id: _mail_of(one) for one in found}
    sent = deliveries(key for key in keys.values() if key)
    return [
        Guest(
            one,
            (one.item_id,) if one.item_id else tuple(seats.get(one.id, ())),
            sent.get(keys[one.id]),
            told.get(one.id, {}),
        )
        for one in found
    ]


class Lack(NamedTuple):
    """What an item needs and still lacks: nobody comes for it, and it was not ordered."""

    opinion: bool
    interpreter: bool


def lacks(item: AgendaItem, there: Iterable[Guest]) -> Lack:
    """What an item still lacks, given who is invited to its meeting."""
    parties = {one.invitation.party for one in there if item.id in one.items and one.comes}
    return Lack(
        item.medical_opinion and item.opinion_ordered_on is None and parties.isdisjoint(DOCTORS),
        bool(item.interpreter) and item.interpreter_ordered_on is None and Party.INTERPRETER not in parties,
    )


def awaited(item: AgendaItem, there: Iterable[Guest]) -> Lack:
    """What an item needs and was neither ordered nor promised: who was chosen for it has not said yes."""
    return lacks(item, [one for one in there if one.invitation.reply == Reply.YES])


def _mail_of(found: Invitation) -> str:
    """The mail that went out last: the invitation, or the question which dates suit."""
    if found.channel == Channel.MAIL:
        return key_of(found.id, found.sequence)
    return dates_key(found.id, found.sequence) if found.asked_on and not found.channel else ""


def slots(actor: Actor | BearerActor, meeting_id: UUID) -> list[Slot]:
    """The dates that are offered for a meeting, or were until one was fixed, by their time."""
    del actor
    return list(Slot.objects.filter(meeting=meeting_id, off=False).order_by("held_on", "begins", "id"))


def invitation(actor: Actor | BearerActor, invitation_id: UUID) -> Invitation:
    """One invitation with its meeting; hidden and absent are refused alike."""
    del actor
    rows = Invitation.objects.select_related("meeting__contributor", "membership__user", "institution", "item__case")
    found = rows.filter(id=invitation_id).first()
    if found is None:
        raise NotFound
    if found.item is not None:
        register([found.item.dossier_id], Category.BASIC)
    return found


def times(actor: BearerActor, found: Invitation) -> list[AgendaItem]:
    """The items that the holder of a link sees: theirs, as far as they are open to them today."""
    rows = AgendaItem.objects.filter(meeting=found.meeting_id, off=False).order_by("begins", "id")
    shown = list(rows)
    register([one.dossier_id for one in shown], Category.BASIC)
    return shown


def decisions(actor: Actor, item_id: UUID) -> Sequence[Decision]:
    """What an item decided, as far as its category is open to the actor."""
    del actor
    found = list(
        Decision.objects.filter(item=item_id)
        .select_related("membership__user", "membership__institution")
        .order_by("id")
    )
    for one in found:
        register([one.dossier_id], one.category)
    return found


def decision(actor: Actor, decision_id: UUID) -> Decision:
    """One decision; hidden and absent are refused alike."""
    del actor
    found = Decision.objects.filter(id=decision_id).select_related("item__meeting", "item__case").first()
    if found is None:
        raise NotFound
    register([found.dossier_id], found.category)
    return found


def disputes(actor: Actor, dossier_id: UUID) -> list[Dispute]:
    """The disputes of a case that are open to the actor, latest first."""
    del actor
    found = list(Dispute.objects.filter(dossier_id=dossier_id).order_by("-opened_on", "-id"))
    register([dossier_id] if found else [], Category.BASIC)
    return found


def dispute(actor: Actor, dispute_id: UUID) -> Dispute:
    """One dispute; hidden and absent are refused alike."""
    del actor
    rows = Dispute.objects.select_related(
        "opened_by__user", "led_by__user", "stated_by__user", "closed_by__user", "contributor"
    )
    found = rows.filter(id=dispute_id).first()
    if found is None:
        raise NotFound
    register([found.dossier_id], Category.BASIC)
    return found


def handed_in(actor: Actor, dossier_id: UUID, kind: MeetingKind) -> set[UUID]:
    """Documents that parties from outside have handed in for a case at meetings of a kind, as the actor sees them."""
    del actor
    rows = Invitation.objects.filter(item__dossier=dossier_id, meeting__kind=kind).exclude(handed_in=[])
    register([dossier_id], Category.BASIC)
    return {one for found in rows.values_list("handed_in", flat=True) for one in found}


def has_seat(actor: Actor, item_id: UUID) -> bool:
    """The actor's institution is invited to the item."""
    return Seat.objects.filter(
        item=item_id, off=False, invitation__withdrawn=False, invitation__institution=actor.institution_id
    ).exists()


def positions(actor: Actor, item_id: UUID) -> Sequence[Position]:
    """What institutions have stated for an item, as far as it is open to the actor."""
    del actor
    found = list(
        Position.objects.filter(item=item_id)
        .select_related("contributor", "stated_by__user")
        .order_by("contributor__code")
    )
    for one in found:
        register([one.dossier_id], one.category)
    return found


Shared = frozenset[tuple[str, int]]
"""Categories, each with an institution that contributes to it."""


def shared(actor: Actor, item_id: UUID, *, party: UUID | None = None) -> Shared:
    """What everybody who sits at an item may see today, or one invited party alone."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT category, giver FROM meetings_shared(%s, %s)", [item_id, party])
        return frozenset((str(category), int(giver)) for category, giver in cursor.fetchall())


class Part(NamedTuple):
    """What an institution has brought to an item and what is missing, without what it says."""

    item_id: UUID
    institution_id: int
    stated: bool
    tried: bool
    grants: bool
    capacity: bool
    documents: bool

    @property
    def whole(self) -> bool:
        """Nothing is missing."""
        return self.stated and self.tried and self.grants and self.capacity and self.documents


def parts(actor: Actor, meeting_id: UUID) -> list[Part]:
    """What the institutions have brought to the items of a meeting; for who organises it."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_parts(%s)", [meeting_id])
        return [Part(*row) for row in cursor.fetchall()]


class Uncovered(NamedTuple):
    """Somebody who would sit at a case that is not open to their institution on the day; since when no more."""

    invitation_id: UUID
    dossier_id: UUID
    institution_id: int
    ended_on: date | None


def uncovered(actor: Actor, meeting_id: UUID, *, on: date) -> list[Uncovered]:
    """Who of a meeting may not sit there on a day; for who organises it."""
    del actor
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_uncovered(%s, %s)", [meeting_id, on])
        found = [Uncovered(*row) for row in cursor.fetchall()]
    register([one.dossier_id for one in found], Category.BASIC)
    return found


def open_to(dossiers: Iterable[UUID], institutions: Iterable[int], *, on: date) -> set[tuple[UUID, int]]:
    """Which dossiers are open to which institutions on a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d, i FROM unnest(%s::uuid[]) d, unnest(%s::bigint[]) i WHERE meetings_open(d, i, %s)",
            [list(dossiers), list(institutions), on],
        )
        return set(cursor.fetchall())


def ended_on(dossier_id: UUID, institution_id: int, *, on: date) -> date | None:
    """The first day on which what opened a dossier to an institution was over; None if nothing ever did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT meetings_ended(%s, %s, %s)", [dossier_id, institution_id, on])
        (found,) = cursor.fetchone() or (None,)
    return found


def to_remind(actor: SystemActor, *, on: date, until: date, limit: int = 10_000) -> Sequence[Invitation]:
    """Invitations that ciiz has sent to meetings of the next days, but for those that were declined.

    Nobody is reminded who may no longer sit at a case then: the organiser's page names them.
    """
    del actor
    rows = Invitation.objects.filter(
        channel=Channel.MAIL,
        withdrawn=False,
        meeting__state=MeetingState.PLANNED,
        meeting__held_on__gt=on,
        meeting__held_on__lte=until,
    ).exclude(reply=Reply.NO)
    covered = RawSQL("NOT meetings_closed_to(meetings_invitation.id)", (), BooleanField())
    return list(rows.filter(covered).order_by("id")[:limit])


class When(Protocol):
    """A time: a meeting, or a date that is offered."""

    held_on: date
    begins: time
    ends: time


def crossing(actor: Actor, meeting: Meeting) -> list[Meeting]:
    """Other meetings of the same organiser at that time, in the same room or led by the same person."""
    del actor
    same = Q(place__iexact=meeting.place) & ~Q(place="") | Q(chair=meeting.chair_id, chair__isnull=False)
    then = Meeting.objects.filter(
        same,
        contributor=meeting.contributor_id,
        state=MeetingState.PLANNED,
        held_on=meeting.held_on,
        begins__lt=meeting.ends,
        ends__gt=meeting.begins,
    )
    return list(then.exclude(id=meeting.id).order_by("begins", "id")[:LIST])


def double_booked(actor: Actor, meeting: Meeting, times: Sequence[When] = ()) -> list[dict[UUID, Meeting]]:
    """For each of the times (that of the meeting, if none is given) who of it is invited to another meeting then, or
    leads it: invitation → the other one.

    Of a person only meetings of the same case are known here: more would tell that there are others.
    """
    del actor
    wanted = times or (meeting,)
    own = list(Invitation.objects.filter(meeting=meeting, withdrawn=False).select_related("item"))
    then = Q()
    for one in wanted:
        then |= Q(held_on=one.held_on, begins__lt=one.ends, ends__gt=one.begins)
    others = Meeting.objects.filter(then, state=MeetingState.PLANNED).exclude(id=meeting.id)
    elsewhere = {one.id: one for one in others.order_by("begins", "id")[:LIST]}
    people = {one.membership_id for one in own if one.membership_id}
    cases = {one.item.dossier_id for one in own if one.item and one.party == Party.PERSON}
    same = Q(membership__in=people) | Q(party=Party.PERSON, item__dossier__in=cases)
    rows = Invitation.objects.filter(same, meeting__in=elsewhere, withdrawn=False).select_related("item")
    register(cases, Category.BASIC)
    busy: list[tuple[object, Meeting]] = [(_who(one), elsewhere[one.meeting_id]) for one in rows]
    busy += [(one.chair_id, one) for one in elsewhere.values() if one.chair_id]
    found = []
    for when in wanted:
        taken = {who: other for who, other in busy if _meets(other, when)}
        found.append({one.id: taken[_who(one)] for one in own if _who(one) in taken})
    return found


def _meets(one: When, other: When) -> bool:
    return one.held_on == other.held_on and one.begins < other.ends and other.begins < one.ends


def _who(one: Invitation) -> object:
    """The membership of somebody with an account, the dossier of the person."""
    return one.membership_id or (one.item.dossier_id if one.item and one.party == Party.PERSON else one.id)


class Answers(NamedTuple):
    """How many of those invited to a meeting come, do not come, have not answered; how many reports were handed in."""

    yes: int
    no: int
    open: int
    reports: int


def answers(actor: Actor, meetings: Iterable[UUID]) -> dict[UUID, Answers]:
    """What came back for each of the meetings that the actor organises."""
    rows = Invitation.objects.filter(
        meeting__in=list(meetings), meeting__contributor=actor.institution_id, withdrawn=False
    ).exclude(channel="")
    counted = rows.values("meeting").annotate(
        yes=Count("id", filter=Q(reply=Reply.YES)),
        no=Count("id", filter=Q(reply=Reply.NO)),
        unanswered=Count("id", filter=Q(reply="")),
        reports=Count("id", filter=~Q(handed_in=[])),
    )
    return {
        row["meeting"]: Answers(row["yes"], row["no"], row["unanswered"], row["reports"])
        for row in counted.order_by("meeting")
    }
