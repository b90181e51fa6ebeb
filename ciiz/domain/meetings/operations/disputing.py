"""Disputes: opened by anyone of a case, led by the coordination, until they are settled."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ciiz.domain.access.public import Actor
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from .. import errors, policies, queries
from ..enums import DisputeOutcome, DisputeStep
from ..models import Dispute


@atomic
def open_dispute(*, actor: Actor, dossier_id: UUID, about: str) -> Dispute:
    """Somebody of the case disagrees; one dispute at a time, whoever opened it."""
    found = Dispute(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        opened_on=actor.today,
        opened_by_id=actor.membership_id,
        about=_words(about, "about"),
    )
    try:
        with transaction.atomic():
            found.save(force_insert=True)
    except IntegrityError as refused:
        raise errors.DisputeOpen from refused
    _tell(actor, "dispute_opened", found, actor.today)
    return found


@atomic
def hold_dispute(*, actor: Actor, dispute_id: UUID, held_on: date) -> Dispute:
    """The coordination has led the session, between the opening and today."""
    found = _at(actor, dispute_id, DisputeStep.SESSION)
    if not policies.may_lead_dispute(actor):
        raise errors.NotYoursInDispute
    found.held_on, found.led_by_id = _day(actor, held_on, found.opened_on, "held_on"), actor.membership_id
    found.save(update_fields=["held_on", "led_by"])
    _tell(actor, "dispute_session", found, held_on)
    return found


@atomic
def state_on_dispute(*, actor: Actor, dispute_id: UUID, position: str, referred_on: date | None = None) -> Dispute:
    """The officer takes a position after the session, and may have referred the dispute to the legal commission."""
    found = _at(actor, dispute_id, DisputeStep.POSITION)
    if not policies.may_state_on_dispute(actor):
        raise errors.NotYoursInDispute
    found.position, found.stated_on, found.stated_by_id = (
        _words(position, "position"),
        actor.today,
        actor.membership_id,
    )
    if referred_on is not None:
        found.referred_on = _day(actor, referred_on, found.held_on, "referred_on")
    found.save(update_fields=["position", "stated_on", "stated_by", "referred_on"])
    _tell(actor, "dispute_position", found, actor.today)
    if referred_on is not None:
        _tell(actor, "dispute_referred", found, referred_on)
    return found


@atomic
def answer_dispute(*, actor: Actor, dispute_id: UUID, answer: str, answered_on: date) -> Dispute:
    """The officer records what the legal commission has answered."""
    found = _at(actor, dispute_id, DisputeStep.ANSWER)
    if not policies.may_state_on_dispute(actor):
        raise errors.NotYoursInDispute
    found.answer = _words(answer, "answer")
    found.answered_on = _day(actor, answered_on, found.referred_on, "answered_on")
    found.save(update_fields=["answer", "answered_on"])
    _tell(actor, "dispute_answered", found, answered_on)
    return found


@atomic
def settle_dispute(*, actor: Actor, dispute_id: UUID, outcome: DisputeOutcome, words: str) -> Dispute:
    """Records how it ended, as soon as what it ended by has taken place."""
    found = _at(actor, dispute_id)
    if not policies.may_settle_dispute(actor, found, outcome):
        raise errors.NotYoursInDispute
    if outcome not in possible(found):
        raise errors.OutcomeTooEarly(field="outcome")
    found.outcome, found.settled = outcome, words.strip()
    found.closed_on, found.closed_by_id = actor.today, actor.membership_id
    found.save(update_fields=["outcome", "settled", "closed_on", "closed_by"])
    _tell(actor, "dispute_settled", found, actor.today, outcome=outcome.value)
    return found


def possible(found: Dispute) -> list[DisputeOutcome]:
    """How a dispute can end at this point."""
    after = {
        DisputeOutcome.AGREED: found.held_on,
        DisputeOutcome.OFFICER: found.stated_on,
        DisputeOutcome.LEGAL: found.answered_on,
        DisputeOutcome.WITHDRAWN: found.opened_on,
        DisputeOutcome.OPEN: found.held_on,
    }
    return [one for one in DisputeOutcome if after[one] is not None]


def _at(actor: Actor, dispute_id: UUID, step: DisputeStep | None = None) -> Dispute:
    """The dispute, held until the transaction ends, if that is what comes next."""
    found = queries.dispute(actor, dispute_id)
    Dispute.objects.select_for_update().filter(id=dispute_id).first()
    found.refresh_from_db()
    if found.step is DisputeStep.OVER or step not in (None, found.step):
        raise errors.NotNowInDispute
    return found


def _words(said: str, field: str) -> str:
    if not said.strip():
        raise errors.WordsMissing(field=field)
    return said.strip()


def _day(actor: Actor, on: date, since: date | None, field: str) -> date:
    if on > actor.today or (since is not None and on < since):
        raise errors.DayOfDispute(field=field)
    return on


def _tell(actor: Actor, kind: str, found: Dispute, on: date, **codes: Any) -> None:
    record(actor=actor, kind=kind, dossier_id=found.dossier_id, occurred_on=on, subject_id=found.id, **codes)
