"""Who may do what with a plan: pure predicates over an actor's standpoint in a case (source 003)."""

from dataclasses import dataclass

from ciiz.domain.organisations.enums import Role

from .enums import StockTakingKind


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What the rules ask about an actor in one case.

    `manages`: the case manager or the deputy. `coordinates`: the coordination of the case. `validates`: whom the canton
    lets validate plans. `has_part`: the institution is responsible for a measure of the version
    in question, or got the order in question. `sees_plan`: consent or statute opens the plan to the actor today.
    """

    role: Role
    manages: bool = False
    coordinates: bool = False
    validates: bool = False
    takes_part: bool = False
    has_part: bool = False
    sees_plan: bool = True
    case_is_open: bool = True


def may_draft(at: Standpoint) -> bool:
    """The case manager draws up and changes the plan of an open case, with the person (CII101.3)."""
    return at.case_is_open and at.manages and at.sees_plan


def may_sign(at: Standpoint) -> bool:
    """The case manager signs together with the person (CII101.3)."""
    return may_draft(at)


def may_decide(at: Standpoint) -> bool:
    """Whom the canton lets validate decides on a plan that they may read, never on the own one (CII101.4)."""
    return at.case_is_open and at.validates and not at.manages and at.sees_plan


def may_accept_part(at: Standpoint) -> bool:
    """A contact person answers for the own institution, if it has a part in the plan and may read it."""
    return at.case_is_open and at.role is Role.CONTACT and at.takes_part and at.has_part and at.sees_plan


def may_advance_measure(at: Standpoint) -> bool:
    """The case manager, and people of the institution that is responsible, say how far a measure is (CII101.5)."""
    return at.case_is_open and at.sees_plan and (at.manages or (at.takes_part and at.has_part))


def may_order(at: Standpoint) -> bool:
    """The case manager orders services (source 003)."""
    return at.case_is_open and at.manages and at.sees_plan


def may_answer_order(at: Standpoint) -> bool:
    """Contact persons of the institution that got the order answer it: the one named, or a colleague for them."""
    return at.role is Role.CONTACT and at.has_part


def may_take_stock(at: Standpoint, kind: StockTakingKind) -> bool:
    """With the person: the case manager. With the team: the coordination, or the case manager (CII101.6)."""
    if not at.case_is_open or not at.sees_plan:
        return False
    return at.manages or (kind is StockTakingKind.TEAM and at.coordinates)


def may_report_event(at: Standpoint) -> bool:
    """Everybody who takes part or coordinates tells that something has happened that affects the plan (CII101.7e)."""
    return at.case_is_open and (at.manages or at.coordinates or (at.takes_part and at.role.in_institution))


def may_decide_course(at: Standpoint, *, with_team: bool = False) -> bool:
    """The case manager decides, with the team, whether the plan changes and whether it is finished (CII101.7, .8).

    At a stock-taking with the team the coordination writes down what was decided.
    """
    return at.case_is_open and (at.manages or (with_team and at.coordinates))
