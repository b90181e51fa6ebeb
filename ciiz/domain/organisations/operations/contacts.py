"""The entry of a contact person in the directory."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Conflict, DomainError, NotAllowed, NotFound

from ..acting import Acting
from ..enums import Language
from ..models import ContactPerson
from ..policies import may_edit_entry
from ..values import by_code, canton_values


class WrongAbsence(DomainError):
    """One end of the absence is missing, or they are the wrong way round."""

    code = "wrong_absence"
    message = _("An absence needs a first and a last day, in this order.")


class WrongDeputy(DomainError):
    """The deputy is oneself or works elsewhere."""

    code = "wrong_deputy"
    message = _("The deputy is another contact person of the same institution.")


@transaction.atomic
def save_contact(
    *,
    actor: Acting,
    contact_id: int,
    expected_version: int,
    phone: str,
    competences: Collection[str],
    languages: Collection[Language],
    deputy_id: int | None,
    absent_from: date | None,
    absent_to: date | None,
) -> ContactPerson:
    """Saves the whole entry. A deputy gets the tasks of an absence, and no access by it."""
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
    if (absent_from is None) != (absent_to is None) or (absent_from and absent_to and absent_to < absent_from):
        raise WrongAbsence(field="absent_to")
    if deputy_id is not None:
        colleagues = ContactPerson.objects.filter(membership__institution=institution).exclude(id=found.id)
        if not colleagues.filter(id=deputy_id).exists():
            raise WrongDeputy(field="deputy")
    offered = canton_values(institution.canton_id).competences
    found.phone = phone.strip()
    found.competences = [code for code in competences if by_code(offered, code)]
    found.languages = list(languages)
    found.deputy_id = deputy_id
    found.absent_from, found.absent_to = absent_from, absent_to
    found.version += 1
    found.save()
    return found
