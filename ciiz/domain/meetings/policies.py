"""Who organises and sees meetings; pure predicates."""

from datetime import date
from typing import Protocol

from ciiz.domain.organisations.enums import Role

from .enums import DisputeOutcome, MeetingKind


class Who(Protocol):
    """What the rules ask of an actor."""

    @property
    def membership_id(self) -> int: ...
    @property
    def role(self) -> Role: ...
    @property
    def institution_id(self) -> int: ...


class Which(Protocol):
    """What the rules ask of a meeting."""

    contributor_id: int
    kind: str


class Disputed(Protocol):
    """What the rules ask of a dispute."""

    @property
    def opened_by_id(self) -> int: ...
    @property
    def held_on(self) -> date | None: ...


def may_arrange(actor: Who) -> bool:
    """Coordination and office arrange meetings."""
    return actor.role.coordinates or actor.role.in_office


def organises(actor: Who, meeting: Which) -> bool:
    """The office or coordination of the institution that called the meeting keeps it, whoever of them began."""
    return may_arrange(actor) and actor.institution_id == meeting.contributor_id


def may_see(actor: Who) -> bool:
    """Who is invited to meetings or organises them has a list of them."""
    return may_arrange(actor) or actor.role.in_institution


def may_record(actor: Who, meeting: Which) -> bool:
    """The result of a session is recorded by the coordination."""
    return actor.role.coordinates and MeetingKind(meeting.kind).is_session


def may_open_dispute(actor: Who, *, takes_part: bool) -> bool:
    """Anyone who takes part in a case, and its coordination; the officer is asked for a position later."""
    return takes_part or actor.role.coordinates


def may_lead_dispute(actor: Who) -> bool:
    """The coordination leads the session, the officer in its place."""
    return actor.role.coordinates or actor.role is Role.OFFICER


def may_state_on_dispute(actor: Who) -> bool:
    """The officer takes a position, refers to the legal commission and records its answer."""
    return actor.role is Role.OFFICER


def may_settle_dispute(actor: Who, dispute: Disputed, outcome: DisputeOutcome) -> bool:
    """Who leads the dispute says how it ended; whoever opened it may withdraw it until the session."""
    if may_lead_dispute(actor):
        return True
    return (
        outcome is DisputeOutcome.WITHDRAWN and dispute.held_on is None and dispute.opened_by_id == actor.membership_id
    )
