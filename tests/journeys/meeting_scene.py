"""Meetings at each state, arranged through the journeys as the right people; for tests of journeys and pages."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from ciiz.domain.access.public import Category
from ciiz.domain.cases.public import case
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind, Party, Rhythm
from ciiz.domain.meetings.public import AgendaItem, Decision, Invitation, Meeting, Needs, Place, Series, Standing, Times
from ciiz.journeys import agenda as on_agenda
from ciiz.journeys import meeting as journey
from ciiz.journeys import standing as standing_sessions
from tests.journeys import scene
from tests.worlds import TODAY, become, membership

DAY = TODAY + timedelta(days=14)
PEOPLE = ("rav.contact", "smz.contact", "iv.contact", "regional")


def place(held_on: date = DAY, *, parts_by: date | None = None) -> Place:
    """From nine to ten in a room."""
    return Place(held_on, time(9), time(10), "Gap", "", membership("regional").id, parts_by)


def arranged(
    *dossiers: UUID,
    kind: MeetingKind = MeetingKind.ROUND_TABLE,
    held_on: date = DAY,
    who: str = "secretariat",
    parts_by: date | None = None,
) -> Meeting:
    """The secretariat has arranged a round table, about an accepted case if none is given."""
    found = dossiers or (scene.accepted(),)
    actor = become(who, min(held_on, TODAY))
    numbers = [case(actor, one).number for one in found]
    return journey.arrange(actor=actor, kind=kind, place=place(held_on, parts_by=parts_by), numbers=numbers)


def without_cases(kind: MeetingKind, held_on: date = DAY) -> Meeting:
    """A meeting about no single case."""
    return journey.arrange(actor=become("secretariat"), kind=kind, place=place(held_on), numbers=[])


def seated(meeting: Meeting, people: Sequence[str] = PEOPLE, *, on: date = TODAY) -> Meeting:
    """These people are to come, and the person of each case."""
    actor = become("secretariat", on)
    journey.seat(actor=actor, meeting_id=meeting.id, members=[membership(name).id for name in people])
    for one in meetings.agenda(actor, meeting.id):
        journey.invite_person(actor=actor, item_id=one.id)
    return meeting


def invited(*dossiers: UUID, held_on: date = DAY, parts_by: date | None = None) -> Meeting:
    """Everybody has been invited by ciiz, but for the person, who has no address."""
    meeting = seated(arranged(*dossiers, held_on=held_on, parts_by=parts_by), on=min(held_on, TODAY))
    journey.invite(actor=become("secretariat", min(held_on, TODAY)), meeting_id=meeting.id)
    return meeting


def on_the(*days: date) -> list[Times]:
    """Dates from nine to ten."""
    return [Times(one, time(9), time(10)) for one in days]


def offered(*dossiers: UUID, people: Sequence[str] = PEOPLE, parts_by: date | None = None) -> Meeting:
    """Two dates are offered for a meeting at which these people and the person sit."""
    meeting = seated(arranged(*dossiers, held_on=DAY + timedelta(days=1), parts_by=parts_by), people)
    dates = on_the(DAY, DAY + timedelta(days=1))
    return meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=dates)


def with_doctor(*dossiers: UUID, party: Party = Party.DOCTOR) -> Invitation:
    """A doctor (or another party) is invited by mail to a round table."""
    meeting = arranged(*dossiers)
    actor = become("secretariat")
    made = meetings.invite_outside(
        actor=actor,
        item_id=item_of(meeting).id,
        party=party,
        email="cabinet@test.example",
        language="fr",
        agreed_on=TODAY,
    )
    journey.invite(actor=become("secretariat"), meeting_id=meeting.id)
    return Invitation.objects.select_related("meeting", "item").get(id=made.id)


def standing(*, capacity: int = 2) -> Series:
    """Two standing sessions a week apart, with somebody of an institution in the core team."""
    made = standing_sessions.stand(
        actor=become("secretariat"),
        standing=Standing(MeetingKind.ROUND_TABLE, Rhythm.WEEKLY, place(), DAY + timedelta(days=7), capacity),
        members=[membership("iv.contact").id],
    )
    return made.series


def decided(meeting: Meeting, who: str = "smz.contact") -> Decision:
    """The coordination has noted what somebody is to do within ten days."""
    item_id, responsible = item_of(meeting).id, membership(who).id
    return journey.decide(
        actor=become("regional"),
        item_id=item_id,
        text="Gap",
        category=Category.WORK,
        membership_id=responsible,
        due_on=TODAY + timedelta(days=10),
    )


def in_need(meeting: Meeting) -> AgendaItem:
    """The first case wants a medical opinion and an interpreter, and has neither."""
    item_id = item_of(meeting).id
    needs = Needs(medical_opinion=True, interpreter="ti")
    return on_agenda.set_needs(actor=become("secretariat"), item_id=item_id, needs=needs)


def held(meeting: Meeting) -> Decision:
    """An institution has stated its position, a decision is noted."""
    item_id = item_of(meeting).id
    journey.state_position(
        actor=become("iv.contact"),
        item_id=item_id,
        expected_version=0,
        text="Gap",
        measures="Gap",
        may_decide=True,
    )
    return decided(meeting)


def every_item(meeting: Meeting) -> list[AgendaItem]:
    """The cases on the agenda, as the secretariat sees them."""
    return meetings.agenda(become("secretariat"), meeting.id)


def item_of(meeting: Meeting, who: str = "secretariat") -> AgendaItem:
    """The first case on the agenda."""
    return meetings.agenda(become(who), meeting.id)[0]


def invitation_of(meeting: Meeting, name: str) -> meetings.Invitation:
    """The invitation of somebody, as the secretariat sees it."""
    become("secretariat")
    return meetings.Invitation.objects.get(meeting=meeting, membership=membership(name))
