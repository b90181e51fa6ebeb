"""Standing sessions: planned for half a year, cases take the next free place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import Membership
from ciiz.foundation.db.gather import write
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.terms import Term, ends_on

from .. import errors, policies, queries
from ..enums import MeetingKind, MeetingState, Party, Rhythm
from ..models import AgendaItem, Invitation, Meeting, Series
from .agenda import seated
from .arranging import Place, Topic, check, put, shared, tell

LONGEST = Term(months=6)
STEPS = {Rhythm.WEEKLY: timedelta(weeks=1), Rhythm.FORTNIGHTLY: timedelta(weeks=2)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is planned: how often, until when, at which time and place of the first day, room for how many cases.

    `days` are those of a calendar; otherwise they follow from the rhythm. `parts` is how many days before a session the
    institutions bring their parts up to date.
    """

    kind: MeetingKind
    rhythm: Rhythm
    first: Place
    until: date
    capacity: int
    days: Sequence[date] = ()
    parts: int | None = None


@atomic
def stand(
    *, actor: Actor, standing: Standing, members: Iterable[int], free: Callable[[date], bool]
) -> tuple[Series, list[Meeting], list[date]]:
    """Plans the sessions of half a year at most, with a core team (membership ids) at each; nobody is invited yet.

    Returns series, sessions, and the days that were left out because they are off (`free`).
    """
    if not policies.may_arrange(actor):
        raise errors.NotOrganiser
    if not standing.kind.about_cases:
        raise errors.WithoutCases(field="kind")
    check(actor, standing.first, standing.capacity)
    last = ends_on(LONGEST, standing.first.held_on)
    wanted = _days(standing)
    if not wanted:
        raise errors.NoDays(field="until")
    if wanted[0] < actor.today:
        raise errors.MeetingInPast(field="days")
    if wanted[-1] > last:
        raise errors.TooLongAhead(field="until" if standing.rhythm in STEPS else "days", day=day(last))
    held = [one for one in wanted if not free(one)]
    if not held:
        raise errors.NoDays(field="until")
    place = standing.first
    series = Series(
        contributor_id=actor.institution_id,
        kind=standing.kind,
        rhythm=standing.rhythm,
        begins=place.begins,
        ends=place.ends,
        place=place.place.strip(),
        link=place.link,
        capacity=standing.capacity,
        arranged_by_id=actor.membership_id,
    )
    series.save(force_insert=True)
    made = [_session(actor, series, place, one, standing.parts) for one in held]
    write(made)
    people = list(Membership.objects.filter(id__in=list(members)).select_related("user").order_by("id"))
    write([_core(actor, meeting, who) for meeting in made for who in people])
    return series, made, [one for one in wanted if free(one)]


def _days(standing: Standing) -> list[date]:
    step = STEPS.get(standing.rhythm)
    if step is None:
        return sorted({standing.first.held_on, *standing.days})
    number = (standing.until - standing.first.held_on) // step + 1
    return [standing.first.held_on + step * one for one in range(max(number, 0))]


def _session(actor: Actor, series: Series, place: Place, on: date, parts: int | None) -> Meeting:
    return Meeting(
        contributor_id=actor.institution_id,
        series=series,
        kind=series.kind,
        held_on=on,
        begins=series.begins,
        ends=series.ends,
        place=series.place,
        link=series.link,
        arranged_by_id=actor.membership_id,
        chair_id=place.chair_id,
        parts_by=None if parts is None else max(actor.today, on - timedelta(days=parts)),
    )


def _core(actor: Actor, meeting: Meeting, who: Membership) -> Invitation:
    return Invitation(
        contributor_id=actor.institution_id,
        meeting=meeting,
        party=Party.MEMBER,
        membership=who,
        institution_id=who.institution_id,
        language=who.user.language,
    )


@atomic
def assign(*, actor: Actor, series_id: UUID, topic: Topic) -> tuple[AgendaItem, list[Invitation]]:
    """A case takes the next free place of the sessions to come, from tomorrow on.

    Those of the core team to whom it is open on that day sit there; the others are returned, and do not.
    """
    if not policies.may_arrange(actor):
        raise errors.NotOrganiser
    series = Series.objects.filter(id=series_id).first()
    if series is None:
        raise NotFound
    queries.hold(series.id)
    coming = Meeting.objects.filter(series=series, state=MeetingState.PLANNED, held_on__gt=actor.today)
    meetings = list(coming.order_by("held_on", "id"))
    there = AgendaItem.objects.filter(dossier_id=topic.dossier_id, meeting__in=meetings, off=False)
    known = there.select_related("meeting").first()
    if known is not None:
        raise errors.AssignedAlready(field="case", day=day(known.meeting.held_on))
    occupied = queries.taken(one.id for one in meetings)
    for meeting in meetings:
        taken = occupied[meeting.id]
        places = shared(meeting.begins, meeting.ends, series.capacity)
        left = [one for one in places if one[0] not in taken]
        if left and len(taken) < series.capacity:
            item = put(actor, meeting, topic, left[0])
            tell(actor, "meeting_arranged", topic.dossier_id, meeting)
            return item, seated(actor, meeting, item)
    raise errors.NoSessionFree(field="case")
