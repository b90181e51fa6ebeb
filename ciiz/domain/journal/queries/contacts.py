"""Reading informal contacts; the database lets through what the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ciiz.domain.access.public import Actor, Category
from ciiz.foundation.db.compiled import summed
from ciiz.foundation.reading import register

from ..models import Contact


@dataclass(frozen=True, slots=True)
class Sought:
    """Filters of the list; empty ones let everything through."""

    kind: str = ""
    partner_id: int | None = None
    since: date | None = None
    until: date | None = None
    mine: bool = False


def contacts(actor: Actor, sought: Sought) -> QuerySet[Contact]:
    """Contacts that the actor's institution logged or was named in, latest first; whoever shows rows registers them."""
    rows = Contact.objects.filter(Q(contributor=actor.institution_id) | Q(partner=actor.institution_id))
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.partner_id:
        rows = rows.filter(partner=sought.partner_id)
    if sought.since:
        rows = rows.filter(occurred_on__gte=sought.since)
    if sought.until:
        rows = rows.filter(occurred_on__lte=sought.until)
    if sought.mine:
        rows = rows.filter(author=actor.membership_id)
    shown = rows.select_related("partner", "contributor", "author__user", "counterpart__user")
    return shown.order_by("-occurred_on", "-id")


def contact(actor: Actor, contact_id: UUID) -> Contact | None:
    """One contact, None if it does not exist or is not for the actor."""
    del actor
    shown = Contact.objects.select_related("partner", "contributor", "author__user", "counterpart__user", "promotion")
    found = shown.filter(id=contact_id).first()
    if found is not None:
        register([found.dossier_id], Category.WORK)
    return found


def followed(actor: Actor, contact_ids: Iterable[UUID]) -> dict[UUID, Contact]:
    """The contacts of some tasks by their identifiers; hidden ones are absent."""
    del actor
    found = {row.id: row for row in Contact.objects.filter(id__in=list(contact_ids))}
    register({row.dossier_id for row in found.values()}, Category.WORK)
    return found


BOUND = 1000


def contacts_of_year(actor: Actor, year: int) -> int:
    """How many contacts the actor's institution logged in a year, as far as open to the actor; at most 1,001."""
    ((number,),) = _of_year(actor.institution_id, date(year, 1, 1), date(year, 12, 31))
    return int(number)


@summed("SELECT count(*) FROM ({rows}) AS rows")
def _of_year(institution_id: int, first: date, last: date) -> "QuerySet[Contact, UUID]":
    rows = Contact.objects.filter(contributor=institution_id, occurred_on__gte=first, occurred_on__lte=last)
    return rows.values_list("id", flat=True)[: BOUND + 1]
