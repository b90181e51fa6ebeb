"""Standing sessions: planned for half a year with a core team, invited to at once; cases take the next free place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingState
from ciiz.domain.meetings.public import AgendaItem, Invitation, Meeting, Needs, Series, Standing, Topic
from ciiz.domain.organisations.public import Membership, canton_values
from ciiz.foundation.db.transactions import atomic

from .agenda import NOTHING, put_on
from .meeting import call_off, colleagues, invite, numbered
from .terms import free


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned, and which days were left out because they are off."""

    series: Series
    sessions: list[Meeting]
    left_out: list[date]


def who_could_belong(actor: Actor) -> list[Membership]:
    """Of whom a core team can be made: contact persons of the canton's institutions, coordination and office."""
    return colleagues(actor)


@atomic
def stand(*, actor: Actor, standing: Standing, members: Iterable[int]) -> Planned:
    """Plans the sessions, but for public holidays of the actor's canton; nobody is invited yet."""
    values = canton_values(actor.canton)
    wanted = set(members)
    known = [one.id for one in colleagues(actor) if one.id in wanted]
    made = meetings.stand(actor=actor, standing=standing, members=known, free=lambda on: free(values, on))
    return Planned(*made)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Where a case stands now, and who of the core team does not sit there because it is not open to them then."""

    item: AgendaItem
    not_seated: list[Invitation]


@atomic
def assign(*, actor: Actor, series_id: UUID, number: str, needs: Needs = NOTHING) -> Assigned:
    """The case of this number takes the next free place; where invitations are out, the parts are asked for."""
    (dossier_id,) = numbered(actor, [number], field="case")
    item, missing = meetings.assign(actor=actor, series_id=series_id, topic=Topic(dossier_id, needs))
    put_on(actor, item)
    return Assigned(item, missing)


@atomic
def invite_all(*, actor: Actor, series_id: UUID) -> tuple[int, int]:
    """Sends the invitations to all sessions to come that have not gone out; how many, and how many have no address."""
    sent = without = 0
    for meeting in coming(actor, series_id):
        guests = [one.invitation for one in meetings.guests(actor, meeting.id)]
        if any(not one.channel and not one.withdrawn for one in guests):
            more, unreached = invite(actor=actor, meeting_id=meeting.id)
            sent, without = sent + more, without + unreached
    return sent, without


@atomic
def call_off_empty(*, actor: Actor, series_id: UUID) -> int:
    """Cancels the sessions to come without a case; returns how many."""
    ahead = coming(actor, series_id)
    occupied = meetings.taken(one.id for one in ahead)
    empty = [one for one in ahead if not occupied[one.id]]
    for meeting in empty:
        call_off(actor=actor, meeting_id=meeting.id)
    return len(empty)


def coming(actor: Actor, series_id: UUID) -> list[Meeting]:
    """The sessions from today on that take place."""
    meetings.one_series(actor, series_id)
    found = meetings.sessions(actor, series_id)
    return [one for one in found if one.state == MeetingState.PLANNED and one.held_on >= actor.today]
