"""Saying once a year that an entry of the directory is still right."""

from django.db import transaction

from ciiz.foundation.errors import NotAllowed, NotFound

from ..acting import Acting
from ..models import ContactPerson, Institution
from ..policies import may_confirm_institution, may_edit_entry


@transaction.atomic
def confirm_entry(*, actor: Acting, contact_id: int) -> bool:
    """The entry of a contact person is still right; False if somebody has said so today already."""
    found = ContactPerson.objects.select_related("membership__institution").filter(id=contact_id).first()
    if found is None or found.membership.institution.canton_id != actor.canton:
        raise NotFound
    if not may_edit_entry(actor, found.membership_id, actor.canton):
        raise NotAllowed
    rows = ContactPerson.objects.filter(id=contact_id).exclude(confirmed_on=actor.today)
    return bool(rows.update(confirmed_on=actor.today))


@transaction.atomic
def confirm_institution(*, actor: Acting, institution_id: int) -> bool:
    """Telephone and addresses of an institution are still right; False if somebody has said so today already."""
    found = Institution.objects.filter(id=institution_id, canton=actor.canton).first()
    if found is None:
        raise NotFound
    if not may_confirm_institution(actor, institution_id, actor.canton):
        raise NotAllowed
    rows = Institution.objects.filter(id=institution_id).exclude(confirmed_on=actor.today)
    return bool(rows.update(confirmed_on=actor.today))
