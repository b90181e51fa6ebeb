"""When somebody is away, and who stands in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotAllowed, NotFound

from ..acting import Acting
from ..models import Membership
from ..policies import may_edit_entry
from ..queries.directory import colleagues_of


class WrongAbsence(DomainError):
    """One end of the absence is missing, or they are the wrong way round."""

    code = "wrong_absence"
    message = _("An absence needs a first and a last day, in this order.")


class WrongDeputy(DomainError):
    """The deputy is oneself or works elsewhere."""

    code = "wrong_deputy"
    message = _("The deputy is somebody else of the same institution.")


@transaction.atomic
def save_absence(
    *, actor: Acting, membership_id: int, deputy_id: int | None, absent_from: date | None, absent_to: date | None
) -> Membership:
    """Says when somebody is away. A deputy gets the tasks of an absence, and no access by it."""
    found = Membership.objects.select_for_update().filter(id=membership_id).first()
    if found is None or found.institution.canton_id != actor.canton:
        raise NotFound
    if not may_edit_entry(actor, membership_id, found.institution.canton_id):
        raise NotAllowed
    if (absent_from is None) != (absent_to is None) or (absent_from and absent_to and absent_to < absent_from):
        raise WrongAbsence(field="absent_to")
    if deputy_id is not None and deputy_id not in {one.id for one in colleagues_of(found, actor.today)}:
        raise WrongDeputy(field="deputy")
    found.deputy_id = deputy_id
    found.absent_from, found.absent_to = absent_from, absent_to
    found.save(update_fields=["deputy", "absent_from", "absent_to"])
    return found
