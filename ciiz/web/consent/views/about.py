"""What the views share: whose consent it is, and which institutions can be named."""

from collections.abc import Iterable
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Institution, institutions_of
from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import NotFound


def person_of(actor: Actor, dossier_id: UUID) -> persons.Person:
    """The person of a dossier; hidden and absent are alike."""
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    return person


def nameable(actor: Actor, first: Iterable[int] = ()) -> list[Institution]:
    """Institutions that a form can name: partners and the office, those that take part first."""
    ahead = frozenset(first)
    kinds = (InstitutionKind.PARTNER, InstitutionKind.OFFICE)
    return sorted(institutions_of(actor, kinds=kinds, including=ahead), key=lambda one: one.id not in ahead)
