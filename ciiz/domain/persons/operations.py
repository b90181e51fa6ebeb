"""Writes of the context."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F

from ciiz.domain.access.public import Actor, Category, SystemActor, coordinated
from ciiz.domain.timeline.public import record, record_once
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound

from . import ahv
from .enums import Absence, Aspect, CapacityBasis, InsurancePhase, MatchOutcome
from .errors import (
    BeforeBirth,
    DayInFuture,
    EndBeforeStart,
    NameMissing,
    PercentOutOfRange,
    SavedMeanwhile,
    UnknownCode,
)
from .identity import checked
from .models import IdentityDigest, Match, Person, Registration, Statement, Subject, WorkCapacity
from .names import words


@atomic
def enter_person(*, actor: Actor, dossier_id: UUID, identity: Mapping[str, Any]) -> Person:
    """Enters the person of a new dossier; what is not given counts as not asked, an `Absence` says why not."""
    values = checked(identity, today=actor.today)
    if not values.get("family_name") or not values.get("given_names"):
        raise NameMissing(field="given_names" if values.get("family_name") else "family_name")
    person = Person(id=uuid7())
    _set_identity(person, values)
    person.describe_rest()
    subject = Subject(dossier_id=dossier_id, contributor_id=actor.institution_id, person_id=person.id)
    subject.save(force_insert=True)
    person.save(force_insert=True)
    _keep_digest(person)
    record(actor=actor, kind="person_entered", dossier_id=dossier_id, occurred_on=actor.today, subject_id=person.id)
    return person


@atomic
def same_person(*, actor: Actor, dossier_id: UUID, person_id: UUID) -> Person:
    """Points a new dossier to a person whom the actor sees already through another one."""
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise NotFound
    subject = Subject(dossier_id=dossier_id, contributor_id=actor.institution_id, person_id=person_id)
    subject.save(force_insert=True)
    record(actor=actor, kind="person_entered", dossier_id=dossier_id, occurred_on=actor.today, subject_id=person.id)
    return person


@atomic
def correct_identity(*, actor: Actor, dossier_id: UUID, expected_version: int, changes: Mapping[str, Any]) -> Person:
    """Changes the identity of the dossier's person; refuses if somebody else saved since `expected_version`."""
    values = checked(changes, today=actor.today)
    person = Person.objects.filter(subjects__dossier_id=dossier_id).first()
    if person is None:
        raise NotFound
    former_ahv = person.ahv_number
    changed = {name for name, value in values.items() if person_told(person, name) != value}
    if not changed:
        return person
    _set_identity(person, values)
    _save_version(person, expected_version)
    if person.ahv_number != former_ahv:
        _keep_digest(person)
    record(
        actor=actor,
        kind="identity_corrected",
        dossier_id=dossier_id,
        occurred_on=actor.today,
        subject_id=person.id,
        fields=",".join(sorted(changed)),
    )
    return person


@atomic
def keep_match(*, actor: SystemActor, match: Match) -> bool:
    """The worker keeps that two dossiers hold the same AHV number; False if it is known already."""
    if Match.objects.filter(dossier_id=match.dossier_id, other_id=match.other_id).exists():
        return False
    match.save(force_insert=True)
    for dossier_id, _audience_id in match.sides():
        record_once(
            actor=actor,
            kind="match_found",
            dossier_id=dossier_id,
            contributor_id=match.contributor_id,
            subject_id=match.id,
            occurred_on=match.found_on,
        )
    return True


@atomic
def decide_match(*, actor: Actor, match_id: UUID, outcome: MatchOutcome, expected_version: int) -> Match:
    """The coordination of one of the two cases says what the same number means; it may say so again."""
    match = Match.objects.filter(id=match_id).first()
    if match is None:
        raise NotFound
    match.outcome, match.decided_on, match.decided_by_id = outcome, actor.today, actor.membership_id
    _save_version(match, expected_version)
    for dossier_id in sorted(coordinated(actor, (match.dossier_id, match.other_id))):
        record(
            actor=actor,
            kind="match_decided",
            dossier_id=dossier_id,
            occurred_on=actor.today,
            subject_id=match.id,
            outcome=outcome.value,
        )
    return match


def person_told(person: Person, name: str) -> Any:
    """The value of a column, or the reason for its absence where the column is descriptive."""
    return person.told(name) if name in Person.described else getattr(person, name)


@atomic
def state(
    *,
    actor: Actor,
    dossier_id: UUID,
    aspect: Aspect,
    noted_on: date,
    code: str = "",
    text: str = "",
    absent: Absence | None = None,
) -> Statement:
    """Says how one aspect of the situation stands, in the name of the actor's institution."""
    if noted_on > actor.today:
        raise DayInFuture(field="noted_on")
    if code and (aspect.codes is None or code not in aspect.codes.values):
        raise UnknownCode(field=aspect.value, value=code)
    text = text.strip()
    if not code and not text and absent is None:
        absent = Absence.NOT_ASKED
    statement = Statement(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        aspect=aspect,
        category=aspect.category,
        code="" if absent else code,
        text="" if absent else text,
        absent=absent or "",
        noted_on=noted_on,
    )
    statement.save(force_insert=True)
    record(
        actor=actor,
        kind="situation_stated",
        dossier_id=dossier_id,
        category=aspect.category,
        occurred_on=noted_on,
        subject_id=statement.id,
        aspect=aspect.value,
    )
    return statement


