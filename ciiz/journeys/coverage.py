"""Whether consent or statute opens a case to an institution, and what to say when nothing does."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor, Openings, openings
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Institution
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.errors import DomainError, NotFound


class NoConsent(DomainError):
    """Nothing ever opened the case."""

    code = "no_consent"
    message = _("No consent opens this case to the institution. Obtain one first; nothing was changed.")


class ConsentExpired(NoConsent):
    """What opened the case is over."""

    code = "consent_expired"
    message = _("The consent that opened this case to the institution has ended. Renew it first; nothing was changed.")


def office_of(canton: str) -> int:
    """The canton's IIZ office, as an institution."""
    found = next(iter(_offices(canton)), None)
    if found is None:
        raise NotFound
    return found.id


@compiled
def _offices(canton: str) -> QuerySet[Institution]:
    rows = Institution.objects.filter(office__cantons=canton, kind=InstitutionKind.OFFICE, active=True)
    return rows.only("id").order_by("id")


def require(opened: Openings, institution_id: int, *, field: str | None = None) -> str:
    """On what basis the case is open to an institution, or the refusal that fits: never opened, or no longer."""
    basis = opened.basis(institution_id)
    if not basis:
        raise (ConsentExpired if institution_id in opened.ended else NoConsent)(field=field)
    return basis


def require_opening(*, actor: Actor, dossier_id: UUID, receiver_id: int, on: date, field: str | None = None) -> str:
    """The same for one institution on a day; for those who manage the dossier."""
    return require(openings(actor, dossier_id, on), receiver_id, field=field)
