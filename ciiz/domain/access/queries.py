"""Reads of the context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ciiz.foundation.db.compiled import Among, compiled
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.errors import NotFound
from ciiz.foundation.reading import register

from .actor import Actor, SystemActor
from .enums import AudienceKind, BasisKind, Category, Origin, Standing
from .models import Dossier, Grant, Participation, Statute


@dataclass(frozen=True, slots=True)
class Sight:
    """One line of the picture: this audience sees this category of these givers in this period, because of origin."""

    audience_id: int
    kind: str
    institution_id: int | None
    membership_id: int | None
    category: str
    givers: list[int] | None
    valid_from: date
    valid_to: date | None
    origin: str
    origin_id: UUID


def picture(actor: Actor, dossier_id: UUID) -> list[Sight]:
    """Who may see what until when, from all that is granted; empty for those who do not manage the dossier."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT g.audience_id, a.kind, coalesce(a.institution_id, m.institution_id), a.membership_id, g.category,
                      g.givers, g.valid_from, nullif(g.valid_to, 'infinity'), g.origin, g.origin_id
               FROM access_picture(%s) g JOIN access_audience a ON a.id = g.audience_id
               LEFT JOIN organisations_membership m ON m.id = a.membership_id
               ORDER BY a.kind, g.audience_id, g.category, g.valid_from""",
            [dossier_id],
        )
        rows = cursor.fetchall()
    register([dossier_id], Category.BASIC)
    return [Sight(*row) for row in rows]


def institutions(actor: Actor, dossier_id: UUID, on: date) -> Sequence[int]:
    """Institutions that take part on a day, as far as the actor may know them."""
    rows = _participations(dossier_id, on)
    return sorted({row.institution_id for row in rows if row.valid_to is None or on < row.valid_to})


def leading(actor: Actor, dossier_id: UUID, on: date) -> Sequence[int]:
    """Institutions that founded or lead the dossier on a day, as far as the actor may know them."""
    rows = _participations(dossier_id, on)
    return sorted(
        {
            row.institution_id
            for row in rows
            if row.standing != Standing.PARTNER and (row.valid_to is None or on < row.valid_to)
        }
    )


@compiled
def _participations(dossier_id: UUID, on: date) -> QuerySet[Participation]:
    return Participation.objects.filter(dossier_id=dossier_id, member__isnull=True, valid_from__lte=on)


def canton_of(actor: Actor, dossier_id: UUID) -> str:
    """The canton by whose values a dossier goes on: that of who founded it, whoever works on it now."""
    del actor
    found = next(iter(_cantons([dossier_id])), None)
    if found is None:
        raise NotFound
    return found[1]


def cantons_of(actor: Actor, dossier_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The same of several dossiers, in one statement."""
    del actor
    return dict(_cantons(list(dossier_ids)))


@compiled
def _cantons(dossier_ids: list[UUID]) -> "QuerySet[Dossier, tuple[UUID, str]]":
    return Dossier.objects.filter(Among("id", dossier_ids)).values_list("id", "canton_id")


def exists(actor: Actor, dossier_id: UUID) -> bool:
    """The actor sees the dossier at all."""
    return Dossier.objects.filter(id=dossier_id).exists()


@dataclass(frozen=True, slots=True)
class Openings:
    """What consents and statutes open to institutions on a day; `ended` are receivers of what has run out."""

    by_consent: frozenset[int]
    by_statute: frozenset[int]
    ended: frozenset[int]

    def basis(self, receiver_id: int) -> str:
        """ "consent", "statute", or empty where nothing opens the dossier to this institution."""
        if receiver_id in self.by_consent:
            return Origin.CONSENT.value
        return Origin.STATUTE.value if receiver_id in self.by_statute else ""


def openings(actor: Actor, dossier_id: UUID, on: date) -> Openings:
    """To which institutions consents and statutes open a dossier on a day, as far as the actor manages it."""
    begun = [opened for opened in _opened(dossier_id) if opened.valid_from <= on]
    of_today = [opened for opened in begun if opened.valid_to is None or on < opened.valid_to]
    by_consent = frozenset(opened.receiver_id for opened in of_today if opened.origin == Origin.CONSENT)
    by_statute = frozenset(opened.receiver_id for opened in of_today if opened.origin == Origin.STATUTE)
    known = frozenset(opened.receiver_id for opened in begun)
    return Openings(by_consent, by_statute, known - by_consent - by_statute)


class _Opened(NamedTuple):
    """What a consent or a statute opens to an institution, and how long."""

    receiver_id: int
    valid_from: date
    valid_to: date | None
    origin: str


