"""Who can be named by a consent: those of the case first, all others behind them.

What a new form proposes is decided here, and it never opens more than somebody has named for this very person: the own
institution, those that take part, those that the referral names, and the IIZ office. Where the person is registered is
offered, not ticked: a registration is no wish to exchange data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor, canton_of, institutions
from ciiz.domain.cases.public import referral
from ciiz.domain.consent.public import Consent
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Institution, institutions_of
from ciiz.domain.persons import public as persons
from ciiz.journeys.coverage import office_of


@dataclass(frozen=True, slots=True)
class Party:
    """An institution that a consent can name; `why` it belongs to the case, "" for all others."""

    institution: Institution
    why: str = ""

    @property
    def key(self) -> int:
        """The institution's key."""
        return self.institution.id


def partners(actor: Actor, dossier_id: UUID) -> tuple[int, ...]:
    """Institutions that take part or that the referral names: with them a consent is usually made."""
    wanted = referral(actor, dossier_id)
    return (*institutions(actor, dossier_id, actor.today), *(wanted.partners if wanted else ()))


def parties(actor: Actor, dossier_id: UUID, former: Consent | None = None) -> Sequence[Party]:
    """All institutions that can be named, those of the case first and each with the reason why."""
    canton = canton_of(actor, dossier_id)
    why = _reasons(actor, dossier_id, canton, former)
    kinds = (InstitutionKind.PARTNER, InstitutionKind.OFFICE)
    found = {one.id: one for one in institutions_of(actor, canton=canton, kinds=kinds, including=why)}
    near = [Party(found.pop(key), reason) for key, reason in why.items() if key in found]
    return [*near, *(Party(one) for one in found.values())]


def _reasons(actor: Actor, dossier_id: UUID, canton: str, former: Consent | None) -> Mapping[int, str]:
    """Key → why, in the order in which they are shown; the first reason counts."""
    why: dict[int, str] = {actor.institution_id: _("your institution")}
    for key in institutions(actor, dossier_id, actor.today):
        why.setdefault(key, _("takes part"))
    wanted = referral(actor, dossier_id)
    for key in wanted.partners if wanted else ():
        why.setdefault(key, _("named in the referral"))
    for key in sorted({*former.receivers, *former.givers}) if former else ():
        why.setdefault(key, _("named in the consent so far"))
    for row in persons.registrations(actor, dossier_id):
        if row.institution_id is not None:
            why.setdefault(row.institution_id, _("the person is registered there"))
    why.setdefault(office_of(canton), _("coordinates"))
    return why