@atomic
def register_with(
    *,
    actor: Actor,
    dossier_id: UUID,
    dispositif_id: str,
    institution_id: int | None = None,
    file_number: str | Absence = Absence.NOT_ASKED,
    since: date | Absence | None = Absence.NOT_ASKED,
    entitlement_until: date | Absence | None = Absence.NOT_ASKED,
    phase: InsurancePhase | None = None,
    keyword: str = "",
    person: Person | None = None,
) -> Registration:
    """Records that the person is registered with a dispositif's institution under its own file number.

    `person` is the dossier's, where the caller holds it; else it is read.
    """
    _plausible(actor, dossier_id, since, person)
    registration = Registration(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        dispositif_id=dispositif_id,
        institution_id=institution_id,
        phase=phase or "",
        keyword=keyword.strip(),
    )
    registration.describe({"file_number": file_number, "since": since, "entitlement_until": entitlement_until})
    registration.save(force_insert=True)
    record(
        actor=actor,
        kind="registration_recorded",
        dossier_id=dossier_id,
        category=Category.WORK,
        occurred_on=actor.today,
        subject_id=registration.id,
        dispositif=dispositif_id,
    )
    return registration


@atomic
def change_registration(
    *, actor: Actor, registration_id: UUID, expected_version: int, changes: Mapping[str, Any]
) -> Registration:
    """Changes a registration that the actor's institution recorded: phase, end of entitlement, file number, end."""
    registration = Registration.objects.filter(id=registration_id).first()
    if registration is None:
        raise NotFound
    if (since := changes.get("since")) != registration.since:
        _plausible(actor, registration.dossier_id, since)
    registration.describe(changes)
    for name in ("phase", "keyword", "ended_on", "institution_id"):
        if name in changes:
            setattr(registration, name, changes[name])
    if registration.ended_on and registration.since and registration.ended_on < registration.since:
        raise EndBeforeStart(field="ended_on")
    _save_version(registration, expected_version)
    record(
        actor=actor,
        kind="registration_changed",
        dossier_id=registration.dossier_id,
        category=Category.WORK,
        occurred_on=actor.today,
        subject_id=registration.id,
        fields=",".join(sorted(changes)),
    )
    return registration


def _plausible(actor: Actor, dossier_id: UUID, since: date | Absence | None, person: Person | None = None) -> None:
    """A registration began between the person's birth and today."""
    if not isinstance(since, date):
        return
    if since > actor.today:
        raise DayInFuture(field="since")
    person = person or Person.objects.filter(subjects__dossier_id=dossier_id).first()
    if person is not None and person.birth_date is not None and since < person.birth_date:
        raise BeforeBirth(field="since")


@atomic
def judge_capacity(
    *,
    actor: Actor,
    dossier_id: UUID,
    percent: int | Absence,
    judged_on: date,
    basis: CapacityBasis,
    remark: str = "",
    starting_point: bool = False,
) -> WorkCapacity:
    """Records work capacity as the actor's institution judges it; the referrer's first one is the starting point."""
    if not isinstance(percent, Absence) and not 0 <= percent <= 100:
        raise PercentOutOfRange(field="percent")
    if judged_on > actor.today:
        raise DayInFuture(field="judged_on")
    capacity = WorkCapacity(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        judged_on=judged_on,
        basis=basis,
        remark=remark.strip(),
        starting_point=starting_point,
    )
    capacity.describe({"percent": percent})
    capacity.save(force_insert=True)
    record(
        actor=actor,
        kind="work_capacity_judged",
        dossier_id=dossier_id,
        category=Category.WORK,
        occurred_on=judged_on,
        subject_id=capacity.id,
        percent=capacity.percent,
        starting_point=starting_point,
    )
    return capacity


def _set_identity(person: Person, values: Mapping[str, Any]) -> None:
    person.describe(values)
    for name, value in values.items():
        if name not in Person.described:
            setattr(person, name, value)
    person.tokens = words(f"{person.family_name} {person.given_names}")


def _keep_digest(person: Person) -> None:
    if person.ahv_number:
        IdentityDigest(person_id=person.id, digest=ahv.digest(person.ahv_number)).save(force_insert=True)


def _save_version(row: Person | Registration | Match, expected_version: int) -> None:
    """Saves all columns if nobody else has since; tells apart who saved meanwhile from who may not save."""
    model: type[models.Model] = type(row)
    fixed = {"id", "dossier", "contributor", "version"}
    values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in fixed}
    rows = model._default_manager.filter(pk=row.pk, version=expected_version)
    if rows.update(**values, version=F("version") + 1):
        row.version = expected_version + 1
        return
    current = model._default_manager.filter(pk=row.pk).first()
    if current is None:
        raise NotFound
    if current.version != expected_version:  # type: ignore[attr-defined]
        raise SavedMeanwhile(current)
    raise NotAllowed
