"""Who may administer: rules in words, then in code (truth table: tests/domain/organisations/test_policies.py)."""

from .acting import Acting
from .enums import InstitutionKind, Role


def may_administer(actor: Acting, canton: str) -> bool:
    """Officer and secretariat administer institutions and people of their own canton; nobody else does."""
    return actor.role.in_office and actor.canton == canton


def may_give(actor: Acting, role: Role) -> bool:
    """The officer gives every role of the canton; the secretariat all but the officer's, so that it cannot rise.

    The national office is named by the operator, never by a canton.
    """
    if role is Role.NATIONAL or not actor.role.in_office:
        return False
    return actor.role is Role.OFFICER or role is not Role.OFFICER


def role_fits(role: Role, kind: InstitutionKind) -> bool:
    """Front-line workers and contact persons work at partners and providers; the others at the IIZ office.

    Whom a third party that runs an office employs there works at the office.
    """
    if kind is InstitutionKind.MANDATED:
        return False
    return role.in_institution == (kind is not InstitutionKind.OFFICE)


def may_edit_entry(actor: Acting, membership_id: int, canton: str) -> bool:
    """Everybody keeps their own directory entry; the office helps in its canton."""
    return actor.membership_id == membership_id or may_administer(actor, canton)


def may_confirm_institution(actor: Acting, institution_id: int, canton: str) -> bool:
    """A contact person says of the own institution that its entry is still right; the office of any of its canton."""
    own = actor.role is Role.CONTACT and actor.institution_id == institution_id
    return own or may_administer(actor, canton)


def may_read_directory(actor: Acting) -> bool:
    """Everybody who works with cases; steering and national roles see figures only."""
    return actor.role not in (Role.STEERING, Role.NATIONAL)
