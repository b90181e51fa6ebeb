"""Who may do what for the person's page; pure predicates."""

from ciiz.domain.organisations.enums import Role

INVITING = frozenset({Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.OFFICER, Role.SECRETARIAT})


def may_invite(role: Role, *, manages: bool) -> bool:
    """Who founded, leads or coordinates the case gives the person the letter with the code, and ends the page."""
    return manages and role in INVITING


def may_answer(role: Role, *, manages: bool) -> bool:
    """The same people answer what the person wants; the secretariat, which organises, does not."""
    return manages and role in INVITING - {Role.SECRETARIAT}
