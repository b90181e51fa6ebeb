"""Who acts: the first argument of every query and operation."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db import connection

from ciiz.domain.organisations.enums import Role
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.postgres.roles import APP
from ciiz.foundation.reading import note_actor

Errand = Literal["deadlines", "letters", "mail", "sealing", "maintenance", "concerns"]
"""What the platform acts for by itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A membership that acts on a day: user × institution × role.

    The database knows the same actor by the settings of the transaction; this object is for wording and policies,
    never for filtering.
    """

    membership_id: int
    user_id: int
    role: Role
    institution_id: int
    institution_kind: str
    canton: str
    today: date
    region_id: int | None = None
    theme_id: int | None = None
    contact_kind: str = ""
    language: str = "de"

    def __str__(self) -> str:
        return f"membership:{self.membership_id}"


@dataclass(frozen=True, slots=True)
class PersonActor:
    """The person concerned, by their own page of one dossier."""

    page_id: UUID
    dossier_id: UUID
    today: date

    def __str__(self) -> str:
        return f"person:{self.page_id}"


@dataclass(frozen=True, slots=True)
class BearerActor:
    """Whoever holds a link: one object, one verb, until a day (providers, doctors, answers)."""

    object_id: UUID
    verb: str
    until: date
    today: date

    def __str__(self) -> str:
        return f"bearer:{self.verb}:{self.object_id}"


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The platform itself, for a purpose; its rights are those of the worker role."""

    purpose: Errand
    today: date

    def __str__(self) -> str:
        return f"system:{self.purpose}"


def enter(*, membership_id: int | None, user_id: int, today: date, read_only: bool = False) -> Actor | None:
    """Sets the actor's context for the running transaction, in one SELECT; None if no membership is in force.

    Without `membership_id` it is the user's first.

    Must be called inside `atomic()`: the settings end with the transaction.
    """
    with prepared() as cursor:
        cursor.execute(
            "SELECT access_enter(%s::bigint, %s::bigint, %s::date, %s::boolean)",
            [membership_id, user_id, today, read_only],
        )
        (found,) = cursor.fetchone() or (None,)
    if found is None:
        return None
    found = json.loads(found)
    actor = Actor(
        membership_id=found["id"],
        user_id=found["user_id"],
        role=Role(found["role"]),
        institution_id=found["institution_id"],
        institution_kind=found["institution_kind"],
        canton=found["canton_id"],
        today=today,
        region_id=found["region_id"],
        theme_id=found["theme_id"],
        contact_kind=found["contact_kind"],
        language=found["language"],
    )
    note_actor(str(actor))
    return actor


def act_for(*, membership_id: int, user_id: int, today: date) -> Actor | None:
    """The same in a job that does what somebody asked for: with the rights of pages, and no others, from here on."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
    return enter(membership_id=membership_id, user_id=user_id, today=today)


def leave() -> None:
    """Ends the actor's context within the transaction: what follows nobody does who is signed in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_leave()")


def enter_bearer(
    *, object_id: UUID, verb: str, until: date, today: date, read_only: bool = False
) -> BearerActor | None:
    """The same for whoever holds a link that ciiz has signed; None if its last day is over.

    Policies and guards of the object open it for the verb; there is no audience, institution or category.
    """
    if until < today:
        return None
    actor = BearerActor(object_id=object_id, verb=verb, until=until, today=today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_enter_bearer(%s, %s, %s)", [str(actor), today, read_only])
    note_actor(str(actor))
    return actor


def enter_person(*, page_id: UUID, dossier_id: UUID, today: date, read_only: bool = False) -> PersonActor:
    """The same for the person concerned, who has proved who they are: no audience either.

    What is open to them are the functions of their page alone (`ciiz/domain/privacy/sql/functions.sql`).
    """
    actor = PersonActor(page_id=page_id, dossier_id=dossier_id, today=today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_enter_bearer(%s, %s, %s)", [str(actor), today, read_only])
    note_actor(str(actor))
    return actor


def enter_system(*, purpose: Errand, today: date) -> SystemActor:
    """The same for the platform itself, in jobs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_enter_system(%s, %s)", [purpose, today])
    actor = SystemActor(purpose=purpose, today=today)
    note_actor(str(actor))
    return actor
