"""Meetings: arranged for cases, invited to, decided at; what they decide becomes somebody's task."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor, Category, institutions
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Line
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Channel, MeetingKind
from ciiz.domain.meetings.public import AgendaItem, Decision, Invitation, Meeting, Place, Position, Topic
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import Membership, branches, canton_values, institutions_of, members_of, reachable
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, cancel, complete, of_case, settle
from ciiz.domain.timeline.public import events
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError, NotFound

MOST_PEOPLE = 400
ASKED = "meeting_asked_for"
"""The fact that somebody asked for a meeting of a kind."""
MOST_MEANT = 20
MOST_WAITING = 100


class UnknownNumber(DomainError):
    """No such case, or none that the actor sees."""

    code = "meeting_unknown_number"
    message = _("There is no case %(number)s that is open to you. Check the number; nothing was saved yet.")


class UnknownCase(DomainError):
    """Nobody of that name has a case that the actor sees."""

    code = "meeting_unknown_case"
    message = _("Nobody called “%(text)s” has an open case that you see. Check the name; nothing was saved yet.")


class CaseOver(DomainError):
    """Nothing more happens in it."""

    code = "meeting_case_over"
    message = _("Case %(number)s is closed or was returned. Take it off the agenda; nothing was saved yet.")


class SeveralCases(DomainError):
    """What was written fits more than one case."""

    code = "meeting_several_cases"
    message = _("“%(text)s” fits several cases: %(cases)s. Write the number; nothing was saved yet.")


def numbers_meant(actor: Actor, text: str, *, field: str) -> list[str]:
    """Numbers of the cases that a text names, in its order, each once.

    Between commas stand numbers, the ends of numbers, or names of persons; each must fit one case that the actor sees.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]+", text) if part.strip()]
    written = [one for part in parts for one in ([part] if not _numbers(part) else part.split())]
    exact = {case.number for case in cases.by_numbers(actor, {one.upper() for one in written if cases.is_number(one)})}
    found = [one.upper() if one.upper() in exact else _meant(actor, one, field) for one in written]
    return list(dict.fromkeys(found))


def _numbers(part: str) -> bool:
    return all(cases.is_number(one) for one in part.split())


def _meant(actor: Actor, text: str, field: str) -> str:
    if cases.is_number(text):
        lines = cases.listing(actor, cases.Filters(number=text), limit=MOST_MEANT).lines
    else:
        lines = of_person(actor, text)
    if not lines:
        if re.search(r"\d", text):
            raise UnknownNumber(field=field, number=text)
        raise UnknownCase(field=field, text=text)
    if len(lines) > 1:
        raise SeveralCases(field=field, text=text, cases=", ".join(one.number for one in lines))
    return lines[0].number


def of_person(actor: Actor, text: str) -> list[Line]:
    """Cases still open of persons whose names begin with these words, as far as the actor sees them."""
    dossiers = tuple(one.dossier_id for one in persons.search(actor, text, limit=MOST_MEANT))
    found = cases.listing(actor, cases.Filters(dossiers=dossiers), limit=MOST_MEANT).lines if dossiers else ()
    return [one for one in found if not one.stage.over]


def waiting_for_session(actor: Actor) -> list[Line]:
    """Accepted cases whose session is to come and that stand on no agenda yet, the latest first."""
    lines = cases.listing(actor, cases.Filters(stages=(Stage.ACCEPTED,)), limit=MOST_WAITING).lines
    planned = meetings.planned(actor, [one.dossier_id for one in lines])
    return [one for one in lines if one.dossier_id not in planned]


@atomic
def arrange(
    *,
    actor: Actor,
    kind: MeetingKind,
    place: Place,
    numbers: Sequence[str],
) -> Meeting:
    """Plans a meeting on the cases of these numbers; whoever was asked to arrange one of this kind has done so."""
    topics = [Topic(one) for one in numbered(actor, numbers, field="cases")]
    arranged = meetings.arrange(actor=actor, kind=kind, place=place, topics=topics)
    for one in topics:
        arranged_as_asked(actor, one.dossier_id, kind)
    return arranged


def asked_kind(actor: Actor, dossier_id: UUID) -> MeetingKind | None:
    """What kind of meeting somebody is to arrange for a case; None if nobody asked."""
    if not any(task.kind == Kind.ARRANGE_SESSION for task in of_case(actor, dossier_id)):
        return None
    asked = next(iter(events(actor, dossier_id).filter(kind=ASKED)[:1]), None)
    return MeetingKind(asked.codes["meeting"]) if asked else None


