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
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Channel, MeetingKind
from ciiz.domain.meetings.public import AgendaItem, Decision, Invitation, Meeting, Place, Position, Topic
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import Membership, branches, canton_values, institutions_of, members_of, reachable
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, cancel, complete, settle
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError, NotFound

MOST_PEOPLE = 400


class UnknownNumber(DomainError):
    """No such case, or none that the actor sees."""

    code = "meeting_unknown_number"
    message = _("There is no case %(number)s that is open to you. Check the number; nothing was saved yet.")


class CaseOver(DomainError):
    """Nothing more happens in it."""

    code = "meeting_case_over"
    message = _("Case %(number)s is closed or was returned. Take it off the agenda; nothing was saved yet.")


def numbers_in(text: str) -> list[str]:
    """Case numbers of a text, in its order, each once.

    >>> numbers_in("VS-2026-1, VS-2026-2 VS-2026-1")
    ['VS-2026-1', 'VS-2026-2']
    """
    return list(dict.fromkeys(one for one in re.split(r"[\s,;]+", text) if one))


@atomic
def arrange(
    *,
    actor: Actor,
    kind: MeetingKind,
    place: Place,
    numbers: Sequence[str],
) -> Meeting:
    """Plans a meeting on the cases of these numbers; whoever was to arrange one on them has done so."""
    topics = [Topic(one) for one in numbered(actor, numbers, field="cases")]
    arranged = meetings.arrange(actor=actor, kind=kind, place=place, topics=topics)
    for one in topics:
        complete(actor=actor, dossier_id=one.dossier_id, kinds=(Kind.ARRANGE_SESSION,), on=actor.today)
    return arranged


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
    named = {actor.membership_id}
    for one in items:
        named |= {key for key in (one.case.case_manager_id, one.case.deputy_id, one.case.coordinator_id) if key}
    people = reachable(actor, memberships=named, institutions=places, limit=MOST_PEOPLE)
    return Proposal(people, concerned)


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
