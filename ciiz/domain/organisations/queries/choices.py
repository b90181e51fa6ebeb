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
    actor: Acting,
    *,
    canton: str = "",
    kinds: Iterable[InstitutionKind] = (InstitutionKind.PARTNER,),
    including: Iterable[int] = (),
) -> list[Institution]:
    """Active institutions of a canton, by default the actor's, and of the actor's networks, by name.

    And those of `including`. For a case `canton` is the case's.
    """
    near = Q(canton=canton or actor.canton) | Q(networks__institutions=actor.institution_id)
    wanted = Q(active=True, kind__in=list(kinds)) & near | Q(id__in=list(including))
    return _by_name(Institution.objects.filter(wanted).distinct().prefetch_related("dispositifs"))


def pool(actor: Acting, *, institutions: Iterable[int]) -> list[Membership]:
    """Contact persons from whom a case manager is chosen: those of the institutions that take part, of any canton."""
    found = in_force(actor.today).filter(
        role=Role.CONTACT, institution__in=list(institutions), institution__active=True, user__is_active=True
    )
    return list(found.select_related("user", "institution", "contact").order_by("user__sort_name", "id"))


def members_of(actor: Acting, institution_id: int | None = None) -> list[Membership]:
    """Front-line workers and contact persons of an institution, by default the actor's own."""
    found = in_force(actor.today).filter(institution=institution_id or actor.institution_id, user__is_active=True)
    return list(found.select_related("user", "institution").order_by("user__sort_name", "id"))


def coordinators(actor: Acting, *, region_id: int | None = None, theme_id: int | None = None) -> list[Membership]:
    """Coordinators of one region or theme."""
    of_region = Q(role=Role.REGIONAL, region=region_id)
    of_theme = Q(role=Role.THEMATIC, theme=theme_id)
    found = in_force(actor.today).filter(of_theme if region_id is None else of_region, user__is_active=True)
    return list(found.select_related("user", "institution", "region", "theme").order_by("user__sort_name", "id"))


def regions_of(actor: Acting, *, canton: str = "") -> list[Region]:
    """Regions of a canton, by default the actor's, in the order of the canton's file."""
    return list(Region.objects.filter(canton=canton or actor.canton).order_by("id"))


def themes_of(actor: Acting, *, canton: str = "") -> list[Theme]:
    """Themes of a canton, by default the actor's."""
    return list(Theme.objects.filter(canton=canton or actor.canton).order_by("id"))


def dispositifs(codes: Iterable[str] | None = None) -> list[Dispositif]:
    """Branches in their order; by code where given (those of a canton)."""
    return list(Dispositif.objects.all()) if codes is None else _coded(list(codes))


def branches(institution_id: int) -> list[str]:
    """The codes of the branches to which an institution belongs, in their order."""
    return list(Dispositif.objects.filter(institutions=institution_id).values_list("code", flat=True))


@compiled
def _coded(codes: list[str]) -> QuerySet[Dispositif]:
    return Dispositif.objects.filter(Among("code", codes))


def _by_name(rows: Iterable[N]) -> list[N]:
    return sorted(rows, key=lambda row: sort_name(str(row.name), ""))
