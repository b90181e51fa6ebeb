"""Reads of the context: what the person sees, and what those see who give them the page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor, Category, PersonActor
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.foundation.reading import register

from .models import Concern, PersonalPage, Showing


class Key(NamedTuple):
    """The page that a code opens, before the person has proved who they are."""

    id: UUID
    dossier_id: UUID
    language: str
    second_step: str
    secret: str
    is_open: bool
    is_locked: bool


def key_by_code(digest: str, on: date) -> Key | None:
    """The page of the letter with this code; None if there is none, or its time is over."""
    return _key("SELECT * FROM privacy_by_code(%s, %s)", digest, on)


def key_by_id(page_id: UUID, on: date) -> Key | None:
    """The same for who is between the two steps, and for the mail with the code."""
    return _key("SELECT * FROM privacy_by_id(%s, %s)", page_id, on)


def _key(statement: str, *values: Any) -> Key | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return Key(*row) if row else None


@dataclass(frozen=True, slots=True)
class Head:
    """Whose page it is, and how far the case is."""

    dossier: UUID
    canton: str
    second_step: str
    name: str
    kept_by: TranslatedText
    phone: str
    number: str
    stage: str
    opened_on: date | None
    closed_on: date | None


def head(actor: PersonActor) -> Head:
    """The head of the person's page; absent once the page is ended."""
    found = _one("SELECT privacy_head()")
    if found is None:
        raise NotFound
    register([actor.dossier_id], Category.BASIC, "person")
    return Head(
        dossier=UUID(found["dossier"]),
        canton=found["canton"],
        second_step=found["second_step"],
        name=found["name"] or "",
        kept_by=TranslatedText(found["kept_by"]),
        phone=found["phone"],
        number=found["number"] or "",
        stage=found["stage"] or "",
        opened_on=_day(found["opened_on"]),
        closed_on=_day(found["closed_on"]),
    )


class Member(NamedTuple):
    """Somebody who works for the person: `part` is manages, coordinates or takes_part."""

    name: str
    part: str
    role: str
    institution: TranslatedText
    phone: str


def team(actor: PersonActor) -> list[Member]:
    """Who works for the person today, the one in charge first."""
    rows = _rows("SELECT * FROM privacy_team(%s)", actor.today)
    return [Member(name, part, role, _text(house), phone) for name, part, role, house, phone in rows]


@dataclass(frozen=True, slots=True)
class Step:
    """A measure of the plan, as the person reads it; `who` is empty where it is for the person."""

    text: str
    responsible: str
    institution: TranslatedText | None
    provider: str
    deadline: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with what is done for it."""

    text: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The plan that holds."""

    number: int
    state: str
    signed_on: date | None
    rhythm_days: int
    aims: tuple[Aim, ...]


def plan(actor: PersonActor) -> Agreement | None:
    """The plan in force, else the one that was signed and is being validated; None while there is none."""
    found = _one("SELECT privacy_plan()")
    if found is None:
        return None
    register([actor.dossier_id], Category.WORK, "person")
    return Agreement(
        number=found["number"],
        state=found["state"],
        signed_on=_day(found["signed_on"]),
        rhythm_days=found["rhythm_days"],
        aims=tuple(Aim(goal["text"], tuple(_step(one) for one in goal["measures"])) for goal in found["goals"]),
    )


def _step(found: dict[str, Any]) -> Step:
    house = found["institution"]
    return Step(
        text=found["text"],
        responsible=found["responsible"],
        institution=TranslatedText(house) if house else None,
        provider=found["provider"],
        deadline=_day(found["deadline"]),
        status=found["status"],
    )


class Appointment(NamedTuple):
    """A meeting to which the person is invited."""

    kind: str
    held_on: date
    begins: time
    ends: time
    place: str
    link: str
    institution: TranslatedText
    phone: str


def appointments(actor: PersonActor) -> list[Appointment]:
    """Meetings to come to which the person is invited, the next first."""
    rows = _rows("SELECT * FROM privacy_appointments(%s)", actor.today)
    return [Appointment._make((*row[:6], _text(row[6]), row[7])) for row in rows]


class Opening(NamedTuple):
    """What lets institutions see data of others: a consent of the person, or a law (`article`)."""

    id: UUID
    article: str
    givers: list[TranslatedText]
    receivers: list[TranslatedText]
    categories: list[str]
    purposes: list[str]
    onward: str
    valid_from: date
    valid_to: date
    in_force: bool
    ending: str


def openings(actor: PersonActor) -> list[Opening]:
    """The person's consents and what the law opens, those in force first."""
    rows = _rows("SELECT * FROM privacy_openings(%s)", actor.today)
    return [Opening._make((*row[:2], _texts(row[2]), _texts(row[3]), *row[4:])) for row in rows]


class Paper(NamedTuple):
    """A document of the dossier; the title of one that is not shown is empty, `why` is the reason given."""

    id: UUID
    kind: str
    title: str
    dated_on: date
    institution: TranslatedText
    shown: bool
    why: str