def _opened(dossier_id: UUID) -> list[_Opened]:
    with prepared() as cursor:
        cursor.execute(
            """SELECT receiver_id, valid_from, valid_to, 'consent' FROM access_consentscope
               WHERE dossier_id = %(dossier)s
               UNION ALL SELECT receiver_id, valid_from, valid_to, 'statute' FROM access_statute
               WHERE dossier_id = %(dossier)s""",
            {"dossier": dossier_id},
        )
        return [_Opened(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a dossier is open to an institution on a day, and until which last day (None: without end).

    `ended`: the last day of the consents and statutes that have run out, where nothing but the standing is left.
    """

    kind: BasisKind
    article: str = ""
    until: date | None = None
    ended: date | None = None


BASES = """
SELECT dossier_id, receiver_id, 'consent', '', valid_to FROM access_consentscope
WHERE dossier_id = ANY (%(dossiers)s) AND valid_from <= %(on)s
UNION ALL SELECT dossier_id, receiver_id, 'statute', article, valid_to FROM access_statute
WHERE dossier_id = ANY (%(dossiers)s) AND valid_from <= %(on)s
UNION ALL SELECT dossier_id, institution_id, 'founding', '', valid_to FROM access_participation
WHERE dossier_id = ANY (%(dossiers)s) AND valid_from <= %(on)s AND member_id IS NULL AND standing = 'founding'
UNION ALL SELECT dossier_id, institution_id, 'mandate', '', valid_to FROM access_mandate
WHERE dossier_id = ANY (%(dossiers)s) AND valid_from <= %(on)s
"""


def bases(actor: Actor, dossier_ids: Iterable[UUID], on: date) -> dict[tuple[UUID, int], Basis]:
    """By dossier and institution why it is open to it on a day, as far as the actor manages the dossier.

    The strongest reason, of equal ones that which lasts longest; institutions to which it is not open are absent.
    """
    del actor
    with prepared() as cursor:
        cursor.execute(BASES, {"dossiers": list(dossier_ids), "on": on})
        rows = cursor.fetchall()
    found: dict[tuple[UUID, int], Basis] = {}
    ended: dict[tuple[UUID, int], date] = {}
    order = list(BasisKind)
    for dossier, institution, kind, article, end in sorted(
        rows, key=lambda row: (order.index(BasisKind(row[2])), -(row[4] or date.max).toordinal())
    ):
        key = dossier, institution
        if end is None or on < end:
            found.setdefault(key, Basis(BasisKind(kind), article, end and end - timedelta(days=1)))
        elif kind in (BasisKind.CONSENT, BasisKind.STATUTE):
            ended[key] = max(end - timedelta(days=1), ended.get(key, date.min))
    opened = (BasisKind.CONSENT, BasisKind.STATUTE)
    return {
        key: basis if basis.kind in opened else replace(basis, ended=ended.get(key)) for key, basis in found.items()
    }


def statutes(actor: Actor, dossier_id: UUID) -> Sequence[Statute]:
    """The laws by which a dossier is open today, as far as the actor manages it or gives by them."""
    rows = Statute.objects.filter(dossier_id=dossier_id, valid_from__lte=actor.today, valid_to__gt=actor.today)
    register([dossier_id], Category.BASIC)
    return list(rows.select_related("receiver").order_by("valid_to", "id"))


def statutes_near(actor: SystemActor, *, until: date, limit: int = 10_000) -> Sequence[Statute]:
    """Of the whole platform, for the job that warns: openings by law whose last day is reached by a day."""
    near = Statute.objects.filter(valid_to__gt=actor.today, valid_to__lte=until + timedelta(days=1), settled_on=None)
    return list(near.select_related("dossier").order_by("valid_to", "id")[:limit])


def statute_lasts(actor: SystemActor, statute_id: UUID, *, until: date) -> bool:
    """Whether an opening by law goes on until this last day, unsettled."""
    held = Statute.objects.filter(id=statute_id, valid_to=until + timedelta(days=1), settled_on=None)
    return until >= actor.today and held.exists()


def sits(actor: Actor, dossier_id: UUID) -> bool:
    """The actor sees all that the own institution contributed: in the team, as contact person, or looking after."""
    del actor
    return Grant.objects.filter(dossier_id=dossier_id, category=Category.WORK, origin=Origin.OWN).exists()


def standing(actor: Actor, dossier_id: UUID) -> Standing | None:
    """As what the actor's institution takes part without an end; None if it does not."""
    rows = Participation.objects.filter(
        dossier_id=dossier_id, institution_id=actor.institution_id, member__isnull=True, valid_to__isnull=True
    )
    found = set(rows.values_list("standing", flat=True))
    return next((one for one in Standing if one.value in found), None)


def managed(actor: Actor, dossier_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the dossiers that the actor founded, leads or coordinates: sources may be written there."""
    rows = Grant.objects.filter(dossier_id__in=list(dossier_ids), category=Category.BASIC, givers__isnull=True)
    return set(rows.values_list("dossier_id", flat=True))


def coordinated(actor: Actor, dossier_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the dossiers that a region, a theme or the office of the actor looks after."""
    del actor
    looks_after = (AudienceKind.REGION, AudienceKind.THEME, AudienceKind.OFFICE)
    rows = Grant.objects.filter(
        dossier_id__in=list(dossier_ids), category=Category.BASIC, audience__kind__in=looks_after
    )
    return set(rows.values_list("dossier_id", flat=True))


def categories(actor: Actor, dossier_id: UUID) -> set[Category]:
    """Categories of a dossier of which the actor sees at least the own institution's contributions today."""
    del actor
    rows = Grant.objects.filter(dossier_id=dossier_id).values_list("category", flat=True)
    return {Category(row) for row in rows}
