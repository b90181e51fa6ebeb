"""Everything about a referral at a glance, for the decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciiz.domain.access.public import Actor, institutions, openings
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain
from ciiz.domain.cases.public import Case, Referral
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.public import Document
from ciiz.domain.organisations.public import CantonValues, Institution, institutions_of, route
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import Absence
from ciiz.domain.persons.public import Person, Registration
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys.coverage import office_of
from ciiz.web.cases.presenting.people import Judgement, judgements
from ciiz.web.cases.words import age
from ciiz.web.components.data import Fact, Text

from .referral import CheckShown, Covered, covered, last_check


@dataclass(frozen=True, slots=True)
class Glance:
    """The page of the decision; what the reader may not see is absent."""

    meta: Sequence[str]
    reason: str
    situation: Sequence[tuple[Text, str]]
    check: CheckShown | None
    person: Sequence[Fact]
    registrations: Sequence[Registration]
    judgements: Sequence[Judgement]
    spread: int
    documents: Sequence[tuple[Document, str]]
    covered: Sequence[Covered]
    office_open: bool
    coverable: list[Institution]
    place: str
    why: str


def glance(actor: Actor, case: Case, person: Person, referral: Referral, values: CantonValues) -> Glance:
    """Asks the contexts one after the other."""
    texts = cases.notes(actor, case.dossier_id).by_domain()
    opened = openings(actor, case.dossier_id, actor.today)
    taking_part = institutions(actor, case.dossier_id, actor.today)
    office = office_of(case.canton)
    named = institutions_of(
        actor, canton=case.canton, including={office, *referral.partners, *opened.by_consent, *opened.by_statute}
    )
    wanted = [one for one in named if one.id in (office, *referral.partners)]
    open_to = [one for one in named if one.id != office and one.id not in taking_part and opened.basis(one.id)]
    capacities = persons.work_capacity(actor, case.dossier_id)
    where = route(
        values, commune_name=person.commune, birth_date=person.birth_date, permit=person.permit, today=actor.today
    )
    return Glance(
        meta=_meta(actor, case, referral),
        reason=texts.get(Domain.REASON, ""),
        situation=[(domain.label, texts[domain]) for domain in Domain if domain in texts and domain != Domain.REASON],
        check=last_check(actor, case.dossier_id, values),
        person=_person(actor, person),
        registrations=list(persons.registrations(actor, case.dossier_id)),
        judgements=judgements(capacities),
        spread=capacities.spread if capacities.diverges else 0,
        documents=[
            (row, reverse("documents:download", args=[row.id]))
            for row in documents.documents(actor, case.dossier_id)[:12]
        ],
        covered=[covered(opened, one.id, str(one), is_office=one.id == office) for one in wanted],
        office_open=bool(opened.basis(office)),
        coverable=sorted(open_to, key=lambda one: one.id not in referral.partners),
        place=_place(case),
        why=str(where.rule.why) if case.theme and where.rule else "",
    )


def _place(case: Case) -> str:
    place = case.theme or case.region
    return str(place.name) if place else ""


def _meta(actor: Actor, case: Case, referral: Referral) -> list[str]:
    found = [case.number]
    if referral.forwarded_on is not None:
        told = {"institution": str(case.contributor), "day": day(referral.forwarded_on)}
        found.append(_("forwarded by %(institution)s on %(day)s") % told)
        waits = (actor.today - referral.forwarded_on).days
        if waits:
            found.append(ngettext("waiting for %(days)d day", "waiting for %(days)d days", waits) % {"days": waits})
    return found


def _person(actor: Actor, person: Person) -> list[Fact]:
    """What matters for the decision."""
    born = ""
    if person.birth_date is not None:
        born = _("%(day)s, %(age)s years old") % {
            "day": day(person.birth_date),
            "age": age(person.birth_date, actor.today),
        }
    rows = [
        (_("Born"), born, "birth_date"),
        (_("Commune"), person.commune, "commune"),
        (_("Language of correspondence"), person.get_correspondence_display(), ""),
        (_("Residence permit"), person.get_permit_display() if person.permit else "", "permit"),
    ]
    return [
        Fact(label, value, "" if value else str(Absence(person.absent[name]).label) if name in person.absent else "")
        for label, value, name in rows
    ]
