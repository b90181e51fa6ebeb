"""The agenda of a meeting that is planned already: a further case, and what each case needs."""

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

from ciiz.domain.access.public import Actor, institutions
from ciiz.foundation.db.gather import write
from ciiz.foundation.db.transactions import atomic

from .. import errors, queries
from ..enums import MeetingKind, Party
from ..models import AgendaItem, Invitation, Meeting, Seat
from .arranging import LEAST_MINUTES, Needs, Topic, held, places, put, shared, tell
from .inviting import send_again


@atomic
def add_case(*, actor: Actor, meeting_id: UUID, topic: Topic) -> tuple[AgendaItem, list[Invitation]]:
    """A further case: on a free place of a standing session, else the time is shared anew among all cases.

    Who comes already sits at it too if their institution takes part in the case and it is open to them on the day;
    those to whom it is not are returned. Whoever was invited is asked anew where the time changes.
    """
    meeting = held(actor, meeting_id)
    if meeting.held_on < actor.today:
        raise errors.MeetingOver
    if not MeetingKind(meeting.kind).about_cases:
        raise errors.WithoutCases(field="case")
    items = queries.agenda(actor, meeting_id)
    if any(one.dossier_id == topic.dossier_id for one in items):
        raise errors.OnAgendaAlready(field="case")
    if meeting.series is not None:
        taken = queries.taken([meeting.id])[meeting.id]
        room = shared(meeting.begins, meeting.ends, meeting.series.capacity)
        left = [one for one in room if one[0] not in taken]
        if not left:
            raise errors.SessionFull(field="case")
        item = put(actor, meeting, topic, left[0])
        tell(actor, "meeting_arranged", topic.dossier_id, meeting)
        return item, seated(actor, meeting, item)
    times = places(meeting, len(items) + 1)
    begins, ends = times[-1]
    if (ends.hour - begins.hour) * 60 + ends.minute - begins.minute < LEAST_MINUTES:
        raise errors.AgendaTooTight(field="case")
    item = put(actor, meeting, topic, times[-1])
    tell(actor, "meeting_arranged", topic.dossier_id, meeting)
    missing = seated(actor, meeting, item, {*institutions(actor, topic.dossier_id, actor.today), actor.institution_id})
    for one, (begins, ends) in zip(items, times[:-1], strict=True):
        one.begins, one.ends = begins, ends
        one.save(update_fields=["begins", "ends"])
    if Invitation.objects.filter(meeting=meeting, withdrawn=False).exclude(channel="").exists():
        meeting.sequence += 1
        meeting.version += 1
        meeting.save(update_fields=["sequence", "version"])
        send_again(actor=actor, meeting=meeting)
    return item, missing


def seated(
    actor: Actor, meeting: Meeting, item: AgendaItem, concerned: Collection[int] | None = None
) -> list[Invitation]:
    """Those who come already sit at a new item, as far as it is open to them; returns those to whom it is not.

    `concerned` are the institutions that it concerns, None all.
    """
    rows = Invitation.objects.filter(meeting=meeting, party=Party.MEMBER, withdrawn=False)
    there = [
        one
        for one in rows.select_related("institution", "membership__user").order_by("id")
        if concerned is None or one.institution_id in concerned
    ]
    wanted = {one.institution_id for one in there if one.institution_id}
    opened = {place for _dossier, place in queries.open_to([item.dossier_id], wanted, on=meeting.held_on)}
    write(
        [
            Seat(dossier_id=item.dossier_id, contributor_id=actor.institution_id, item=item, invitation=one)
            for one in there
            if one.institution_id in opened
        ]
    )
    return [one for one in there if one.institution_id not in opened]


@atomic
def set_needs(*, actor: Actor, item_id: UUID, needs: Needs) -> AgendaItem:
    """Says what a case needs, and what was ordered on which day; until its result is recorded."""
    item = queries.item(actor, item_id)
    held(actor, item.meeting_id)
    if item.session_id is not None:
        raise errors.MeetingOver
    for name in ("opinion_ordered_on", "interpreter_ordered_on"):
        on = getattr(needs, name)
        if on is not None and on > actor.today:
            raise errors.NotYetOrdered(field=name)
    values = asdict(needs)
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=list(values))
    return item
