"""Which entries of the directory nobody has confirmed for as long as the canton allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from ciiz.foundation.terms import months_before

from ..acting import Acting
from ..enums import InstitutionKind, Role
from ..models import ContactPerson, Institution
from ..values import CantonValues, canton_values, cantons
from .memberships import in_force

MOST = 100
LISTED = (InstitutionKind.PARTNER, InstitutionKind.OFFICE, InstitutionKind.PROVIDER)


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What somebody is asked to confirm: the own entry, institutions (the own one, or for the office all)."""

    entry: ContactPerson | None
    institutions: Sequence[Institution]

    @property
    def count(self) -> int:
        """How many entries."""
        return len(self.institutions) + (self.entry is not None)


def is_stale(confirmed_on: date | None, values: CantonValues, on: date) -> bool:
    """Whether an entry is to be confirmed again; one that nobody ever confirmed is."""
    return confirmed_on is None or confirmed_on <= months_before(on, values.directory.confirm_months)


def to_confirm(actor: Acting) -> ToConfirm:
    """What the actor is asked to confirm: a contact person the own entry and institution, the office all institutions
    of its canton, those that wait longest first."""
    if actor.role is not Role.CONTACT and not actor.role.in_office:
        return ToConfirm(None, ())
    values = canton_values(actor.canton)
    old = Institution.objects.filter(
        Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=months_before(actor.today, values.directory.confirm_months)),
        canton=actor.canton,
        active=True,
        kind__in=LISTED,
    ).order_by("confirmed_on", "code")
    if actor.role.in_office:
        return ToConfirm(None, list(old[:MOST]))
    mine = ContactPerson.objects.filter(membership=actor.membership_id).first()
    stale = mine is not None and is_stale(mine.confirmed_on, values, actor.today)
    return ToConfirm(mine if stale else None, list(old.filter(id=actor.institution_id)))


COUNT = """
SELECT (SELECT count(*) FROM organisations_institution i WHERE i.canton_id = c.code AND i.active
            AND i.kind = ANY (%(kinds)s) AND (%(office)s OR i.id = %(institution)s)
            AND coalesce(i.confirmed_on <= l.day, true))
     + (SELECT count(*) FROM organisations_contactperson p WHERE NOT %(office)s AND p.membership_id = %(membership)s
            AND coalesce(p.confirmed_on <= l.day, true))
FROM organisations_canton c CROSS JOIN LATERAL (
    SELECT (%(today)s::date - make_interval(months => (c.brief #>> '{directory,confirm_months}')::integer))::date AS day
) l
WHERE c.code = %(canton)s
"""
"""How many entries `to_confirm` would show; for the start page, in one statement."""


def count_to_confirm(actor: Acting) -> int:
    """How many entries the actor is asked to confirm."""
    if actor.role is not Role.CONTACT and not actor.role.in_office:
        return 0
    values: dict[str, Any] = {
        "kinds": [kind.value for kind in LISTED],
        "office": actor.role.in_office,
        "institution": actor.institution_id,
        "membership": actor.membership_id,
        "today": actor.today,
        "canton": actor.canton,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        (found,) = cursor.fetchone() or (0,)
    return int(found)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked by mail to confirm the own entry or that of the institution; `since` tells one asking from the
    next."""

    membership_id: int
    user_id: int
    since: date | None


def to_ask(on: date) -> list[Asked]:
    """Contact persons whose own entry or whose institution's is to be confirmed, for the jobs of the platform."""
    found: list[Asked] = []
    for canton in cantons():
        values = canton_values(canton)
        contacts = ContactPerson.objects.filter(
            membership__in=in_force(on).values("id"),
            membership__user__is_active=True,
            membership__institution__canton=canton,
            membership__institution__active=True,
        ).select_related("membership__institution")
        for one in contacts.order_by("id"):
            dates = (one.confirmed_on, one.membership.institution.confirmed_on)
            old = [day for day in dates if is_stale(day, values, on)]
            if old:
                since = max((day for day in old if day), default=None)
                found.append(Asked(one.membership_id, one.membership.user_id, since))
    return found
