"""The first cantonal officer, named by the operator: everybody else is invited by an officer, on the pages."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotFound
from ciiz.foundation.mail.send import send

from ..enums import InstitutionKind, Language, Role
from ..models import Canton, Institution, Membership, Office
from ..values.lookup import typed
from .memberships import account_of


class OfficerThere(DomainError):
    """The canton has an officer, who invites further ones."""

    code = "officer_there"
    message = _(
        "This canton has a cantonal officer already, who invites others on the page “People and roles”. "
        "Nothing was changed."
    )


@transaction.atomic
def first_officer(
    *, canton: str, email: str, first_name: str, last_name: str, language: Language, on: date
) -> Membership:
    """Gives the officer's role at the canton's office to a new or known user and sends the invitation; as the owner.

    Refused while anybody is officer there, today or later. An office that does not exist yet is made, by the name on
    the canton's letter head.
    """
    # Locked, so that two operators do not both succeed.
    found = Canton.objects.select_for_update().filter(code=canton).first()
    if found is None:
        raise NotFound
    officers = Membership.objects.filter(institution__canton=found, role=Role.OFFICER, user__is_active=True)
    if officers.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).exists():
        raise OfficerThere
    user = account_of(email=email, first_name=first_name, last_name=last_name, language=language)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    membership = Membership.objects.create(
        user=user, institution=_office(found), role=Role.OFFICER, valid_from=on - timedelta(days=1)
    )
    kind = "new_role" if user.has_usable_password() else "invitation"
    send(kind=kind, recipient_id=user.id, key=f"{kind}:{membership.id}")
    return membership


def _office(canton: Canton) -> Institution:
    """The canton's office, made if there is none."""
    offices = Institution.objects.filter(office__cantons=canton, kind=InstitutionKind.OFFICE, active=True)
    existing = offices.order_by("id").first()
    if existing is not None:
        return existing
    institution = Institution.objects.create(
        canton=canton,
        code=f"IIZ-{canton.code}",
        kind=InstitutionKind.OFFICE,
        name=typed(canton.values).letter_head.office,
        language=canton.languages[0] if canton.languages else Language.DE,
    )
    Office.objects.create(institution=institution).cantons.add(canton)
    return institution
