"""Networks and the office: whom one works with beyond single people."""

from django.db.models import QuerySet

from ciiz.foundation.errors import NotFound

from ..acting import Acting
from ..enums import InstitutionKind, Role
from ..models import CooperationNetwork, Institution, Membership, Office
from ..policies import may_read_directory
from .directory import listed


def networks(actor: Acting) -> QuerySet[CooperationNetwork]:
    """Networks with an institution of the actor's canton, oldest first, with their members."""
    if not may_read_directory(actor):
        return CooperationNetwork.objects.none()
    near = CooperationNetwork.objects.filter(institutions__canton=actor.canton).values("id")
    return CooperationNetwork.objects.filter(id__in=near).prefetch_related("institutions__canton").order_by("id")


def network(actor: Acting, network_id: int) -> CooperationNetwork:
    """One network, for the page that changes it."""
    found = networks(actor).filter(id=network_id).first()
    if found is None:
        raise NotFound
    return found


def everywhere() -> list[Institution]:
    """Active institutions of all cantons but their offices, from which a network is put together."""
    found = Institution.objects.filter(active=True).exclude(kind=InstitutionKind.OFFICE)
    return list(found.select_related("canton").order_by("canton_id", "code"))


def office(actor: Acting) -> Office | None:
    """The IIZ office of the actor's canton with whom runs it."""
    if not may_read_directory(actor):
        return None
    found = Office.objects.filter(cantons=actor.canton, institution__active=True)
    return found.select_related("institution", "run_by").order_by("institution_id").first()


def office_people(actor: Acting, office: Office) -> list[Membership]:
    """Officer and secretariat of an office, with what a line of the directory shows."""
    found = listed(actor).filter(institution=office.institution_id, role__in=(Role.OFFICER, Role.SECRETARIAT))
    return list(found.order_by("role", "user__sort_name", "id"))