def papers(actor: PersonActor) -> list[Paper]:
    """Every document that is filed about the person, the latest first."""
    rows = _rows("SELECT * FROM privacy_documents()")
    register([actor.dossier_id], Category.DOCUMENTS, "person")
    return [Paper._make((*row[:4], _text(row[4]), *row[5:])) for row in rows]


class File(NamedTuple):
    """The bytes of a shown document."""

    category: str
    file_name: str
    media_type: str
    data: bytes


def file(actor: PersonActor, document_id: UUID) -> File:
    """One shown document; not shown, withdrawn and absent are the same."""
    found = next(iter(_rows("SELECT * FROM privacy_document(%s)", document_id)), None)
    if found is None:
        raise NotFound
    register([actor.dossier_id], found[0], "person")
    return File(found[0], found[1], found[2], bytes(found[3]))


class Withheld(NamedTuple):
    """A note that is kept from the person, with the reason given."""

    kind: str
    occurred_on: date
    institution: TranslatedText
    why: str


def withheld(actor: PersonActor) -> list[Withheld]:
    """Notes that are kept from the person: that they exist, not what they say."""
    return [Withheld(kind, on, _text(house), why) for kind, on, house, why in _rows("SELECT * FROM privacy_withheld()")]


class Said(NamedTuple):
    """What the person has asked for, and what came of it."""

    kind: str
    words: str
    said_on: date
    due_on: date | None
    answered_on: date | None
    outcome: str
    answer: str


def said(actor: PersonActor) -> list[Said]:
    """The person's own concerns, the latest first."""
    del actor
    return [Said(*row) for row in _rows("SELECT * FROM privacy_concerns()")]


class Look(NamedTuple):
    """Somebody looked: who, when, by which door, at what, and what gave the right on that day (`origins`)."""

    id: int
    at: datetime
    actor: str
    door: str
    categories: list[str]
    name: str
    role: str
    institution: TranslatedText | None
    origins: list[str]
    articles: list[str]


def looks(
    actor: PersonActor | Actor, dossier_id: UUID, *, before: int | None = None, limit: int = 100
) -> Sequence[Look]:
    """Who looked at a dossier, the latest first: for the person concerned, and for those who manage the dossier.

    Complete: every page, file, export and job that showed something of it. `before` goes on after the last one shown.
    """
    rows = _rows("SELECT * FROM privacy_looked(%s, %s, %s)", dossier_id, before, limit)
    if isinstance(actor, Actor):
        register([dossier_id], Category.BASIC)
    return [Look._make((*row[:7], _text(row[7]) if row[7] else None, *row[8:])) for row in rows]


def page(actor: Actor, dossier_id: UUID) -> PersonalPage | None:
    """The page in force of a dossier; None if there is none, or if it is not the actor's to know."""
    del actor
    register([dossier_id], Category.BASIC)
    rows = PersonalPage.objects.filter(dossier_id=dossier_id, ended_on__isnull=True)
    return rows.select_related("invited_by__user", "invited_by__institution").first()


def concerns(actor: Actor, dossier_id: UUID) -> list[Concern]:
    """What the person wants, those still to be answered first."""
    del actor
    register([dossier_id], Category.BASIC)
    rows = Concern.objects.filter(dossier_id=dossier_id).select_related("answered_by__user", "contributor")
    return sorted(rows, key=lambda row: (row.answered_on is not None, -row.said_on.toordinal()))


def unanswered(*, limit: int = 10_000) -> Sequence[Concern]:
    """Of the whole platform, for jobs: what the persons concerned want and nobody has answered, the oldest first."""
    rows = Concern.objects.filter(answered_on__isnull=True).select_related("dossier")
    return list(rows.order_by("said_on", "id")[:limit])


def concern(actor: Actor, concern_id: UUID) -> Concern:
    """One of them; hidden and absent are refused alike."""
    del actor
    found = Concern.objects.filter(id=concern_id).select_related("contributor").first()
    if found is None:
        raise NotFound
    register([found.dossier_id], Category.BASIC)
    return found


def shown(actor: Actor, dossier_id: UUID) -> dict[UUID, Showing]:
    """By document what was last said about showing it to the person."""
    del actor
    register([dossier_id], Category.BASIC)
    return {row.document_id: row for row in Showing.objects.filter(dossier_id=dossier_id).order_by("id")}


def _rows(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _one(statement: str) -> dict[str, Any] | None:
    found = _rows(statement)
    return json.loads(found[0][0]) if found and found[0][0] is not None else None


def _text(found: Any) -> TranslatedText:
    return TranslatedText(json.loads(found) if isinstance(found, str) else found)


def _texts(found: Any) -> list[TranslatedText]:
    return [TranslatedText(one) for one in (json.loads(found) if isinstance(found, str) else found) or []]


def _day(found: str | None) -> date | None:
    return date.fromisoformat(found) if found else None
