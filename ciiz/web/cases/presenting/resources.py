"""What the round table or the assessment found: resources, obstacles, an estimate and possibilities, by domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain
from ciiz.foundation.i18n.phrases import day
from ciiz.web.components.data import Text


@dataclass(frozen=True, slots=True)
class DomainLine:
    """One domain; of several institutions' lines the latest of each."""

    domain: Text
    resources: Sequence[str]
    obstacles: Sequence[str]
    estimates: Sequence[int]
    possibilities: Sequence[str]


@dataclass(frozen=True, slots=True)
class ResourceSheet:
    """The sheet: by domain, with the days on which its lines were noted."""

    lines: Sequence[DomainLine]
    noted: str


def resource_sheet(actor: Actor, dossier_id: UUID) -> ResourceSheet | None:
    """The sheet as far as the reader sees it; None where there is nothing for them."""
    lines = cases.sheet(actor, dossier_id).latest()
    possible = cases.first_plan(actor, dossier_id)
    days = sorted({one.noted_on for one in lines} | {one.session.held_on for one in possible})
    found = []
    for domain in Domain:
        here = [one for one in lines if one.domain == domain]
        found.append(
            DomainLine(
                domain.label,
                [one.resource for one in here if one.resource],
                [one.obstacle for one in here if one.obstacle],
                [one.estimate for one in here if one.estimate is not None],
                [one.text for one in possible if one.domain == domain],
            )
        )
    shown = [one for one in found if one.resources or one.obstacles or one.estimates or one.possibilities]
    noted = _("Noted on %(days)s") % {"days": ", ".join(day(one) for one in days)}
    return ResourceSheet(shown, noted) if shown else None
