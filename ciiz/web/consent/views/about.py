"""What the views share: whose consent it is."""

from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import NotFound


def person_of(actor: Actor, dossier_id: UUID) -> persons.Person:
    """The person of a dossier; hidden and absent are alike."""
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    return person
