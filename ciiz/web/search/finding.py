"""Looks in persons' names, case numbers, and the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.organisations import public as organisations
from ciiz.domain.organisations.public import Wanted
from ciiz.domain.persons import public as persons
from ciiz.web.cases.lines import KINDS
from ciiz.web.cases.links import case_url
from ciiz.web.components.data import Kind, Text

MOST = 20


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case that was found."""

    url: str
    name: str
    born: date | None
    commune: str
    number: str
    stage: Text
    kind: Kind = ""


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Somebody to call."""

    url: str
    name: str
    role: Text
    institution: str
    phone: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found."""

    cases: Sequence[CaseHit] = ()
    people: Sequence[PersonHit] = ()

    def __bool__(self) -> bool:
        return bool(self.cases or self.people)


def find(actor: Actor, text: str) -> Found:
    """A case number, or the end of one, finds its cases; other words find persons by the beginnings of their names, and
    the directory.
    """
    if not text:
        return Found()
    number = text if cases.is_number(text) else ""
    hits: Sequence[persons.Found] = ()
    if number:
        filters = cases.Filters(number=number)
    else:
        hits = persons.search(actor, text, limit=MOST)
        filters = cases.Filters(dossiers=tuple(hit.dossier_id for hit in hits))
        if not hits:
            return Found((), _directory(actor, text))
    lines = cases.listing(actor, filters, limit=MOST).lines
    people = persons.people(actor, [line.dossier_id for line in lines])
    found = [
        CaseHit(
            case_url(line.dossier_id),
            str(people[line.dossier_id]) if line.dossier_id in people else line.number,
            people[line.dossier_id].birth_date if line.dossier_id in people else None,
            people[line.dossier_id].commune if line.dossier_id in people else "",
            line.number,
            line.stage.label,
            KINDS.get(line.stage, ""),
        )
        for line in lines
    ]
    shown = {line.dossier_id for line in lines}
    found += [_without_case(hit) for hit in hits if hit.dossier_id not in shown]
    found.sort(key=lambda hit: (hit.name, hit.number))
    return Found(found, () if number else _directory(actor, text))


def _without_case(hit: persons.Found) -> CaseHit:
    """A person whose dossier holds a consent but no case."""
    url = reverse("persons:person", args=[hit.dossier_id])
    return CaseHit(url, f"{hit.family_name} {hit.given_names}", hit.birth_date, hit.commune, "", _("no case"))


def _directory(actor: Actor, text: str) -> Sequence[PersonHit]:
    rows = organisations.directory(actor, Wanted(text=text))[:MOST]
    return [
        PersonHit(
            reverse("directory_entry", args=[row.id]),
            row.user.full_name,
            row.get_role_display(),
            str(row.institution),
            row.institution.phone,
        )
        for row in rows
    ]
