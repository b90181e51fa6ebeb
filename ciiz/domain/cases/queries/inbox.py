"""Referrals that wait for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.foundation.reading import register

from ..enums import Stage
from ..models import Referral

MOST = 1000
SORTS = {
    "waiting": "forwarded_on",
    "number": "case__number",
    "institution": "contributor__code",
    "form": "wished_form",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One referral to be decided on; the person's name is asked of the persons context."""

    dossier_id: UUID
    canton: str
    number: str
    forwarded_on: date
    wished_form: str
    referred_by_id: int
    referred_by: TranslatedText
    place: TranslatedText | None
    partners: int


def to_decide(
    actor: Actor,
    *,
    wished_form: str = "",
    institution_id: int | None = None,
    dossiers: Sequence[UUID] | None = None,
    sort: str = "waiting",
    descending: bool = False,
) -> list[Waiting]:
    """Forwarded referrals that the actor sees, those waiting longest first; at most 1,001, one statement."""
    del actor
    rows = Referral.objects.filter(case__stage=Stage.FORWARDED, forwarded_on__isnull=False)
    if wished_form:
        rows = rows.filter(wished_form=wished_form)
    if institution_id is not None:
        rows = rows.filter(contributor_id=institution_id)
    if dossiers is not None:
        rows = rows.filter(dossier_id__in=dossiers)
    key = f"{'-' if descending else ''}{SORTS.get(sort, SORTS['waiting'])}"
    rows = rows.select_related("case__dossier", "case__region", "case__theme", "contributor")
    rows = rows.order_by(key, "forwarded_on", "id")
    found = [_waiting(row) for row in rows[: MOST + 1]]
    register([one.dossier_id for one in found], "basic")
    return found


def _waiting(row: Referral) -> Waiting:
    place = row.case.theme or row.case.region
    return Waiting(
        dossier_id=row.dossier_id,
        canton=row.case.canton,
        number=row.case.number,
        forwarded_on=row.forwarded_on or row.case.opened_on,
        wished_form=row.wished_form,
        referred_by_id=row.contributor_id,
        referred_by=row.contributor.name,
        place=place.name if place else None,
        partners=len(row.partners),
    )
