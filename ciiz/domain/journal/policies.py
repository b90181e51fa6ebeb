"""Who may write and correct entries; pure predicates over what is known of the actor."""

from dataclasses import dataclass

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import Role

from .enums import Visibility


@dataclass(frozen=True, slots=True)
class Writer:
    """What the rules ask about somebody who wants to write."""

    role: Role
    takes_part: bool
    case_is_open: bool
    categories: frozenset[str]


def may_log(writer: Writer, *, category: str) -> bool:
    """Who takes part in an open case (team, contact person, coordination) logs what they may themselves read.

    The secretariat, commissions and the national office never write in a journal.
    """
    return (
        writer.case_is_open
        and writer.takes_part
        and (writer.role.in_institution or writer.role.coordinates or writer.role is Role.OFFICER)
        and category in writer.categories
    )


def may_correct(actor: Actor, *, author_id: int) -> bool:
    """Only the author corrects an entry."""
    return actor.membership_id == author_id


def may_share(actor: Actor, *, author_id: int, visibility: str) -> bool:
    """The author opens an own entry to the team; what the team has read is not taken back."""
    return actor.membership_id == author_id and visibility == Visibility.OWN


def may_log_contact(actor: Actor) -> bool:
    """Who works with persons logs informal contacts: front-line workers, contact persons, coordination, officer."""
    return actor.role.in_institution or actor.role.coordinates or actor.role is Role.OFFICER
