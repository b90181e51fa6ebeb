"""Lines of the inbox."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.public import Waiting
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.persons.public import Named
from ciiz.web.components.data import Kind, Text

LONG = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One referral to be decided on."""

    url: str
    name: str
    born: date | None
    number: str
    forwarded_on: date
    waits: str
    kind: Kind
    wished: Text
    referred_by: str
    place: str


def lines(
    actor: Actor, rows: Sequence[Waiting], people: Mapping[UUID, Named], *, decides: Container[str]
) -> list[Line]:
    """The referrals with the persons' names and how long they have been waiting.

    `decides` are the cantons on whose referrals the actor decides; for those of others they are led to the case.
    """
    return [_line(actor, row, people.get(row.dossier_id), row.canton in decides) for row in rows]


def _line(actor: Actor, row: Waiting, person: Named | None, decides: bool) -> Line:
    days = (actor.today - row.forwarded_on).days
    return Line(
        url=reverse("referrals:triage" if decides else "cases:case", args=[row.dossier_id]),
        name=str(person) if person else _("Person not open to you"),
        born=person.birth_date if person else None,
        number=row.number,
        forwarded_on=row.forwarded_on,
        waits=ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days} if days else _("since today"),
        kind="warn" if days > LONG else "",
        wished=CaseForm(row.wished_form).label,
        referred_by=str(row.referred_by),
        place=str(row.place or ""),
    )
