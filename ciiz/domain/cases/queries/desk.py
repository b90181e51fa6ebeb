"""What a start page asks of the cases: the actor's own ones, those without contact, the figures of a year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import summed

from ..enums import Result, Stage
from ..models import Case, Milestone, Referral

MOST = 300
YEAR_BOUND = 20_000
MANAGED_BOUND = 20_000
MANAGED = (Stage.ACCEPTED, Stage.COACHING, Stage.DECIDED, Stage.ASSIGNED, Stage.PLANNED, Stage.RUNNING)


def own(actor: Actor) -> "Callable[[int], QuerySet[Any, UUID]]":
    """Cases that a membership manages, deputises in, coordinates or has referred, the latest of each; to be asked
    within another query. Each part has its index; an OR of all four would read the whole table.
    """
    return _own_or_referred if actor.role.in_institution else _own


def _own(membership_id: int) -> "QuerySet[Any, UUID]":
    first, *others = _parts(membership_id)
    return first.union(*others)


def _own_or_referred(membership_id: int) -> "QuerySet[Any, UUID]":
    begun = Referral.objects.filter(begun_by_id=membership_id).order_by("-id")
    first, *others = _parts(membership_id)
    return first.union(*others, begun.values_list("dossier_id", flat=True)[:MOST])


def _parts(membership_id: int) -> "Iterator[QuerySet[Any, UUID]]":
    for part in ("case_manager_id", "deputy_id", "coordinator_id"):
        rows = Case.objects.filter(**{part: membership_id}).order_by("-opened_on")
        yield rows.values_list("dossier_id", flat=True)[:MOST]


@dataclass(frozen=True, slots=True)
class Quiet:
    """How many of the managed cases had no event for so many days, and how many are managed, up to a bound each."""

    count: int
    managed: int


def quiet(actor: Actor, days: int = 30) -> Quiet:
    """The cases that the actor manages or coordinates and that had no event for so many days; one statement."""
    ((managed, silent),) = _quiet(actor.membership_id, actor.today - timedelta(days=days))
    return Quiet(silent, managed)


@summed("SELECT count(*), count(*) FILTER (WHERE silent) FROM ({rows}) AS rows")
def _quiet(membership_id: int, before: date) -> "QuerySet[Case, Any]":
    silent = Milestone.objects.filter(dossier_id=OuterRef("dossier_id"), last_event_on__lt=before)
    mine = Q(case_manager_id=membership_id) | Q(coordinator_id=membership_id)
    rows = Case.objects.filter(mine, stage__in=MANAGED).annotate(silent=Exists(silent))
    return rows.values_list("silent")[:MANAGED_BOUND]


@dataclass(frozen=True, slots=True)
class Figures:
    """A year in numbers, of what the actor may see; `bounded` says that counting stopped at the bound."""

    referrals: int
    returned: int
    running: int
    closed: int
    integrated: int
    seen: int
    """How many cases were looked at."""
    bounded: bool


def figures(actor: Actor, year: int) -> Figures:
    """Referrals, returns, running and closed cases of a year.

    One statement over what was opened in the last three years, cut from the grant index of the actor's audiences.
    """
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    place = ""
    if actor.region_id or actor.theme_id:
        place = "AND c.region_id = %(region)s" if actor.region_id else "AND c.theme_id = %(theme)s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FILTER (WHERE m.forwarded_on >= %(begin)s AND m.forwarded_on < %(end)s),
                count(*) FILTER (WHERE m.returned_on >= %(begin)s AND m.returned_on < %(end)s),
                count(*) FILTER (WHERE c.stage = ANY (%(running)s)),
                count(*) FILTER (WHERE c.closed_on >= %(begin)s AND c.closed_on < %(end)s),
                count(*) FILTER (WHERE c.closed_on >= %(begin)s AND c.closed_on < %(end)s
                    AND c.result = %(integrated)s),
                count(*)
            FROM (SELECT DISTINCT g.dossier_id
                  FROM unnest(nullif(current_setting('ciiz.audiences', true), '')::bigint[]) AS a (id)
                  CROSS JOIN LATERAL (SELECT DISTINCT opened_on, dossier_id FROM access_grant g
                      WHERE g.audience_id = a.id AND g.category = 'basic' AND g.opened_on >= %(since)s
                      ORDER BY opened_on DESC, dossier_id DESC LIMIT %(bound)s) g) seen
            JOIN cases_case c ON c.dossier_id = seen.dossier_id {place}
            LEFT JOIN cases_milestone m ON m.dossier_id = seen.dossier_id""",  # noqa: S608
            {
                "begin": begin,
                "end": end,
                "since": date(year - 3, 1, 1),
                "bound": YEAR_BOUND,
                "running": [stage.value for stage in Stage if not stage.over and not stage.before_decision],
                "integrated": Result.INTEGRATED.value,
                "region": actor.region_id,
                "theme": actor.theme_id,
            },
        )
        row = cursor.fetchone() or (0,) * 6
    referrals, returned, running, closed, ended_well, seen = row
    return Figures(referrals, returned, running, closed, ended_well, seen, seen >= YEAR_BOUND)
