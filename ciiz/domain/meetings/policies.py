"""Who organises and sees meetings; pure predicates."""

from typing import Protocol

from ciiz.domain.organisations.enums import Role

from .enums import MeetingKind


class Who(Protocol):
    """What the rules ask of an actor."""

    @property
    def role(self) -> Role: ...
    @property
    def institution_id(self) -> int: ...


class Which(Protocol):
    """What the rules ask of a meeting."""

    contributor_id: int
    kind: str


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
