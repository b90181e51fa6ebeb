"""Who may do what with processes, as plain predicates; who does a step is the journey's own rule."""

from ciiz.domain.organisations.enums import Role

from .journeys import LaneRole

ROLES_OF_LANE: dict[LaneRole, frozenset[Role]] = {
    LaneRole.FRONT_LINE: frozenset({Role.FRONT_LINE, Role.CONTACT}),
    LaneRole.CONTACT: frozenset({Role.CONTACT}),
    LaneRole.CASE_MANAGER: frozenset({Role.CONTACT}),
    LaneRole.TANDEM: frozenset({Role.CONTACT}),
    LaneRole.COORDINATOR: frozenset({Role.REGIONAL, Role.THEMATIC}),
    LaneRole.SECRETARIAT: frozenset({Role.SECRETARIAT}),
    LaneRole.OFFICER: frozenset({Role.OFFICER}),
    LaneRole.LEGAL: frozenset({Role.LEGAL}),
    LaneRole.PROVIDER: frozenset(),
}
"""Which memberships can stand in a lane; case manager and tandem are contact persons in charge of one case."""


def stands_in(role: Role, lane: LaneRole) -> bool:
    """A membership of this role can be the responsible of this lane."""
    return role in ROLES_OF_LANE[lane]


def may_import(role: Role) -> bool:
    """The IIZ office keeps the processes of its canton."""
    return role.in_office


def may_deviate(role: Role) -> bool:
    """Who is in charge of a case may leave the drawing, with a reason: contact persons, coordinators and the office."""
    return role is Role.CONTACT or role.coordinates or role.in_office


def may_move(role: Role) -> bool:
    """Moving a running case to another version is the work of coordinators and the office."""
    return role.coordinates or role.in_office
