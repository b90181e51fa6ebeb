"""The agenda of a planned meeting: a further case, what each needs, who is invited for that."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind, Party
from ciiz.domain.meetings.public import AgendaItem, Invitation, Needs, Topic
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, complete, set_task, settle
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError

from .coverage import office_of
from .meeting import ASKED, arranged_as_asked, ask_for_parts, numbered, numbers_meant
from .standpoint import coaches

NOTHING = Needs()


class OneCase(DomainError):
    """None or several were named where one is put on an agenda."""

    code = "agenda_one_case"
    message = _("Name one case: its number or the name of the person. Nothing was saved yet.")


@atomic
def add_case(
    *, actor: Actor, meeting_id: UUID, number: str, needs: Needs = NOTHING
) -> tuple[AgendaItem, list[Invitation]]:
    """Puts a case, by its number or person, on a planned agenda; where invitations are out, asks for the parts.

    Returns the item, and who does not sit there because the case is not open to them then.
    """
    numbers = numbers_meant(actor, number, field="case")
    if len(numbers) != 1:
        raise OneCase(field="case")
    (dossier_id,) = numbered(actor, numbers, field="case")
    item, missing = meetings.add_case(actor=actor, meeting_id=meeting_id, topic=Topic(dossier_id, needs))
    put_on(actor, item)
    return item, missing


def put_on(actor: Actor, item: AgendaItem) -> None:
    """What a case that was put on an agenda asks for: the parts where invitations are out, and what it needs.

    Whoever was asked to arrange a meeting of this kind on it has done so.
    """
    meeting = item.meeting
    arranged_as_asked(actor, item.dossier_id, MeetingKind(meeting.kind))
    out = any(one.invitation.channel for one in meetings.guests(actor, meeting.id))
    if out and meeting.parts_by is not None:
        ask_for_parts(actor, meeting, max(actor.today, meeting.parts_by))
    see_to_needs(actor, item)


def may_ask_office(actor: Actor, case: Case, *, in_tandem: bool) -> bool:
    """The coordination, of a coaching the tandem, and where the first institution calls the talk (OW, NW) its contact
    persons ask the secretariat to arrange a meeting on a case.
    """
    return not Stage(case.stage).over and (actor.role.coordinates or in_tandem or calls(actor, case))


def calls(actor: Actor, case: Case) -> bool:
    """Whether the canton lets the actor's institution, which founded the case, call the round table."""
    first = actor.role is Role.CONTACT and case.contributor_id == actor.institution_id
    return first and Stage(case.stage) is Stage.ACCEPTED and canton_values(case.canton).meetings.called_by_first


@atomic
def ask_office(*, actor: Actor, dossier_id: UUID, kind: MeetingKind, due_on: date) -> UUID:
    """The secretariat is to arrange a meeting on a case until a day (assessment, CII104; network talk of a coaching).

    Returns the task, which is done as soon as the case stands on the agenda of a meeting.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not may_ask_office(actor, case, in_tandem=coaches(actor, case)):
        raise cases.WrongRole
    if due_on < actor.today:
        raise cases.DayOutOfOrder(field="due_on")
    record(
        actor=actor,
        kind=ASKED,
        dossier_id=dossier_id,
        occurred_on=actor.today,
        meeting=kind.value,
    )
    to = Address(institution_id=office_of(case.canton), role=Role.SECRETARIAT)
    return set_task(
        actor=actor, dossier_id=dossier_id, kind=Kind.ARRANGE_SESSION, to=to, set_on=actor.today, due_on=due_on
    )


@atomic
def set_needs(*, actor: Actor, item_id: UUID, needs: Needs) -> AgendaItem:
    """Says what a case needs, and what was ordered."""
    item = meetings.set_needs(actor=actor, item_id=item_id, needs=needs)
    see_to_needs(actor, item)
    return item


def see_to_needs(actor: Actor, item: AgendaItem) -> None:
    """Whoever arranged the meeting sees to the doctor and the interpreter that a case lacks, until it lacks none."""
    meeting = item.meeting
    if any(meetings.lacks(item, meetings.guests(actor, meeting.id))):
        to = Address(membership_id=meeting.arranged_by_id)
        due = max(actor.today, meeting.parts_by or meeting.held_on)
        wanted = Wanted(Kind.SEE_TO_NEEDS, to, due, subject_id=item.id)
        settle(actor=actor, dossier_id=item.dossier_id, on=actor.today, wanted=[wanted])
    else:
        kinds = (Kind.SEE_TO_NEEDS,)
        complete(actor=actor, dossier_id=item.dossier_id, kinds=kinds, on=actor.today, subject_id=item.id)


@atomic
def invite_outside(
    *,
    actor: Actor,
    item_id: UUID,
    party: Party,
    institution_id: int | None = None,
    email: str = "",
    language: str,
    agreed_on: date | None = None,
) -> Invitation:
    """Somebody without an account is to come for one item; a doctor or interpreter is what it may have lacked."""
    found = meetings.invite_outside(
        actor=actor,
        item_id=item_id,
        party=party,
        institution_id=institution_id,
        email=email,
        language=language,
        agreed_on=agreed_on,
    )
    see_to_needs(actor, meetings.item(actor, item_id))
    return found


@atomic
def withdraw(*, actor: Actor, invitation_id: UUID) -> Invitation:
    """Somebody need not come after all; what the case needs may be lacking again."""
    found = meetings.withdraw(actor=actor, invitation_id=invitation_id)
    if found.item_id is not None:
        see_to_needs(actor, meetings.item(actor, found.item_id))
    return found
