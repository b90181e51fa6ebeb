"""Lists that forms choose from: small, in the reader's language, one or two statements each."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q, QuerySet

from ciiz.foundation.db.compiled import Among, compiled

from ..acting import Acting
from ..enums import InstitutionKind, Role
from ..models import Dispositif, Institution, Membership, Region, Theme
from ..models.user import sort_name
from .memberships import in_force

N = TypeVar("N", Institution, Region, Theme)


def institutions_of(
    actor: Acting, *, kinds: Iterable[InstitutionKind] = (InstitutionKind.PARTNER,), including: Iterable[int] = ()
) -> list[Institution]:
    """Active institutions of the actor's canton and of its networks, by name, and those of `including`."""
    near = Q(canton=actor.canton) | Q(networks__institutions=actor.institution_id)
    wanted = Q(active=True, kind__in=list(kinds)) & near | Q(id__in=list(including))
    return _by_name(Institution.objects.filter(wanted).distinct().prefetch_related("dispositifs"))


def pool(actor: Acting, *, region_id: int | None = None) -> list[Membership]:
    """Contact persons from whom a case manager is chosen: those of a region and those who serve the whole canton."""
    found = in_force(actor.today).filter(
        role=Role.CONTACT, institution__canton=actor.canton, institution__active=True, user__is_active=True
    )
    if region_id is not None:
        found = found.filter(Q(institution__region=region_id) | Q(institution__region__isnull=True))
    return list(found.select_related("user", "institution", "contact").order_by("user__sort_name", "id"))


def members_of(actor: Acting, institution_id: int | None = None) -> list[Membership]:
    """Front-line workers and contact persons of an institution, by default the actor's own."""
    found = in_force(actor.today).filter(
        institution=institution_id or actor.institution_id, institution__canton=actor.canton, user__is_active=True
    )
    return list(found.select_related("user", "institution").order_by("user__sort_name", "id"))


def coordinators(actor: Acting, *, region_id: int | None = None, theme_id: int | None = None) -> list[Membership]:
    """Coordinators of the canton; of one region or theme where given."""
    found = in_force(actor.today).filter(
        role__in=(Role.REGIONAL, Role.THEMATIC), institution__canton=actor.canton, user__is_active=True
    )
    if region_id is not None:
        found = found.filter(role=Role.REGIONAL, region=region_id)
    if theme_id is not None:
        found = found.filter(role=Role.THEMATIC, theme=theme_id)
    return list(found.select_related("user", "institution", "region", "theme").order_by("user__sort_name", "id"))


def regions_of(actor: Acting) -> list[Region]:
    """Regions of the actor's canton, in the order of the canton's file."""
    return list(Region.objects.filter(canton=actor.canton).order_by("id"))


def themes_of(actor: Acting) -> list[Theme]:
    """Themes of the actor's canton."""
    return list(Theme.objects.filter(canton=actor.canton).order_by("id"))


def dispositifs(codes: Iterable[str] | None = None) -> list[Dispositif]:
    """Branches in their order; by code where given (those of a canton)."""
    return list(Dispositif.objects.all()) if codes is None else _coded(list(codes))


@compiled
def _coded(codes: list[str]) -> QuerySet[Dispositif]:
    return Dispositif.objects.filter(Among("code", codes))


def _by_name(rows: Iterable[N]) -> list[N]:
    return sorted(rows, key=lambda row: sort_name(str(row.name), ""))
