"""Filling in a referral as one form: person, registration, work capacity, situation, talk (CII100.2–3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, categories
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain
from ciiz.domain.cases.public import Referral
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import CapacityBasis
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from . import refer

NEEDED = frozenset({Category.BASIC, Category.SOCIAL, Category.WORK, Category.HEALTH, Category.FINANCE})


@dataclass(frozen=True, slots=True)
class Registered:
    """The registration with the referring institution."""

    dispositif_id: str
    file_number: str = ""
    since: date | None = None
    entitlement_until: date | None = None

    def given(self) -> dict[str, Any]:
        """What is known of it."""
        values = {name: getattr(self, name) for name in ("file_number", "since", "entitlement_until")}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Capacity:
    """The referrer's estimate of the work capacity: what the others' judgements start from."""

    percent: int
    basis: CapacityBasis


def may_fill(actor: Actor, dossier_id: UUID) -> bool:
    """Who reads all that the referral says may rewrite it: contact persons and the case's team."""
    return categories(actor, dossier_id) >= NEEDED


@atomic
def fill(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    expected_version: int,
    person_version: int,
    identity: Mapping[str, Any],
    wished_form: CaseForm,
    partners: Iterable[int],
    talked_with_id: int | None,
    talked_on: date | None,
    notes: Mapping[Domain, str],
    registered: Registered | None = None,
    capacity: Capacity | None = None,
    complete: bool = False,
) -> Referral:
    """Saves everything that the form says, and with `complete` says that the referral is complete."""
    case = cases.case(actor, dossier_id)
    if not cases.may_complete(actor, case) or not may_fill(actor, dossier_id):
        raise cases.WrongRole
    referral = refer.save(
        actor=actor,
        dossier_id=dossier_id,
        expected_version=expected_version,
        wished_form=wished_form,
        partners=partners,
        talked_with_id=talked_with_id,
        talked_on=talked_on,
        notes=notes,
    )
    _identify(actor, dossier_id, person_version, identity)
    if registered is not None and registered.given():
        _register(actor, dossier_id, registered)
    if capacity is not None:
        _judge(actor, dossier_id, capacity, on)
    if complete:
        referral = refer.complete(actor=actor, dossier_id=dossier_id, on=on)
    return referral


def _identify(actor: Actor, dossier_id: UUID, expected_version: int, identity: Mapping[str, Any]) -> None:
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    changes = {name: value for name, value in identity.items() if (getattr(person, name) or "") != (value or "")}
    if changes:
        persons.correct_identity(actor=actor, dossier_id=dossier_id, expected_version=expected_version, changes=changes)


def _register(actor: Actor, dossier_id: UUID, told: Registered) -> None:
    own = persons.registrations(actor, dossier_id).filter(
        contributor_id=actor.institution_id, dispositif_id=told.dispositif_id, ended_on__isnull=True
    )
    held = own.first()
    if held is None:
        persons.register_with(
            actor=actor,
            dossier_id=dossier_id,
            dispositif_id=told.dispositif_id,
            institution_id=actor.institution_id,
            **told.given(),
        )
        return
    changes = {name: value for name, value in told.given().items() if getattr(held, name) != value}
    if changes:
        persons.change_registration(
            actor=actor, registration_id=held.id, expected_version=held.version, changes=changes
        )


def _judge(actor: Actor, dossier_id: UUID, told: Capacity, on: date) -> None:
    """A further estimate only where it says something new; the first one stays the starting point."""
    held = persons.work_capacity(actor, dossier_id)
    own = next((row for row in held.latest if row.contributor_id == actor.institution_id), None)
    if own is not None and (own.percent, own.basis) == (told.percent, told.basis):
        return
    persons.judge_capacity(
        actor=actor,
        dossier_id=dossier_id,
        percent=told.percent,
        judged_on=on,
        basis=told.basis,
        starting_point=held.start is None,
    )
