"""Conditions of row-level security of this context, as SQL."""

from ciiz.domain.access.rules import coordinates, manages
from ciiz.foundation.db.policies import Policy

_SUBJECT = "EXISTS (SELECT FROM persons_subject s WHERE s.person_id = persons_person.id"

# Whoever sees a subject sees the person; who founds, leads or coordinates a dossier may correct the identity.
PERSON = (
    Policy("read", "SELECT", using=f"{_SUBJECT})"),
    Policy("add", "INSERT", check=f"{_SUBJECT})"),
    Policy("change", "UPDATE", using=f"{_SUBJECT} AND {manages('s')})"),
)

_COORDINATES = f"{coordinates('persons_match')} OR {coordinates('persons_match', dossier='other_id')}"

# Whoever founded either dossier must not learn that the person is known elsewhere.
MATCH = (
    Policy("read", "SELECT", using=_COORDINATES),
    Policy("change", "UPDATE", using=_COORDINATES),
)
