"""Handing a person over to another institution or dispositif: receiver, joint talk, answer."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, institutions, openings, take_part
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Answer, Stage
from ciiz.domain.cases.public import HandOver
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.public import log
from ciiz.domain.organisations.public import Institution, by_code, values_of
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, complete, set_task
from ciiz.foundation.db.transactions import atomic

from .keep import ask_if_alone
from .terms import due


@atomic
def propose(
    *,
    actor: Actor,
    dossier_id: UUID,
    receiver_id: int,
    on: date,
    dispositif_id: str | None = None,
    talk_on: date | None = None,
    why: str = "",
) -> HandOver:
    """Asks another institution to go on; `why` becomes a note that the case team and the receiver read.

    A receiver whom consent or statute covers takes part and answers itself; otherwise nothing is opened to it, and
    the asking person stays the one who has to bring the answer.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_hand_over(actor, case):
        raise cases.WrongRole
    if Stage(case.stage).before_decision or Stage(case.stage).over:
        raise cases.NotNow
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")
    receiver = Institution.objects.filter(id=receiver_id, active=True).exclude(kind="office").first()
    if receiver is None:
        raise cases.Missing(field="receiver")
    covered = bool(openings(actor, dossier_id, on).basis(receiver_id))
    taking_part = receiver_id in institutions(actor, dossier_id, on)
    joined = covered and not taking_part
    if joined:
        take_part(actor=actor, dossier_id=dossier_id, institution_id=receiver_id, valid_from=on)
    said = None
    if why.strip():
        said = log(
            actor=actor,
            dossier_id=dossier_id,
            kind=EntryKind.NOTE,
            occurred_on=on,
            text=why,
            category=Category.WORK,
            visibility=Visibility.TEAM,
        )
    hand_over = cases.propose_hand_over(
        actor=actor,
        case=case,
        receiver_id=receiver_id,
        dispositif_id=dispositif_id,
        proposed_on=on,
        talk_on=talk_on,
        joined=joined,
        why_id=said.id if said else None,
    )
    to = Address(institution_id=receiver_id, role="contact") if covered else Address(membership_id=actor.membership_id)
    set_task(
        actor=actor,
        dossier_id=dossier_id,
        kind=Kind.ANSWER_HAND_OVER,
        to=to,
        set_on=on,
        due_on=due(Kind.ANSWER_HAND_OVER, on, values_of(case.dossier.canton)),
        subject_id=hand_over.id,
    )
    return hand_over


@atomic
def answer(
    *,
    actor: Actor,
    hand_over_id: UUID,
    given: Answer,
    on: date,
    talk_on: date | None = None,
    reason: str = "",
    words: str = "",
) -> HandOver:
    """The receiver takes over, or declines with a coded reason; the task ends only then.

    Whoever declines and had joined only for this leaves the case; that day is the last on which it sees it.
    """
    hand_over = cases.lock_hand_over(actor=actor, hand_over_id=hand_over_id)
    case = cases.lock(actor=actor, dossier_id=hand_over.dossier_id)
    if not cases.may_answer_hand_over(actor, case, hand_over.receiver_id):
        raise cases.WrongRole
    if given is Answer.OPEN:
        raise cases.Missing(field="given")
    if given is Answer.DECLINED:
        values = values_of(case.dossier.canton)
        if by_code(values.decline_reasons, reason) is None:
            raise cases.UnknownReason(field="reason")
    cases.answer_hand_over(
        actor=actor, hand_over=hand_over, answer=given, on=on, talk_on=talk_on, reason=reason, words=words
    )
    complete(
        actor=actor,
        dossier_id=hand_over.dossier_id,
        kinds=(Kind.ANSWER_HAND_OVER,),
        on=on,
        subject_id=hand_over.id,
    )
    if given is Answer.DECLINED and hand_over.joined:
        ask_if_alone(actor=actor, case=case)
    return hand_over
