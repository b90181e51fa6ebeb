"""Meetings of the demo canton: a round table of today at which something is decided, and one to come with answers."""

from datetime import date, time, timedelta

from ciiz.domain.access.public import Category
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Excuse, MeetingKind, Party, Reply
from ciiz.domain.meetings.public import Meeting, Needs, Place
from ciiz.domain.organisations.enums import Role
from ciiz.foundation.terms import Term, ends_on
from ciiz.jobs.play import People
from ciiz.jobs.play.meeting import ready
from ciiz.jobs.play.people import Who
from ciiz.journeys import agenda
from ciiz.journeys import meeting as journey

AHEAD = Term(10, working=True)
CASES = 3
ROOMS = {"de": "Sitzungszimmer 2", "fr": "Salle 2"}
SAID = {
    "de": (
        "Eine Umschulung ist möglich, sobald die Belastbarkeit geklärt ist.",
        "Belastbarkeitstraining",
        "Klärt mit dem Arbeitgeber einen Arbeitsversuch.",
    ),
    "fr": (
        "Une reconversion est possible dès que la capacité de charge est établie.",
        "Entraînement à l'endurance",
        "Examine avec l'employeur un essai de travail.",
    ),
}


def play(cast: People, *, today: date) -> None:
    """One meeting a region: today in the first, to come in the second; none where no case waits for one."""
    coordinators = [who for who in cast.everybody if who.role is Role.REGIONAL and who.holds(today)]
    for coordinator, held_on in zip(coordinators, (today, ends_on(AHEAD, today)), strict=False):
        meeting = _invited(coordinator, cast, held_on, today)
        if meeting is not None and held_on == today:
            _held(coordinator, cast, meeting, today)


def _invited(coordinator: Who, cast: People, held_on: date, today: date) -> Meeting | None:
    signing_in = {who.membership_id for who in cast.leading.everybody}
    with coordinator.acting(today) as actor:
        found = ready(region_id=coordinator.region_id, on=held_on, most=CASES + 1)
        numbers = [number for _id, number in found[:CASES]]
        if not numbers:
            return None
        for dossier_id, _number in found[CASES:]:
            agenda.ask_office(
                actor=actor, dossier_id=dossier_id, kind=MeetingKind.ASSESSMENT, due_on=ends_on(AHEAD, today)
            )
        place = Place(
            held_on, time(9), time(10, 30), ROOMS.get(actor.language, ROOMS["fr"]), "", actor.membership_id, held_on
        )
        meeting = journey.arrange(actor=actor, kind=MeetingKind.ROUND_TABLE, place=place, numbers=numbers)
        items = meetings.agenda(actor, meeting.id)
        people = journey.who_could_come(actor, items).people
        agenda.set_needs(actor=actor, item_id=items[-1].id, needs=Needs(medical_opinion=True, interpreter="ti"))
        journey.choose(
            actor=actor,
            meeting_id=meeting.id,
            members=[one.id for one in people if one.id in signing_in or one.id == actor.membership_id],
            persons=[items[0].id],
        )
        journey.invite(actor=actor, meeting_id=meeting.id)
        guests = [one.invitation for one in meetings.guests(actor, meeting.id) if one.invitation.channel]
        for number, guest in enumerate(one for one in guests if one.party == Party.MEMBER):
            if number % 3 < 2:  # the third has not answered yet
                said = Reply.NO if number % 3 else Reply.YES
                excuse = Excuse.OTHER_APPOINTMENT if said is Reply.NO else None
                meetings.answer(actor=actor, invitation_id=guest.id, reply=said, excuse=excuse)
    return meeting


def _held(coordinator: Who, cast: People, meeting: Meeting, today: date) -> None:
    """The first institution has stated its position; its contact person is to do something within two weeks."""
    position, measures, decision = SAID.get(coordinator.language, SAID["fr"])
    with coordinator.acting(today) as actor:
        item = meetings.agenda(actor, meeting.id)[0]
        guests = [one.invitation for one in meetings.guests(actor, meeting.id) if item.id in one.items]
    everybody = {who.membership_id: who for who in cast.everybody}
    stating = next(
        (
            everybody[one.membership_id]
            for one in guests
            if one.membership_id and one.institution_id != meeting.contributor_id
        ),
        None,
    )
    if stating is None:
        return
    with stating.acting(today) as actor:
        journey.state_position(
            actor=actor, item_id=item.id, expected_version=0, text=position, measures=measures, may_decide=True
        )
    with coordinator.acting(today) as actor:
        journey.decide(
            actor=actor,
            item_id=item.id,
            text=decision,
            category=Category.WORK,
            membership_id=stating.membership_id,
            due_on=today + timedelta(days=14),
        )
