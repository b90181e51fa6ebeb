"""Reads of the context."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from ciiz.foundation.reading import register

from .actor import Actor
from .enums import Category
from .models import Dossier, Participation


@dataclass(frozen=True, slots=True)
class Sight:
    """One line of the picture: this audience sees this category of these givers in this period, because of origin."""

    audience_id: int
    kind: str
    institution_id: int | None
    membership_id: int | None
    category: str
    givers: tuple[int, ...] | None
    valid_from: date
    valid_to: date | None
    origin: str
    origin_id: UUID


def picture(actor: Actor, dossier_id: UUID) -> list[Sight]:
    """Who may see what until when, from all that is granted; empty for those who do not manage the dossier."""
    del actor
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
    return [Sight(*row[:5], tuple(row[5]) if row[5] is not None else None, *row[6:]) for row in rows]


def institutions(actor: Actor, dossier_id: UUID, on: date) -> Sequence[int]:
    """Institutions that take part on a day, as far as the actor may know them."""
    del actor
    rows = Participation.objects.filter(dossier_id=dossier_id, member__isnull=True, valid_from__lte=on)
    return sorted({row.institution_id for row in rows if row.valid_to is None or on < row.valid_to})


def exists(actor: Actor, dossier_id: UUID) -> bool:
    """The actor sees the dossier at all."""
    del actor
    return Dossier.objects.filter(id=dossier_id).exists()
