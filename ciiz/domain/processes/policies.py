"""Who may do what with processes, as plain predicates; who does a step is the journey's own rule."""

from ciiz.domain.organisations.enums import Role


def may_import(role: Role) -> bool:
    """The IIZ office keeps the processes of its canton."""
    return role.in_office


def may_deviate(role: Role) -> bool:
    """Who is in charge of a case may leave the drawing, with a reason: contact persons, coordinators and the office."""
    return role is Role.CONTACT or role.coordinates or role.in_office


def may_move(role: Role) -> bool:
    """Moving a running case to another version is the work of coordinators and the office."""
    return role.coordinates or role.in_office
