"""Who comes, and how they are invited: consent is asked for the day of the meeting before anything goes out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import Institution, Membership
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.gather import write
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.send import send

from .. import errors, policies, queries
from ..enums import Channel, MeetingState, Party
from ..mails import CANCELLED, INVITATION, address_of, key_of
from ..models import AgendaItem, Invitation, Meeting, Seat


@atomic
def seat(
    *, actor: Actor, meeting_id: UUID, members: Iterable[int], concerned: Mapping[UUID, Iterable[int]]
) -> list[Invitation]:
    """People of institutions who are to come (membership ids), each at the items that concern their institution.

    `concerned` says for each item which institutions it concerns. Refused where an item is not open to one of them on
    the day of the meeting. Who is there already gets the seats that are missing.
    """
    meeting = _organised(actor, meeting_id)
    people = list(Membership.objects.filter(id__in=list(members)).select_related("user", "institution").order_by("id"))
    items = [one for one in queries.agenda(actor, meeting_id) if one.id in concerned]
    wanted = [(one, who) for one in items for who in people if who.institution_id in concerned[one.id]]
    there = queries.open_to(
        {one.dossier_id for one, _ in wanted}, {who.institution_id for _, who in wanted}, on=meeting.held_on
    )
    for one, who in wanted:
        if (one.dossier_id, who.institution_id) not in there:
            raise _not_open(one, who.institution, on=meeting.held_on, field="members")
    known = {one.membership_id: one for one in Invitation.objects.filter(meeting=meeting, party=Party.MEMBER)}
    fresh = [
        Invitation(
            contributor_id=actor.institution_id,
            meeting=meeting,
            party=Party.MEMBER,
            membership=who,
            institution=who.institution,
            language=who.user.language,
        )
        for who in people
        if who.id not in known
    ]
    write(fresh)
    known |= {one.membership_id: one for one in fresh}
    for back in (known[who.id] for who in people):
        if back.withdrawn and not back.channel:
            back.withdrawn = False
            back.save(update_fields=["withdrawn"])
    taken = set(Seat.objects.filter(invitation__meeting=meeting).values_list("item_id", "invitation_id"))
    write(
        [
            Seat(dossier_id=one.dossier_id, contributor_id=actor.institution_id, item=one, invitation=known[who.id])
            for one, who in wanted
            if (one.id, known[who.id].id) not in taken
        ]
    )
    return [known[who.id] for who in people]


@atomic
def invite_person(*, actor: Actor, item_id: UUID, language: str) -> Invitation:
    """The person of an item is to come."""
    item, meeting = _for_item(actor, item_id)
    there = Invitation.objects.filter(item=item, party=Party.PERSON).first()
    if there is not None:
        return there
    found = Invitation(
        contributor_id=actor.institution_id, meeting=meeting, party=Party.PERSON, item=item, language=language
    )
    found.save(force_insert=True)
    return found


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
    """Somebody without an account is to come for one item: of an institution that the consent names, or agreed upon."""
    item, meeting = _for_item(actor, item_id)
    if agreed_on is not None and agreed_on > actor.today:
        raise errors.DayToCome(field="agreed_on")
    if institution_id is not None:
        institution = Institution.objects.filter(id=institution_id).first()
        if institution is None:
            raise NotFound
        if not queries.open_to([item.dossier_id], [institution_id], on=meeting.held_on):
            raise _not_open(item, institution, on=meeting.held_on, field="institution")
    found = Invitation(
        contributor_id=actor.institution_id,
        meeting=meeting,
        party=party,
        item=item,
        institution_id=institution_id,
        email=email,
        language=language,
        agreed_on=agreed_on,
    )
    found.save(force_insert=True)
    return found


@atomic
def send_invitations(*, actor: Actor, meeting_id: UUID) -> tuple[int, int]:
    """Sends what has not gone out yet; returns how many, and how many have no address and are told otherwise."""
    meeting = _organised(actor, meeting_id)
    if meeting.state == MeetingState.OFFERED:
        raise errors.DatesOffered
    items = queries.agenda(actor, meeting_id)
    checked(actor, meeting, on=meeting.held_on, items=items)
    waiting = Invitation.objects.filter(meeting=meeting, channel="", withdrawn=False)
    found = list(waiting.select_related("membership__user", "institution", "item").order_by("id"))
    reached = [one for one in found if (to := address_of(one)) is not None and to.email]
    if not found:
        raise errors.NobodyToInvite
    for one in reached:
        one.channel, one.sent_on, one.sequence = Channel.MAIL, actor.today, meeting.sequence
        one.save(update_fields=["channel", "sent_on", "sequence"])
        _mail(one)
    if reached:
        _tell(actor, meeting, items, len(reached))
    return len(reached), len(found) - len(reached)


def send_again(*, actor: Actor, meeting: Meeting) -> None:
    """After a move: whoever was invited by ciiz gets the update; who was told otherwise is still to be told."""
    for one in Invitation.objects.filter(meeting=meeting, withdrawn=False).exclude(channel=""):
        by_mail = one.channel == Channel.MAIL
        one.reply, one.replied_on, one.excuse = "", None, ""
        one.sequence = meeting.sequence
        one.channel, one.sent_on = (Channel.MAIL, actor.today) if by_mail else ("", None)
        one.save(update_fields=["reply", "replied_on", "excuse", "sequence", "channel", "sent_on"])
        if by_mail:
            _mail(one, again=True)


@atomic
def note_sent(*, actor: Actor, invitation_id: UUID, channel: Channel, on: date) -> Invitation:
    """Notes that an invitation was sent elsewhere; refused for one that ciiz has sent."""
    found = queries.invitation(actor, invitation_id)
    meeting = _organised(actor, found.meeting_id)
    if meeting.state == MeetingState.OFFERED:
        raise errors.DatesOffered
    if found.channel:
        raise errors.InvitedAlready(channel=found.get_channel_display())
    if on > actor.today:
        raise errors.DayToCome(field="on")
    items = queries.agenda(actor, meeting.id)
    first = min((one.case.opened_on for one in items), default=None)
    if first is not None and on < first:
        raise errors.InvitedBefore(field="on", day=day(first))
    checked(actor, meeting, on=meeting.held_on, items=items, only=found.id)
    found.channel, found.sent_on, found.sequence = channel, on, meeting.sequence
    found.save(update_fields=["channel", "sent_on", "sequence"])
    return found


@atomic
def withdraw(*, actor: Actor, invitation_id: UUID) -> Invitation:
    """Somebody need not come after all; who was invited by ciiz learns of it."""
    found = queries.invitation(actor, invitation_id)
    _organised(actor, found.meeting_id)
    if not found.withdrawn:
        found.withdrawn = True
        found.save(update_fields=["withdrawn"])
        tell_cancelled(found)
    return found


def tell_cancelled(found: Invitation) -> None:
    """Who had a mail from ciiz learns that they need not come."""
    if found.channel == Channel.MAIL or (found.asked_on and not found.channel):
        send(kind=CANCELLED, key=f"{CANCELLED}:{found.id}", invitation=str(found.id))


def checked(actor: Actor, meeting: Meeting, *, on: date, items: Sequence[AgendaItem], only: UUID | None = None) -> None:
    """Refuses with case, institution and last day where somebody may not sit at a case on a day."""
    missing = [one for one in queries.uncovered(actor, meeting.id, on=on) if only in (None, one.invitation_id)]
    if not missing:
        return
    first = missing[0]
    numbers = {one.dossier_id: one.case.number for one in items}
    institution = Institution.objects.get(id=first.institution_id)
    raise _refusal(numbers.get(first.dossier_id, ""), institution, first.ended_on)


def _not_open(item: AgendaItem, institution: Institution, *, on: date, field: str) -> errors.NotOpenThen:
    ended = queries.ended_on(item.dossier_id, institution.id, on=on)
    return _refusal(item.case.number, institution, ended, field=field)


def _refusal(
    number: str, institution: Institution, ended: date | None, *, field: str | None = None
) -> errors.NotOpenThen:
    words = {"case": number, "institution": str(institution)}
    if ended is None:
        return errors.NotOpenThen(field=field, **words)
    return errors.EndsBefore(field=field, **words, day=day(ended - timedelta(days=1)))


def _mail(found: Invitation, *, again: bool = False) -> None:
    send(
        kind=INVITATION,
        key=key_of(found.id, found.sequence),
        invitation=str(found.id),
        sequence=found.sequence,
        again=again,
    )


def _organised(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = queries.meeting(actor, meeting_id)
    if not policies.organises(actor, meeting):
        raise errors.NotOrganiser
    if meeting.state == MeetingState.CANCELLED or meeting.held_on < actor.today:
        raise errors.MeetingOver
    return meeting


def _for_item(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    item = queries.item(actor, item_id)
    return item, _organised(actor, item.meeting_id)


def _tell(actor: Actor, meeting: Meeting, items: Sequence[AgendaItem], number: int) -> None:
    for item in items:
        record(
            actor=actor,
            kind="meeting_invited",
            dossier_id=item.dossier_id,
            occurred_on=actor.today,
            subject_id=meeting.id,
            meeting=meeting.kind,
            number=number,
        )
