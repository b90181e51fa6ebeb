"""The entry of a contact person in the directory."""

from collections.abc import Collection

from django.db import transaction

from ciiz.foundation.errors import Conflict, NotAllowed, NotFound

from ..acting import Acting
from ..enums import Language
from ..models import ContactPerson
from ..policies import may_edit_entry
from ..values import by_code, canton_values


@transaction.atomic
def save_contact(
    *,
    actor: Acting,
    contact_id: int,
    expected_version: int,
    phone: str,
    competences: Collection[str],
    languages: Collection[Language],
) -> ContactPerson:
    """Saves the whole entry, which confirms it."""
    found = ContactPerson.objects.select_for_update().filter(id=contact_id).first()
    if found is None:
        raise NotFound
    institution = found.membership.institution
    if institution.canton_id != actor.canton:
        raise NotFound
    if not may_edit_entry(actor, found.membership_id, institution.canton_id):
        raise NotAllowed
    if found.version != expected_version:
        raise Conflict
    offered = canton_values(institution.canton_id).competences
    found.phone = phone.strip()
    found.competences = [code for code in competences if by_code(offered, code)]
    found.languages = list(languages)
    found.confirmed_on = actor.today
    found.version += 1
    found.save()
    return found
