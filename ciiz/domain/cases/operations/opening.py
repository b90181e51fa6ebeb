"""Opening a case, moving it on, and what it says of itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotFound

from ..enums import Occasion, Stage
from ..errors import NotNow, UnknownCriterion
from ..models import Case, IizCheck


def numbers(*, actor: Actor, year: int, count: int = 1) -> list[str]:
    """The next numbers of the actor's canton, in order; taken ones are not given back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_next_number(%s, %s) FROM generate_series(1, %s)", [actor.canton, year, count])
        return [f"{actor.canton}-{year}-{running:04d}" for (running,) in cursor.fetchall()]


@atomic
def open_case(
    *,
    actor: Actor,
    dossier_id: UUID,
    opened_on: date,
    wished_form: CaseForm,
    stage: Stage = Stage.DRAFT,
    criteria_definition: str = "",
    follows: UUID | None = None,
    number: str = "",
) -> Case:
    """Opens the case of a new dossier in the name of the actor's institution, which thereby refers it.

    `number` is one of `numbers`, by default the next.
    """
    number = number or numbers(actor=actor, year=opened_on.year)[0]
    case = Case(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        number=number,
        running=number.rpartition("-")[2],
        opened_on=opened_on,
        stage=stage,
        wished_form=wished_form,
        criteria_definition=criteria_definition,
        follows_id=follows,
    )
    case.save(force_insert=True)
    return case


def lock(*, actor: Actor, dossier_id: UUID, expected_version: int | None = None) -> Case:
    """The case, held until the transaction ends; refuses if somebody saved since `expected_version`."""
    del actor
    case = next(iter(_locked(dossier_id)), None)
    if case is None:
        raise NotFound
    if expected_version is not None and case.version != expected_version:
        raise Conflict
    return case


@compiled
def _locked(dossier_id: UUID) -> QuerySet[Case]:
    rows = Case.objects.select_for_update(of=("self",)).select_related("dossier__canton")
    return rows.defer(*UNASKED).filter(dossier_id=dossier_id)


UNASKED = tuple(f"dossier__canton__{name}" for name in ("name", "languages", "values", "brief"))
"""Of the canton a case tells the digest of its values; those themselves are known as long as they do not change."""


def move(*, actor: Actor, case: Case, stage: Stage | None = None, **values: Any) -> Case:
    """Moves a held case to a stage and sets what belongs to it; counts its version up."""
    del actor
    if stage is not None:
        values["stage"] = stage
    for name, value in values.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*(name.removesuffix("_id") for name in values), "version"])
    return case


def set_stage(*, actor: Actor, dossier_id: UUID, stage: Stage, expected: Iterable[Stage]) -> Case:
    """Moves a case on from one of the expected stages; for the plan's steps."""
    case = lock(actor=actor, dossier_id=dossier_id)
    if Stage(case.stage) not in tuple(expected):
        raise NotNow
    return case if case.stage == stage else move(actor=actor, case=case, stage=stage)


@atomic
def check(
    *,
    actor: Actor,
    dossier_id: UUID,
    occasion: Occasion,
    definition: str,
    known: Iterable[str],
    criteria: Mapping[str, bool],
    indicated: CaseForm,
    done_on: date,
    step: str = "",
) -> IizCheck:
    """Keeps an IIZ check with what of the canton's criteria (`known`) applied; also when no IIZ is indicated."""
    codes = list(known)
    if unknown := sorted(set(criteria) - set(codes)):
        raise UnknownCriterion(field=unknown[0])
    done = IizCheck(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        occasion=occasion,
        definition=definition,
        criteria=[{"code": code, "met": bool(criteria.get(code))} for code in codes],
        indicated=indicated,
        done_on=done_on,
        done_by_id=actor.membership_id,
    )
    done.save(force_insert=True)
    record(
        actor=actor,
        kind="check_done",
        dossier_id=dossier_id,
        occurred_on=done_on,
        subject_id=done.id,
        step=step,
        indicated=indicated.value,
        met=len(done.met),
    )
    return done
