"""Reads of the context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Q, QuerySet

from ciiz.domain.access.public import Actor, Category, SystemActor, coordinated
from ciiz.domain.timeline.public import unrecorded
from ciiz.foundation.db.compiled import Among, compiled
from ciiz.foundation.reading import register

from .enums import Aspect, MatchOutcome
from .models import Match, Person, Registration, Statement, WorkCapacity
from .names import HIGHEST, words


def person(actor: Actor, dossier_id: UUID) -> Person | None:
    """The person of a dossier, if the actor sees the dossier."""
    del actor
    register([dossier_id], Category.BASIC)
    return next(iter(_person(dossier_id)), None)


@compiled
def _person(dossier_id: UUID) -> QuerySet[Person]:
    return Person.objects.filter(subjects__dossier_id=dossier_id).order_by("id")[:1]


@dataclass(frozen=True, slots=True)
class Named:
    """A person as lists name one; as a string the names as `Person` writes them."""

    family_name: str
    given_names: str
    birth_date: date | None
    commune: str

    def __str__(self) -> str:
        return f"{self.family_name} {self.given_names}"


def people(actor: Actor, dossier_ids: Iterable[UUID]) -> dict[UUID, Named]:
    """The persons of several dossiers, in one statement; hidden ones are absent."""
    del actor
    wanted = list(dossier_ids)
    register(wanted, Category.BASIC)
    return {dossier: Named(*names) for dossier, *names in _people(wanted)}


@compiled
def _people(dossier_ids: list[UUID]) -> "QuerySet[Person, tuple[Any, ...]]":
    rows = Person.objects.filter(Among("subjects__dossier_id", dossier_ids))
    return rows.values_list("subjects__dossier_id", "family_name", "given_names", "birth_date", "commune")


def dossiers_of(actor: Actor, person_id: UUID) -> list[UUID]:
    """The person's dossiers that the actor sees."""
    del actor
    rows = Person.objects.filter(id=person_id).values_list("subjects__dossier_id", flat=True)
    return sorted(row for row in rows if row is not None)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the search by name."""

    dossier_id: UUID
    person_id: UUID
    family_name: str
    given_names: str
    birth_date: date | None
    commune: str


def search(actor: Actor, text: str, limit: int = 20) -> list[Found]:
    """Dossiers whose person's name has words that begin with each word of the text, in the order of the first one.

    One statement; conditions are ranges on C-collated words, which keep their index under row-level security.
    """
    del actor
    wanted = sorted(words(text), key=len, reverse=True)[:4]
    if not wanted:
        return []
    others = "".join(
        " AND EXISTS (SELECT FROM persons_nametoken o WHERE o.dossier_id = t.dossier_id "
        "AND o.token >= %s AND o.token < %s)"
        for _ in wanted[1:]
    )
    ranges = [bound for word in wanted for bound in (word, word + HIGHEST)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.dossier_id, p.id, p.family_name, p.given_names, p.birth_date, p.commune "  # noqa: S608
            "FROM persons_nametoken t JOIN persons_subject s ON s.dossier_id = t.dossier_id "
            "JOIN persons_person p ON p.id = s.person_id "
            f"WHERE t.token >= %s AND t.token < %s{others} ORDER BY t.token, t.dossier_id LIMIT %s",
            [*ranges, limit * 2],
        )
        rows = [Found(*row) for row in cursor.fetchall()]
    hits = list({row.dossier_id: row for row in rows}.values())[:limit]
    register([hit.dossier_id for hit in hits], Category.BASIC)
    return hits


def namesakes(actor: Actor, family_name: str, birth_date: date, limit: int = 5) -> list[Found]:
    """Dossiers open to the actor whose person has the same family name, however it is spelt, and birth date.

    One statement over the words of names; what the actor does not see is not found.
    """
    del actor
    wanted = words(family_name)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.dossier_id, p.id, p.family_name, p.given_names, p.birth_date, p.commune "
            "FROM persons_nametoken t JOIN persons_subject s ON s.dossier_id = t.dossier_id "
            "JOIN persons_person p ON p.id = s.person_id "
            "WHERE t.token = %s AND p.birth_date = %s ORDER BY t.dossier_id DESC LIMIT %s",
            [max(wanted, key=len), birth_date, limit * 10],
        )
        rows = [Found(*row) for row in cursor.fetchall()]
    hits = [row for row in rows if words(row.family_name) == wanted][:limit]
    register([hit.dossier_id for hit in hits], Category.BASIC)
    return hits


def situation(actor: Actor, dossier_id: UUID) -> list[Statement]:
    """The latest statement of each institution on each aspect, in the order of the aspects."""
    del actor
    rows = (
        Statement.objects.filter(dossier_id=dossier_id)
        .select_related("contributor")
        .order_by("aspect", "contributor_id", "-noted_on", "-recorded_at")
        .distinct("aspect", "contributor_id")
    )
    latest = sorted(rows, key=lambda row: (Aspect.values.index(row.aspect), row.noted_on), reverse=False)
    for category in {row.category for row in latest}:
        register([dossier_id], category)
    return latest


def course(actor: Actor, dossier_id: UUID, aspect: Aspect) -> QuerySet[Statement]:
    """All statements on an aspect, latest first: how it changed."""
    del actor
    register([dossier_id], aspect.category)
    rows = Statement.objects.filter(dossier_id=dossier_id, aspect=aspect).select_related("contributor")
    return rows.order_by("-noted_on", "-recorded_at")


def registrations(actor: Actor, dossier_id: UUID) -> QuerySet[Registration]:
    """Where the person is registered, as far as the actor may see it."""
    del actor
    register([dossier_id], Category.WORK)
    rows = Registration.objects.filter(dossier_id=dossier_id).select_related("dispositif", "institution", "contributor")
    return rows.order_by("dispositif__position", "since")


def entitlements_ending(
    actor: Actor, *, until: date, limit: int = 50, dossier_id: UUID | None = None
) -> Sequence[Registration]:
    """Registrations (of one dossier, or of all) whose entitlement ends by a day: the warning before exhaustion."""
    wanted = Registration.objects.filter(entitlement_until__range=(actor.today, until), ended_on__isnull=True)
    if dossier_id is not None:
        wanted = wanted.filter(dossier_id=dossier_id)
    rows = list(wanted.order_by("entitlement_until")[:limit])
    register([row.dossier_id for row in rows], Category.WORK)
    return rows


ENTITLEMENT_ENDED = "entitlement_ended"
"""The fact that the last day of an entitlement has passed."""


def entitlements_near(actor: SystemActor, *, until: date, limit: int = 10_000) -> Sequence[Registration]:
    """Of the whole platform, for the job that warns: registrations whose entitlement ends by a day."""
    near = Registration.objects.filter(entitlement_until__range=(actor.today, until), ended_on__isnull=True)
    return list(near.order_by("entitlement_until", "id")[:limit])


def entitlements_over(actor: SystemActor, *, limit: int = 10_000) -> Sequence[Registration]:
    """Registrations whose entitlement has ended while they lasted, and of which no event tells it yet."""
    over = Registration.objects.filter(unrecorded(ENTITLEMENT_ENDED, "entitlement_until"), ended_on__isnull=True)
    return list(over.filter(entitlement_until__lt=actor.today).order_by("entitlement_until", "id")[:limit])


EQUAL = """
WITH number AS (
    SELECT DISTINCT ON (d.person_id) d.person_id, d.digest FROM persons_identitydigest d
    JOIN persons_person p ON p.id = d.person_id AND p.ahv_number <> ''
    ORDER BY d.person_id, d.id DESC
), twice AS (
    SELECT digest FROM number GROUP BY digest HAVING count(*) > 1
), cared AS (
    SELECT n.digest, s.person_id, s.dossier_id, x.canton_id, care.audience_id, care.institution_id
    FROM twice JOIN number n USING (digest)
    JOIN persons_subject s ON s.person_id = n.person_id
    JOIN access_dossier x ON x.id = s.dossier_id
    CROSS JOIN LATERAL (
        SELECT m.audience_id, m.institution_id FROM access_mandate m JOIN access_audience a ON a.id = m.audience_id
        WHERE m.dossier_id = s.dossier_id AND m.valid_from <= %(today)s
          AND (m.valid_to IS NULL OR %(today)s < m.valid_to)
        ORDER BY array_position(ARRAY['theme', 'region', 'office'], a.kind::text), m.id LIMIT 1) AS care
)
SELECT one.dossier_id, one.audience_id, one.institution_id, two.dossier_id, two.audience_id
FROM cared one JOIN cared two USING (digest, canton_id)
WHERE one.dossier_id < two.dossier_id AND one.person_id <> two.person_id
ORDER BY one.dossier_id, two.dossier_id LIMIT %(limit)s
"""
"""Pairs of looked-after dossiers of one canton whose persons have the same number; the latest digest is the one."""


def matching(actor: SystemActor, *, limit: int = 10_000) -> list[Match]:
    """Pairs of dossiers in which different persons have the same AHV number, for the worker; not stored yet.

    A pair always has the same identifier, so that two workers who find it wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(EQUAL, {"today": actor.today, "limit": limit})
        rows = cursor.fetchall()
    return [
        Match(
            id=uuid5(one, str(two)),
            dossier_id=one,
            audience_id=audience,
            contributor_id=institution,
            other_id=two,
            other_audience_id=other_audience,
            found_on=actor.today,
        )
        for one, audience, institution, two, other_audience in rows
    ]


