"""What the IIZ office administers: institutions and people of its canton. For everybody else there is nothing."""

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from ciiz.foundation.errors import NotFound

from ..acting import Acting
from ..models import Institution, Membership
from ..models.user import sort_name
from ..policies import may_administer
from .memberships import in_force


def people(
    actor: Acting,
    *,
    text: str = "",
    role: str = "",
    institution_id: int | None = None,
    ended: bool = False,
) -> QuerySet[Membership]:
    """Roles of people in the actor's canton: those that hold or will hold; with `ended` also former ones."""
    if not may_administer(actor, actor.canton):
        return Membership.objects.none()
    found = Membership.objects.filter(institution__canton=actor.canton)
    if not ended:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=actor.today))
    if role:
        found = found.filter(role=role)
    if institution_id:
        found = found.filter(institution=institution_id)
    for word in text.split()[:5]:
        found = found.filter(Q(user__sort_name__contains=sort_name("", word)) | Q(user__email__icontains=word))
    return found.select_related("user", "institution", "region", "theme").order_by("user__sort_name", "id")


def membership(actor: Acting, membership_id: int) -> Membership:
    """One role, for the page that changes or ends it."""
    found = people(actor, ended=True).filter(id=membership_id).first()
    if found is None:
        raise NotFound
    return found


def institutions(
    actor: Acting, *, text: str = "", kind: str = "", region_id: int | None = None, dispositif: str = ""
) -> QuerySet[Institution]:
    """Institutions of the actor's canton with the number of people who work there today (`staff`)."""
    found = Institution.objects.filter(canton=actor.canton).alias(text=Cast("name", TextField()))
    for word in text.split()[:5]:
        found = found.filter(Q(text__icontains=word) | Q(code__icontains=word))
    if kind:
        found = found.filter(kind=kind)
    if region_id:
        found = found.filter(region=region_id)
    if dispositif:
        found = found.filter(dispositifs=dispositif)
    holding = in_force(actor.today).values("id")
    return (
        found.annotate(staff=Count("memberships", filter=Q(memberships__in=holding), distinct=True))
        .select_related("region")
        .prefetch_related("dispositifs")
        .order_by("code")
    )


def institution(actor: Acting, institution_id: int) -> Institution:
    """One institution of the actor's canton."""
    found = institutions(actor).filter(id=institution_id).first()
    if found is None:
        raise NotFound
    return found
