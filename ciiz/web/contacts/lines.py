"""Contacts as lines of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.journal.public import Contact
from ciiz.domain.persons import public as persons
from ciiz.foundation.reading import register
from ciiz.web.components.data import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One contact."""

    url: str
    on: date
    about: str
    whom: str
    institution: str
    kind: Text
    subject: str
    minutes: int | None
    logged_by: str


def about(contact: Contact, people: Mapping[UUID, persons.Named]) -> str:
    """The person with the year of birth, else the initials with it."""
    person = people.get(contact.dossier_id)
    if contact.initials or person is None:
        return ", ".join(str(part) for part in (contact.initials or "–", contact.birth_year) if part)
    return f"{person}, {person.birth_date.year}" if person.birth_date else str(person)


def lines(actor: Actor, rows: Iterable[Contact]) -> list[Line]:
    """Lines with the names of the persons; what is shown is registered."""
    shown = list(rows)
    register([row.dossier_id for row in shown], Category.WORK)
    named = {row.dossier_id for row in shown if not row.initials}
    people = persons.people(actor, named) if named else {}
    return [
        Line(
            url=reverse("contacts:show", args=[row.id]),
            on=row.occurred_on,
            about=about(row, people),
            whom=row.counterpart.user.full_name if row.counterpart else "",
            institution=str(row.partner),
            kind=row.get_kind_display(),
            subject=row.subject or row.get_application_display(),
            minutes=row.minutes,
            logged_by=row.author.user.full_name,
        )
        for row in shown
    ]
