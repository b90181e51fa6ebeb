"""Whom to call: contact persons, coordinators and the office, by what they know (study 2013, recommendation 7)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from ciiz.foundation.errors import NotFound

from ..acting import Acting
from ..enums import Role
from ..models import ContactPerson, Institution, Membership
from ..models.user import sort_name
from ..policies import may_read_directory
from .memberships import in_force

LISTED = (Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER)
ORDERS = {
    "name": ("user__sort_name", "id"),
    "institution": ("institution__code", "user__sort_name", "id"),
    "role": ("role", "contact_kind", "user__sort_name", "id"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the directory; empty ones let everything through."""

    text: str = ""
    institution_id: int | None = None
    dispositif: str = ""
    region_id: int | None = None
    role: str = ""
    contact_kind: str = ""
    competence: str = ""
    language: str = ""
    present_only: bool = False
    order: str = "name"
    descending: bool = False


def directory(actor: Acting, wanted: Wanted) -> QuerySet[Membership]:
    """The people to turn to in the actor's canton and its networks, with what a line of the directory shows."""
    if not may_read_directory(actor):
        return Membership.objects.none()
    found = listed(actor).filter(_matches(wanted, actor.today))
    for word in _words(wanted.text):
        # Which institutions a word means is asked apart: names of people and of institutions have different columns.
        named = Institution.objects.alias(text=Cast("name", TextField())).filter(text__icontains=word.typed)
        found = found.filter(
            Q(user__sort_name__contains=word.plain)
            | Q(institution__in=named)
            | Q(institution__code__icontains=word.typed)
        )
    order = ORDERS.get(wanted.order, ORDERS["name"])
    return found.order_by(*(f"-{key}" for key in order) if wanted.descending else order)


def entry(actor: Acting, membership_id: int) -> Membership:
    """One person of the directory."""
    found = listed(actor).filter(id=membership_id).first() if may_read_directory(actor) else None
    if found is None:
        raise NotFound
    return found


def contact_of(actor: Acting, membership_id: int) -> ContactPerson | None:
    """The entry of a membership of the actor's canton, for the page that changes it."""
    found = ContactPerson.objects.select_related("membership__institution", "membership__user")
    return found.filter(membership=membership_id, membership__institution__canton=actor.canton).first()


def colleagues_of(held: Membership, on: date) -> list[Membership]:
    """Who may stand in for somebody: the others of the institution, of the same role first."""
    same = in_force(on).filter(institution=held.institution_id, user__is_active=True)
    found = same.exclude(user=held.user_id).select_related("user").order_by("user__sort_name", "id")
    return sorted(found, key=lambda one: one.role != held.role)


def own_membership(actor: Acting) -> Membership:
    """What the actor acts as."""
    return Membership.objects.select_related("user", "institution").get(id=actor.membership_id)


def listed(actor: Acting) -> QuerySet[Membership]:
    """Everybody of the directory, with what a line shows."""
    near = Q(institution__canton=actor.canton) | Q(institution__networks__institutions=actor.institution_id)
    reachable = Membership.objects.filter(near).values("id")
    return (
        in_force(actor.today)
        .filter(id__in=reachable, role__in=LISTED, user__is_active=True, institution__active=True)
        .select_related("user", "institution__region", "region", "theme", "contact", "deputy__user")
        .prefetch_related("institution__dispositifs")
    )


def _matches(wanted: Wanted, today: date) -> Q:
    """The filters as one condition; an institution without region serves the whole canton."""
    condition = Q()
    if wanted.institution_id:
        condition &= Q(institution=wanted.institution_id)
    if wanted.dispositif:
        condition &= Q(institution__dispositifs=wanted.dispositif)
    if wanted.region_id:
        own = Q(region=wanted.region_id) | Q(institution__region=wanted.region_id)
        condition &= own | Q(region__isnull=True, institution__region__isnull=True)
    if wanted.role:
        condition &= Q(role=wanted.role)
    if wanted.contact_kind:
        condition &= Q(contact_kind=wanted.contact_kind)
    if wanted.competence:
        condition &= Q(contact__competences__contains=[wanted.competence])
    if wanted.language:
        condition &= Q(contact__languages__contains=[wanted.language]) | Q(
            contact__isnull=True, user__language=wanted.language
        )
    if wanted.present_only:
        condition &= ~Q(absent_from__lte=today, absent_to__gte=today)
    return condition


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    plain: str


def _words(text: str) -> list[_Word]:
    """At most five words of a search, as typed and without accents."""
    return [_Word(typed, sort_name("", typed)) for typed in text.split()[:5]]
