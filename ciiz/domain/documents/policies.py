"""Who may do what with templates, as plain predicates."""

from ciiz.domain.organisations.enums import Role


def may_maintain(role: Role) -> bool:
    """The IIZ office keeps the templates of its canton."""
    return role.in_office
