"""Who may do what in a case: the rule in words, then in code; truth tables stand in the tests.

These predicates word refusals and build menus; what rows anybody reaches is the database's own decision. When a step
is possible (`Stage`) is asked apart from who may do it, so that people learn which of the two it is.
"""

from typing import Protocol

from ciiz.domain.organisations.enums import Part, Role

from .enums import Stage


class Who(Protocol):
    """What policies need to know of an actor."""

    @property
    def membership_id(self) -> int: ...
    @property
    def institution_id(self) -> int: ...
    @property
    def role(self) -> Role: ...


class Which(Protocol):
    """What policies need to know of a case."""

    contributor_id: int
    case_manager_id: int | None
    deputy_id: int | None
    stage: str


def manages(actor: Who, case: Which) -> bool:
    """Case manager or deputy of this case, being a contact person."""
    return actor.role is Role.CONTACT and actor.membership_id in (case.case_manager_id, case.deputy_id)


def refers(actor: Who, case: Which) -> bool:
    """Belongs to the institution that refers the case."""
    return actor.role.in_institution and actor.institution_id == case.contributor_id


def plays(actor: Who, case: Which, parts: tuple[Part, ...]) -> bool:
    """Does in this case what the canton leaves to one of these parts."""
    return any(_plays(actor, case, part) for part in parts)


def _plays(actor: Who, case: Which, part: Part) -> bool:
    match part:
        case Part.CASE_MANAGER:
            return manages(actor, case)
        case Part.COORDINATOR:
            return actor.role.coordinates
        case Part.OFFICER:
            return actor.role is Role.OFFICER
        case Part.OFFICE:
            return actor.role.in_office or actor.role.coordinates
        case Part.POOL:
            return actor.role is Role.CONTACT


def may_check(actor: Who) -> bool:
    """Front-line workers and contact persons check whether IIZ is indicated, and refer."""
    return actor.role.in_institution


def may_complete(actor: Who, case: Which) -> bool:
    """Whoever belongs to the referring institution writes and completes the referral."""
    return refers(actor, case)


def may_forward(actor: Who, case: Which) -> bool:
    """The referring institution's contact person forwards it (source 003)."""
    return refers(actor, case) and actor.role is Role.CONTACT


def may_decide(actor: Who, case: Which, decides: tuple[Part, ...]) -> bool:
    """Who decides on a referral is a value of the canton; nobody decides on their own institution's."""
    return plays(actor, case, decides) and not refers(actor, case)


def decides_in(actor: Who, decides: tuple[Part, ...]) -> bool:
    """Decides on referrals by role alone, whatever the case: for lists that lead to the decision."""
    return (
        (Part.COORDINATOR in decides and actor.role.coordinates)
        or (Part.OFFICER in decides and actor.role is Role.OFFICER)
        or (Part.OFFICE in decides and (actor.role.in_office or actor.role.coordinates))
    )


def may_record_session(actor: Who, case: Which) -> bool:
    """The coordination records what a round table or assessment decided."""
    del case
    return actor.role.coordinates


def may_name_case_manager(actor: Who, case: Which) -> bool:
    """The pool names, the coordination records (CII101.2)."""
    del case
    return actor.role.coordinates


def may_break_off(actor: Who, case: Which, *, coaches: bool = False) -> bool:
    """Case manager, deputy and coordination at any step; before one is named also the referring contact person.

    A coaching either half of the tandem breaks off.
    """
    if manages(actor, case) or actor.role.coordinates or coaches:
        return True
    return case.case_manager_id is None and may_forward(actor, case)


def may_coach(actor: Who, *, coaches: bool) -> bool:
    """The tandem takes the steps of a coaching; the coordination records them too."""
    return coaches or actor.role.coordinates


def may_report(actor: Who, case: Which, *, coaches: bool = False) -> bool:
    """The exit report is written by who manages the case, else by who may break it off."""
    return may_break_off(actor, case, coaches=coaches)


def may_request_closing(actor: Who, case: Which, *, coaches: bool = False) -> bool:
    """Who writes the exit report asks for closing."""
    return may_report(actor, case, coaches=coaches)


def may_close(actor: Who, case: Which, closing: Part) -> bool:
    """The closing role is a value of the canton (the sources disagree)."""
    return plays(actor, case, (closing,))


def may_hand_over(actor: Who, case: Which) -> bool:
    """Case manager, deputy or coordination ask another institution to go on."""
    return manages(actor, case) or actor.role.coordinates


def may_leave(actor: Who, case: Which) -> bool:
    """A contact person of an institution that takes part, but did not refer the case, lets it leave."""
    return actor.role is Role.CONTACT and actor.institution_id != case.contributor_id


def may_keep(actor: Who, case: Which) -> bool:
    """The coordination says why a case goes on in which no second institution takes part any more, or adds one."""
    del case
    return actor.role.coordinates


def may_answer_hand_over(actor: Who, case: Which, receiver_id: int) -> bool:
    """The receiving institution's contact person answers; what is said by telephone, the asking side notes."""
    return (actor.role is Role.CONTACT and actor.institution_id == receiver_id) or may_hand_over(actor, case)


FORWARDABLE = (Stage.DRAFT, Stage.COMPLETED, Stage.ASKED_BACK)
HOLDS_SESSION = (Stage.ACCEPTED,)
NAMES_FIRST = (Stage.DECIDED,)
MANAGED = tuple(stage for stage in Stage if stage.managed)
ADMITTED = (Stage.ACCEPTED, Stage.COACHING, Stage.DECIDED, *MANAGED)
"""Accepted and not yet coming to its end: a second institution takes part, or it is said why not."""
BEFORE_FORWARDING = (Stage.DRAFT, Stage.COMPLETED)
"""Nobody but the referring institution knows of the case: it ends there, without report and closing."""
ENDS = (
    *BEFORE_FORWARDING,
    Stage.FORWARDED,
    Stage.ASKED_BACK,
    Stage.ACCEPTED,
    Stage.COACHING,
    Stage.DECIDED,
    Stage.ASSIGNED,
    Stage.PLANNED,
    Stage.RUNNING,
)
