"""Inviting to a meeting: who comes is chosen, consent is checked for each case, mails, tasks and events are written."""

from datetime import time

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind
from ciiz.domain.meetings.public import Place
from ciiz.domain.organisations.enums import Role
from ciiz.foundation.terms import Term, ends_on
from ciiz.journeys import meeting as journey

from ..play.meeting import ready
from .ground import Ground
from .report import Figure
from .timing import Taken, clock, middle, statements

RUNS = 7
PEOPLE, CASES = 12, 8
MOST = 1000.0
AHEAD = Term(7)


def figures(ground: Ground) -> list[Figure]:
    """The median of several meetings that the secretariat arranges on cases of the whole canton."""
    on = ends_on(AHEAD, ground.today)
    who = ground.people.in_office(Role.SECRETARIAT)
    taken: list[Taken] = []
    sizes = (0, 0)
    for _run in range(RUNS):
        with who.acting(ground.today, "bench") as actor:
            numbers = [number for _id, number in ready(region_id=None, on=on, most=CASES)]
            place = Place(on, time(9), time(12), "Sitzungszimmer 2", "", actor.membership_id, ground.today)
            meeting = journey.arrange(actor=actor, kind=MeetingKind.ROUND_TABLE, place=place, numbers=numbers)
            items = meetings.agenda(actor, meeting.id)
            people = [one.id for one in journey.who_could_come(actor, items).people[:PEOPLE]]
        with statements() as sent, clock() as passed, who.acting(ground.today, "bench") as actor:
            journey.seat(actor=actor, meeting_id=meeting.id, members=people)
            journey.invite(actor=actor, meeting_id=meeting.id)
        taken.append(Taken(passed[0], len(sent)))
        sizes = (len(people), len(numbers))
    note = f"median of {RUNS}: {sizes[0]} people for {sizes[1]} cases, {middle(taken).queries} statements"
    return [Figure("inviting to a meeting", middle(taken).milliseconds, "ms", note, MOST)]
