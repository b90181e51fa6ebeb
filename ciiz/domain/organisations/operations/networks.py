"""Cooperation networks, kept by the IIZ offices of the cantons that take part."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Conflict, DomainError, NotAllowed, NotFound
from ciiz.foundation.i18n.fields import TranslatedText

from ..acting import Acting
from ..enums import InstitutionKind
from ..models import CooperationNetwork, Institution
from ..policies import may_administer


class TooFewMembers(DomainError):
    """A network has two members at least, one of them of the own canton."""

    code = "too_few_members"
    message = _("A network needs at least two institutions, one of them in your canton. Nothing was changed.")


@transaction.atomic
def save_network(
    *,
    actor: Acting,
    network_id: int | None,
    expected_version: int | None,
    name: TranslatedText,
    institution_ids: Collection[int],
    agreed_on: date | None,
) -> CooperationNetwork:
    """Adds a network (`network_id` None) or saves one; its members find each other in directory and referrals."""
    if not may_administer(actor, actor.canton):
        raise NotAllowed
    network = CooperationNetwork() if network_id is None else _opened(actor, network_id, expected_version)
    members = list(Institution.objects.filter(id__in=institution_ids).exclude(kind=InstitutionKind.OFFICE))
    if len(members) < 2 or all(member.canton_id != actor.canton for member in members):
        raise TooFewMembers(field="institutions")
    network.name, network.agreed_on = name, agreed_on
    network.save()
    network.institutions.set(members)
    return network


@transaction.atomic
def remove_network(*, actor: Acting, network_id: int) -> None:
    """Ends a network; its institutions stay, and so do the cases in which they take part."""
    if not may_administer(actor, actor.canton):
        raise NotAllowed
    _opened(actor, network_id, None).delete()


def _opened(actor: Acting, network_id: int, expected_version: int | None) -> CooperationNetwork:
    near = CooperationNetwork.objects.filter(institutions__canton=actor.canton).values("id")
    found = CooperationNetwork.objects.select_for_update().filter(id=network_id, id__in=near).first()
    if found is None:
        raise NotFound
    if expected_version is not None and found.version != expected_version:
        raise Conflict
    found.version += 1
    return found
