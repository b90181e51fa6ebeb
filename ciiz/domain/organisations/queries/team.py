"""Who can be called about a case, and what lists of cases are filtered by."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ciiz.foundation.db.compiled import Among, compiled
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.fields import TranslatedText

from ..acting import Acting
from ..enums import Role
from ..models import Institution, Membership, Region, Theme
from .memberships import in_force


def reachable(
    actor: Acting, *, memberships: Iterable[int], institutions: Iterable[int], limit: int = 60
) -> list[Membership]:
    """These people, and the contact persons of these institutions, with telephone numbers; one statement."""
    return _reachable(list(memberships), list(institutions), actor.today, limit=limit)


@compiled
def _reachable(memberships: list[int], institutions: list[int], on: date, *, limit: int) -> QuerySet[Membership]:
    named = Q(Among("id", memberships))
    contacts = Q(
        Among("institution_id", institutions),
        role=Role.CONTACT,
        user__is_active=True,
        id__in=in_force(on).values("id"),
    )
    found = Membership.objects.filter(named | contacts).select_related("user", "institution", "contact")
    return found.order_by("institution__code", "user__sort_name", "id")[:limit]


def looking_after(
    actor: Acting, *, region_id: int | None, theme_id: int | None, office_id: int | None
) -> tuple[str, list[Membership]]:
    """Name of a region, theme or office, and the people of its coordination with telephone numbers."""
    if region_id is not None:
        place = str(Region.objects.get(id=region_id).name)
        people = Q(role=Role.REGIONAL, region=region_id)
    elif theme_id is not None:
        place = str(Theme.objects.get(id=theme_id).name)
        people = Q(role=Role.THEMATIC, theme=theme_id)
    elif office_id is None:
        raise NotFound
    else:
        place = str(Institution.objects.get(id=office_id).name)
        people = Q(role__in=(Role.OFFICER, Role.SECRETARIAT), institution=office_id)
    found = in_force(actor.today).filter(people, user__is_active=True).select_related("user", "contact")
    return place, list(found.order_by("user__sort_name", "id")[:20])


@dataclass(frozen=True, slots=True)
class Choice:
    """A region, theme or institution that a list can be filtered by, or a view that the user saved (`query`)."""

    kind: str
    id: int
    name: TranslatedText
    query: str = ""


def filter_choices(actor: Acting) -> list[Choice]:
    """Regions, themes and active partner institutions of the actor's canton, and the user's views; one statement."""
    with prepared() as cursor:
        cursor.execute(
            """SELECT 'region', id, name, '' FROM organisations_region WHERE canton_id = %(canton)s
            UNION ALL SELECT 'theme', id, name, '' FROM organisations_theme WHERE canton_id = %(canton)s
            UNION ALL SELECT 'institution', id, name, '' FROM organisations_institution
                WHERE canton_id = %(canton)s AND active AND kind = 'partner'
            UNION ALL SELECT 'view', id, jsonb_build_object('de', name, 'fr', name, 'it', name, 'en', name), query
                FROM organisations_savedview WHERE user_id = %(user)s ORDER BY 1, 2""",
            {"canton": actor.canton, "user": actor.user_id},
        )
        rows = cursor.fetchall()
    return [
        Choice(kind, key, TranslatedText(json.loads(name) if isinstance(name, str) else name), query)
        for kind, key, name, query in rows
    ]