def match(actor: Actor, match_id: UUID) -> Match | None:
    """Two cases with the same AHV number, for the coordination of either."""
    rows = Match.objects.select_related("audience", "other_audience", "decided_by__user", "decided_by__institution")
    found = rows.filter(id=match_id).first()
    if found is not None:
        register(coordinated(actor, (found.dossier_id, found.other_id)), Category.BASIC)
    return found


def same_in(actor: Actor, dossier_id: UUID) -> list[UUID]:
    """Matches of a dossier that are said to be the same person, for its coordination."""
    del actor
    either = Q(dossier_id=dossier_id) | Q(other_id=dossier_id)
    return list(Match.objects.filter(either, outcome=MatchOutcome.SAME).order_by("id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Capacities:
    """Work capacity as judged by each institution: the referrer's starting point and the latest of each."""

    start: WorkCapacity | None
    latest: tuple[WorkCapacity, ...]

    @property
    def spread(self) -> int:
        """Points between the highest and the lowest of the latest judgements."""
        percents = [row.percent for row in self.latest if row.percent is not None]
        return max(percents) - min(percents) if percents else 0

    @property
    def diverges(self) -> bool:
        """The institutions judge differently; whether it matters is theirs to say."""
        return self.spread > 0


def work_capacity(actor: Actor, dossier_id: UUID) -> Capacities:
    """How each institution judges the person's work capacity, in one statement."""
    del actor
    register([dossier_id], Category.WORK)
    rows = _capacities(dossier_id)
    starts = [row for row in rows if row.starting_point]
    latest: dict[int, WorkCapacity] = {}
    for row in rows:
        latest.setdefault(row.contributor_id, row)
    return Capacities(starts[-1] if starts else None, tuple(latest.values()))


@compiled
def _capacities(dossier_id: UUID) -> QuerySet[WorkCapacity]:
    rows = WorkCapacity.objects.filter(dossier_id=dossier_id).select_related("contributor")
    return rows.order_by("-judged_on", "-recorded_at")