def arranged_as_asked(actor: Actor, dossier_id: UUID, kind: MeetingKind) -> None:
    """Whoever was asked to arrange a meeting on a case has done so, if it is of the kind that was asked for."""
    if asked_kind(actor, dossier_id) in (None, kind):
        complete(actor=actor, dossier_id=dossier_id, kinds=(Kind.ARRANGE_SESSION,), on=actor.today)


def numbered(actor: Actor, numbers: Sequence[str], *, field: str) -> list[UUID]:
    """The dossiers of these numbers; refused where one is not open to the actor or over."""
    found = {case.number: case for case in cases.by_numbers(actor, numbers)}
    for number in numbers:
        if number not in found:
            raise UnknownNumber(field=field, number=number)
        if Stage(found[number].stage).over:
            raise CaseOver(field=field, number=number)
    return [found[number].dossier_id for number in numbers]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who could come: people of the institutions that take part in the cases, and of the own office."""

    people: Sequence[Membership]
    concerned: Mapping[UUID, frozenset[int]]
    """For each item the institutions that it concerns."""
    in_charge: frozenset[int] = frozenset()
    """Who manages, deputises for or coordinates one of the cases."""


def colleagues(actor: Actor) -> list[Membership]:
    """Contact persons of the institutions of the actor's canton, and the coordination and office of the own one."""
    own = {one.id for one in members_of(actor) if Role(one.role).coordinates or Role(one.role).in_office}
    return reachable(actor, memberships=own, institutions=[one.id for one in institutions_of(actor)], limit=MOST_PEOPLE)


def who_could_come(actor: Actor, items: Sequence[AgendaItem]) -> Proposal:
    """Contact persons of the institutions that take part, those in charge of the cases, and the coordination.

    About no case: everybody with whom the actor's canton works.
    """
    if not items:
        return Proposal(colleagues(actor), {})
    own = frozenset({actor.institution_id})
    concerned = {one.id: frozenset(institutions(actor, one.dossier_id, actor.today)) | own for one in items}
    places = frozenset().union(*concerned.values()) if concerned else own
    cases = [one.case for one in items]
    in_charge = {key for one in cases for key in (one.case_manager_id, one.deputy_id, one.coordinator_id) if key}
    named = in_charge | {actor.membership_id}
    people = reachable(actor, memberships=named, institutions=places, limit=MOST_PEOPLE)
    return Proposal(people, concerned, frozenset(in_charge))


@atomic
def seat(*, actor: Actor, meeting_id: UUID, members: Iterable[int]) -> list[Invitation]:
    """These people are to come, each for the cases in which their institution takes part."""
    proposal = who_could_come(actor, meetings.agenda(actor, meeting_id))
    return meetings.seat(actor=actor, meeting_id=meeting_id, members=members, concerned=proposal.concerned)


@atomic
def choose(*, actor: Actor, meeting_id: UUID, members: Iterable[int], persons: Iterable[UUID] = ()) -> None:
    """Who comes: these people of institutions, and the persons of these items."""
    wanted = list(members)
    if wanted:
        seat(actor=actor, meeting_id=meeting_id, members=wanted)
    for item_id in persons:
        invite_person(actor=actor, item_id=item_id)


@atomic
def invite_person(*, actor: Actor, item_id: UUID) -> Invitation:
    """The person is to come, invited in the language in which they read."""
    item = meetings.item(actor, item_id)
    person = persons.person(actor, item.dossier_id)
    if person is None:
        raise NotFound
    return meetings.invite_person(actor=actor, item_id=item_id, language=person.correspondence)


@atomic
def invite(*, actor: Actor, meeting_id: UUID) -> tuple[int, int]:
    """Sends the invitations that have not gone out; each institution is asked to bring its part up to date.

    Returns how many were sent and how many have no address.
    """
    meeting = meetings.meeting(actor, meeting_id)
    sent = meetings.send_invitations(actor=actor, meeting_id=meeting_id)
    if meeting.parts_by is not None:
        ask_for_parts(actor, meeting, meeting.parts_by)
    return sent


