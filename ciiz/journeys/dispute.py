"""Disputes: anyone of a case opens one; each step is a task of whoever leads it on, of the officer where no region or
theme looks after the case. It goes on when the case ends.
"""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import DisputeOutcome
from ciiz.domain.meetings.public import Dispute
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Wanted, cancel, complete, settle
from ciiz.foundation.db.transactions import atomic

from .standpoint import takes_part
from .steps import address
from .terms import due

KINDS = (Kind.LEAD_DISPUTE, Kind.STATE_ON_DISPUTE, Kind.RECORD_ANSWER, Kind.SETTLE_DISPUTE)
DISPUTABLE = tuple(one for one in Stage if not one.over and one not in cases.BEFORE_FORWARDING)
"""The coordination knows of the case, and it is not over."""


@atomic
def open_dispute(*, actor: Actor, dossier_id: UUID, about: str) -> Dispute:
    """Somebody of the case disagrees: the coordination leads a session about it."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not may_open(actor, case):
        raise cases.WrongRole
    if Stage(case.stage) not in DISPUTABLE:
        raise cases.NotNow
    found = meetings.open_dispute(actor=actor, dossier_id=dossier_id, about=about)
    _next(actor, case, found, Kind.LEAD_DISPUTE)
    return found


def may_open(actor: Actor, case: Case) -> bool:
    """Whoever takes part in a case that they see, and its coordination."""
    return meetings.may_open_dispute(actor, takes_part=takes_part(actor, case))


@atomic
def hold(*, actor: Actor, dispute_id: UUID, held_on: date) -> Dispute:
    """The session was held: the officer takes a position, unless it is settled before."""
    found = meetings.hold_dispute(actor=actor, dispute_id=dispute_id, held_on=held_on)
    _next(actor, cases.case(actor, found.dossier_id), found, Kind.STATE_ON_DISPUTE)
    return found


@atomic
def state(*, actor: Actor, dispute_id: UUID, position: str, referred_on: date | None = None) -> Dispute:
    """The officer has taken a position: the coordination records the outcome, or the officer asks the commission."""
    found = meetings.state_on_dispute(actor=actor, dispute_id=dispute_id, position=position, referred_on=referred_on)
    kind = Kind.SETTLE_DISPUTE if found.referred_on is None else Kind.RECORD_ANSWER
    _next(actor, cases.case(actor, found.dossier_id), found, kind)
    return found


@atomic
def answered(*, actor: Actor, dispute_id: UUID, answer: str, answered_on: date) -> Dispute:
    """The legal commission has answered the officer: the coordination records the outcome."""
    found = meetings.answer_dispute(actor=actor, dispute_id=dispute_id, answer=answer, answered_on=answered_on)
    _next(actor, cases.case(actor, found.dossier_id), found, Kind.SETTLE_DISPUTE)
    return found


@atomic
def end(*, actor: Actor, dispute_id: UUID, outcome: DisputeOutcome, words: str = "") -> Dispute:
    """It is over; nobody has a task because of it any more."""
    found = meetings.settle_dispute(actor=actor, dispute_id=dispute_id, outcome=outcome, words=words)
    complete(
        actor=actor, dossier_id=found.dossier_id, kinds=(Kind.SETTLE_DISPUTE,), on=actor.today, subject_id=found.id
    )
    cancel(actor=actor, dossier_id=found.dossier_id, on=actor.today, kinds=KINDS, subject_id=found.id)
    return found


def _next(actor: Actor, case: Case, found: Dispute, kind: Kind) -> None:
    """The task of the next step, as long as the canton gives for it; how long the commission takes nobody says."""
    complete(actor=actor, dossier_id=found.dossier_id, kinds=KINDS, on=actor.today, subject_id=found.id)
    led = kind in (Kind.LEAD_DISPUTE, Kind.SETTLE_DISPUTE) and (case.region_id or case.theme_id)
    to = address(case, LaneRole.COORDINATOR if led else LaneRole.OFFICER)
    wanted = Wanted(kind, to, due(kind, actor.today, canton_values(case.canton)), subject_id=found.id)
    settle(actor=actor, dossier_id=found.dossier_id, on=actor.today, wanted=[wanted])
