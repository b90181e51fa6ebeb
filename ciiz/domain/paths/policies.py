"""Who may be told which figures, as plain predicates; the database counts by the same rule."""

from ciiz.domain.organisations.enums import Role


def may_count(role: Role) -> bool:
    """Coordination, office and steering committee."""
    return role.coordinates or role.in_office or role is Role.STEERING


def may_look_behind(role: Role) -> bool:
    """Who looks after the cases is led from a figure to them."""
    return role.coordinates or role.in_office
