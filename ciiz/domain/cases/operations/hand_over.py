"""Handing over to another institution."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from ..enums import Answer
from ..errors import DayOutOfOrder, NothingToAnswer
from ..models import Case, HandOver
from .reasons import worded


@atomic
def propose_hand_over(
    *,
    actor: Actor,
    case: Case,
    receiver_id: int,
    dispositif_id: str | None,
    proposed_on: date,
    talk_on: date | None = None,
    joined: bool = False,
    why_id: UUID | None = None,
) -> HandOver:
    """Asks another institution to go on; the joint talk may be planned or held; it may have `joined` for that.

    `why_id` is the note of the journal that says why.
    """
    hand_over = HandOver(
        dossier_id=case.dossier_id,
        contributor_id=actor.institution_id,
        case=case,
        receiver_id=receiver_id,
        dispositif_id=dispositif_id,
        proposed_on=proposed_on,
        proposed_by_id=actor.membership_id,
        talk_on=talk_on,
        joined=joined,
        why_id=why_id,
    )
    hand_over.save(force_insert=True)
    record(
        actor=actor,
        kind="hand_over_proposed",
        dossier_id=case.dossier_id,
        occurred_on=proposed_on,
        subject_id=hand_over.id,
        receiver=receiver_id,
    )
    return hand_over


def lock_hand_over(*, actor: Actor, hand_over_id: UUID) -> HandOver:
    """The hand-over, held until the transaction ends."""
    del actor
    hand_over = HandOver.objects.select_for_update().filter(id=hand_over_id).first()
    if hand_over is None:
        raise NotFound
    return hand_over


@atomic
def answer_hand_over(
    *,
    actor: Actor,
    hand_over: HandOver,
    answer: Answer,
    on: date,
    talk_on: date | None = None,
    reason: str = "",
    words: str = "",
) -> HandOver:
    """Notes the receiver's answer, once."""
    if hand_over.answer != Answer.OPEN:
        raise NothingToAnswer
    if on < hand_over.proposed_on or on > actor.today:
        raise DayOutOfOrder(field="on")
    hand_over.answer, hand_over.answered_on, hand_over.answered_by_id = answer, on, actor.membership_id
    if talk_on is not None:
        hand_over.talk_on = talk_on
    hand_over.save(update_fields=["answer", "answered_on", "answered_by", "talk_on"])
    record(
        actor=actor,
        kind="hand_over_answered",
        dossier_id=hand_over.dossier_id,
        occurred_on=on,
        subject_id=hand_over.id,
        answer=answer.value,
        reason=reason,
        words=worded(reason, words),
    )
    return hand_over