def ask_for_parts(actor: Actor, meeting: Meeting, by: date) -> None:
    """Who is invited and sits at a case brings the own part up to date, if that is not done."""
    places: dict[UUID, set[int]] = {}
    for guest in meetings.guests(actor, meeting.id):
        place = guest.invitation.institution_id
        if guest.invitation.membership_id and place and place != meeting.contributor_id and guest.comes:
            for item_id in guest.items:
                places.setdefault(item_id, set()).add(place)
    stated = {(one.item_id, one.contributor_id) for item_id in places for one in meetings.positions(actor, item_id)}
    for item in meetings.agenda(actor, meeting.id):
        wanted = [
            Wanted(Kind.PREPARE_SESSION, Address(institution_id=one, role=Role.CONTACT), by, subject_id=item.id)
            for one in sorted(places.get(item.id, ()))
            if (item.id, one) not in stated
        ]
        settle(actor=actor, dossier_id=item.dossier_id, on=actor.today, wanted=wanted)


@atomic
def fix(*, actor: Actor, meeting_id: UUID, slot_id: UUID) -> tuple[int, int]:
    """Sets the meeting on one of the offered dates and sends the invitations.

    Returns how many were sent and how many have no address.
    """
    meetings.fix(actor=actor, meeting_id=meeting_id, slot_id=slot_id)
    if not any(not one.invitation.withdrawn for one in meetings.guests(actor, meeting_id)):
        return 0, 0
    return invite(actor=actor, meeting_id=meeting_id)


@atomic
def call_off(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Cancels a meeting; nobody need prepare for it any more."""
    items = meetings.agenda(actor, meeting_id)
    meeting = meetings.call_off(actor=actor, meeting_id=meeting_id)
    for item in items:
        _nothing_to_prepare(actor, item)
    return meeting


@atomic
def take_off(*, actor: Actor, item_id: UUID) -> AgendaItem:
    """Takes a case from the agenda; nobody need prepare for it any more."""
    item = meetings.take_off(actor=actor, item_id=item_id)
    _nothing_to_prepare(actor, item)
    return item


def _nothing_to_prepare(actor: Actor, item: AgendaItem) -> None:
    kinds = (Kind.PREPARE_SESSION, Kind.SEE_TO_NEEDS)
    cancel(actor=actor, dossier_id=item.dossier_id, on=actor.today, kinds=kinds, subject_id=item.id)


@atomic
def note_sent(*, actor: Actor, invitation_id: UUID, channel: Channel, on: date) -> Invitation:
    """An invitation was sent elsewhere."""
    return meetings.note_sent(actor=actor, invitation_id=invitation_id, channel=channel, on=on)


def usual_category(actor: Actor, canton: str) -> Category:
    """Under which category the part of the actor's institution usually falls, by its first branch; else work."""
    by_branch = canton_values(canton).meetings.categories
    own = branches(actor.institution_id)
    return Category(next((by_branch[one] for one in own if one in by_branch), Category.WORK))


@atomic
def state_position(
    *,
    actor: Actor,
    item_id: UUID,
    expected_version: int,
    text: str,
    tried: str = "",
    measures: str,
    may_decide: bool,
    category: Category = Category.WORK,
) -> Position:
    """The own institution's part is up to date: its task is done."""
    stated = meetings.state_position(
        actor=actor,
        item_id=item_id,
        expected_version=expected_version,
        category=category,
        text=text,
        tried=tried,
        measures=measures,
        may_decide=may_decide,
    )
    complete(
        actor=actor,
        dossier_id=stated.dossier_id,
        kinds=(Kind.PREPARE_SESSION,),
        on=actor.today,
        subject_id=item_id,
        institution_id=actor.institution_id,
    )
    return stated


@atomic
def decide(*, actor: Actor, item_id: UUID, text: str, category: Category, membership_id: int, due_on: date) -> Decision:
    """What an item decided is a task of whoever does it, until the day that was agreed."""
    decided = meetings.decide(
        actor=actor, item_id=item_id, text=text, category=category, membership_id=membership_id, due_on=due_on
    )
    wanted = Wanted(Kind.CARRY_OUT_DECISION, Address(membership_id=membership_id), due_on, subject_id=decided.id)
    settle(actor=actor, dossier_id=decided.dossier_id, on=actor.today, wanted=[wanted])
    return decided


@atomic
def carried_out(*, actor: Actor, decision_id: UUID) -> int:
    """Whoever was to do it has done it."""
    decided = meetings.decision(actor, decision_id)
    return complete(
        actor=actor,
        dossier_id=decided.dossier_id,
        kinds=(Kind.CARRY_OUT_DECISION,),
        on=actor.today,
        subject_id=decided.id,
    )
