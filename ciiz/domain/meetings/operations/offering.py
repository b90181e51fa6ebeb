"""Dates offered for a meeting: who is to come says which suit, who organises fixes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from uuid import UUID

from ciiz.domain.access.public import Actor, BearerActor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.gather import write
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.send import send

from .. import errors, policies, queries
from ..enums import MeetingState
from ..mails import DATES, address_of, dates_key
from ..models import Invitation, Meeting, Slot
from .arranging import Place, check, held, places
from .inviting import checked

LEAST = 2


@dataclass(frozen=True, slots=True, order=True)
class Times:
    """A date that is offered."""

    held_on: date
    begins: time
    ends: time


@atomic
def offer(*, actor: Actor, meeting_id: UUID, dates: Iterable[Times]) -> Meeting:
    """Offers two or more dates, which do not overlap; dates offered before are taken back and everybody is asked anew.

    Refused once invitations have gone out.
    """
    meeting = held(actor, meeting_id)
    if Invitation.objects.filter(meeting=meeting, withdrawn=False).exclude(channel="").exists():
        raise errors.OfferedTooLate
    wanted = sorted(set(dates))
    if len(wanted) < LEAST:
        raise errors.TooFewSlots
    items = queries.agenda(actor, meeting_id)
    for one in wanted:
        check(actor, Place(one.held_on, one.begins, one.ends), len(items))
    for one, following in pairwise(wanted):
        if one.held_on == following.held_on and following.begins < one.ends:
            raise errors.SlotsOverlap(day=day(one.held_on))
    for old in Slot.objects.filter(meeting=meeting, off=False):
        old.off = True
        old.save(update_fields=["off"])
    write([_slot(actor, meeting, one) for one in wanted])
    _ask_anew(meeting)
    last = wanted[-1]
    meeting.state = MeetingState.OFFERED
    meeting.held_on, meeting.begins, meeting.ends = last.held_on, last.begins, last.ends
    meeting.version += 1
    meeting.save(update_fields=["state", "held_on", "begins", "ends", "sequence", "version"])
    for item, (begins, ends) in zip(items, places(meeting, len(items)), strict=True):
        item.begins, item.ends = begins, ends
        item.save(update_fields=["begins", "ends"])
    return meeting


def _slot(actor: Actor, meeting: Meeting, times: Times) -> Slot:
    return Slot(
        contributor_id=actor.institution_id,
        meeting=meeting,
        held_on=times.held_on,
        begins=times.begins,
        ends=times.ends,
    )


def _ask_anew(meeting: Meeting) -> None:
    """What was chosen among other dates does not count; links that went out open nothing any more."""
    known = Invitation.objects.filter(meeting=meeting, withdrawn=False)
    if known.filter(asked_on__isnull=False).exists():
        meeting.sequence += 1
    for one in known.exclude(asked_on=None, chosen_on=None):
        one.asked_on, one.chosen_on, one.suits = None, None, []
        one.save(update_fields=["asked_on", "chosen_on", "suits"])


@atomic
def ask(*, actor: Actor, meeting_id: UUID) -> tuple[int, int]:
    """Asks by mail who was not asked yet which dates suit; returns how many, and how many have no address.

    The cases must be open to everybody on each of the dates.
    """
    meeting = _offered(actor, meeting_id)
    items = queries.agenda(actor, meeting_id)
    for on in sorted({slot.held_on for slot in queries.slots(actor, meeting_id)}):
        checked(actor, meeting, on=on, items=items)
    waiting = Invitation.objects.filter(meeting=meeting, withdrawn=False, asked_on=None, chosen_on=None)
    found = list(waiting.select_related("membership__user", "institution", "item").order_by("id"))
    if not found:
        raise errors.NobodyToInvite
    reached = [one for one in found if (to := address_of(one)) is not None and to.email]
    for one in reached:
        one.asked_on, one.sequence = actor.today, meeting.sequence
        one.save(update_fields=["asked_on", "sequence"])
        send(kind=DATES, key=dates_key(one.id, one.sequence), invitation=str(one.id), sequence=one.sequence)
    return len(reached), len(found) - len(reached)


@atomic
def choose(
    *, actor: Actor | BearerActor, invitation_id: UUID, suits: Iterable[UUID], sequence: int | None = None
) -> Invitation:
    """Whoever is to come says which dates suit, none among them; or who organises notes it.

    By the link once, as long as the offer stands as it was sent (`sequence`).
    """
    found = queries.invitation(actor, invitation_id)
    wanted = list(dict.fromkeys(suits))
    offered = {one.id for one in queries.slots(actor, found.meeting_id)}
    stands = found.meeting.state == MeetingState.OFFERED and not found.withdrawn and offered >= set(wanted)
    if not stands or sequence not in (None, found.meeting.sequence):
        raise errors.NothingOffered
    if isinstance(actor, BearerActor):
        if found.chosen_on:
            raise errors.AnsweredAlready(day=day(found.chosen_on))
    elif found.membership_id != actor.membership_id and not policies.organises(actor, found.meeting):
        raise NotAllowed
    found.suits, found.chosen_on = wanted, actor.today
    found.save(update_fields=["suits", "chosen_on"])
    return found


@atomic
def fix(*, actor: Actor, meeting_id: UUID, slot_id: UUID) -> Meeting:
    """Sets the meeting on one of the dates; nobody is invited by that yet.

    Parts that were to come later than that day come until then.
    """
    meeting = _offered(actor, meeting_id)
    slot = Slot.objects.filter(id=slot_id, meeting=meeting, off=False).first()
    if slot is None:
        raise errors.NothingOffered
    items = queries.agenda(actor, meeting_id)
    check(actor, Place(slot.held_on, slot.begins, slot.ends), len(items))
    checked(actor, meeting, on=slot.held_on, items=items)
    meeting.state = MeetingState.PLANNED
    meeting.held_on, meeting.begins, meeting.ends = slot.held_on, slot.begins, slot.ends
    meeting.parts_by = min(meeting.parts_by, slot.held_on) if meeting.parts_by else None
    meeting.version += 1
    meeting.save(update_fields=["state", "held_on", "begins", "ends", "parts_by", "version"])
    for item, (begins, ends) in zip(items, places(meeting, len(items)), strict=True):
        item.begins, item.ends = begins, ends
        item.save(update_fields=["begins", "ends"])
        record(
            actor=actor,
            kind="meeting_fixed",
            dossier_id=item.dossier_id,
            occurred_on=actor.today,
            subject_id=meeting.id,
            meeting=meeting.kind,
            on=meeting.held_on.isoformat(),
        )
    return meeting


def _offered(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = held(actor, meeting_id)
    if meeting.state != MeetingState.OFFERED:
        raise errors.NothingOffered
    return meeting
