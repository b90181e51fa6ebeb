"""Referring a person: the IIZ check, the referral, forwarding it to the coordination."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor, found, mandate, sits
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, Occasion, Stage
from ciiz.domain.cases.public import Case, IizCheck, Referral
from ciiz.domain.consent.public import extend
from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import CantonValues, Region, Route, Theme, canton_values, route, values_of
from ciiz.domain.persons.public import Person, enter_person, person, same_person
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.processes.public import NoProcess, start
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .coverage import office_of, require_opening
from .steps import Turn

COMPLEX = (CaseForm.ROUND_TABLE, CaseForm.ASSESSMENT, CaseForm.COACHING)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a check has begun: always a case with its check, a referral where cooperation is indicated."""

    case: Case
    check: IizCheck
    referral: Referral | None

    @property
    def dossier_id(self) -> UUID:
        """The dossier, which is the case's id."""
        return self.case.dossier_id


@atomic
def check(
    *,
    actor: Actor,
    on: date,
    occasion: Occasion,
    criteria: Mapping[str, bool],
    indicated: CaseForm,
    identity: Mapping[str, Any] | None = None,
    person_id: UUID | None = None,
    dossier_id: UUID | None = None,
    notes: Mapping[Domain, str] | None = None,
    partners: Iterable[int] = (),
    follows: UUID | None = None,
) -> Begun:
    """Keeps the IIZ check of a new person (`identity`), of one known by another dossier, or of one checked before.

    A yes begins the referral, which a front-line worker has as a task until it is complete; a no is kept as well.
    Criteria are guidelines: what applied is stored, none refuses. An earlier check is gone on with by those who read
    it: the team and the contact persons.
    """
    if not cases.may_check(actor):
        raise cases.WrongRole
    _not_later(actor, on)
    wanted = indicated in COMPLEX
    known = None if dossier_id is None else _checked_before(actor, dossier_id, wanted=wanted)
    values = canton_values(actor.canton if known is None else known.canton)
    definition = values.criteria_on(on)
    if known is not None:
        case = known
    else:
        case = _new_case(
            actor=actor,
            on=on,
            identity=identity,
            person_id=person_id,
            wished=indicated,
            stage=Stage.DRAFT if wanted else Stage.CHECKED,
            definition=definition.version,
            follows=follows,
        )
    turn = _begin_process(actor, case, on, values) if known is None or wanted else None
    done = cases.check(
        actor=actor,
        dossier_id=case.dossier_id,
        occasion=occasion,
        definition=definition.version,
        known=[one.code for one in definition.criteria],
        criteria=criteria,
        indicated=indicated,
        done_on=on,
        step=turn.step("refer.check") if turn else "",
    )
    if turn is None:
        return Begun(case, done, None)
    if known is not None:
        cases.move(
            actor=actor, case=case, stage=Stage.DRAFT, wished_form=indicated, criteria_definition=definition.version
        )
    referral = None
    if wanted:
        referral = cases.begin_referral(
            actor=actor,
            case=case,
            on=on,
            wished_form=indicated,
            partners=partners,
            notes=notes,
        )
    writes = referral is not None and actor.role is Role.FRONT_LINE
    own = Wanted(Kind.WRITE_REFERRAL, Address(membership_id=actor.membership_id))
    turn.done("refer.check", outcome=_showed(indicated), on=on, also=[own] if writes else [])
    return Begun(case, done, referral)


def _not_later(actor: Actor, on: date) -> None:
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")


def _checked_before(actor: Actor, dossier_id: UUID, *, wanted: bool) -> Case:
    """The case of an earlier check, held until the transaction ends; a yes needs one that came to nothing."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.refers(actor, case) or not sits(actor, dossier_id):
        raise cases.WrongRole
    if wanted and (case.stage != Stage.CHECKED or case.result):
        raise cases.NotNow
    return case


def _new_case(
    *,
    actor: Actor,
    on: date,
    identity: Mapping[str, Any] | None,
    person_id: UUID | None,
    wished: CaseForm,
    stage: Stage,
    definition: str,
    follows: UUID | None,
) -> Case:
    dossier = found(actor=actor, opened_on=on)
    if person_id is not None:
        same_person(actor=actor, dossier_id=dossier.id, person_id=person_id)
        extend(actor=actor, dossier_id=dossier.id)
    else:
        enter_person(actor=actor, dossier_id=dossier.id, identity=identity or {})
    return cases.open_case(
        actor=actor,
        dossier_id=dossier.id,
        opened_on=on,
        wished_form=wished,
        stage=stage,
        criteria_definition=definition,
        follows=follows,
    )


def _begin_process(actor: Actor, case: Case, on: date, values: CantonValues) -> Turn:
    """With each check begins the process on which the canton's cases, or those of the person's theme, start."""
    turn = Turn(actor=actor, case=case, values=values)
    entry = values.process.entry
    concerned = person(actor, case.dossier_id) if len(values.entries()) > 1 else None
    if concerned is not None:
        entry = values.entry_of(way(values, concerned, actor.today).theme)
    if turn.step("refer.check"):
        return turn  # a running process asks whether it is more than it seemed
    with suppress(NoProcess):
        start(actor=actor, dossier_id=case.dossier_id, process=entry, on=on, held=turn.held)
    return turn


def way(values: CantonValues, concerned: Person, today: date) -> Route:
    """To which coordination a person's referral goes."""
    return route(
        values,
        commune_name=concerned.commune,
        birth_date=concerned.birth_date,
        permit=concerned.permit,
        today=today,
    )


def _showed(indicated: CaseForm) -> Outcome:
    if indicated is CaseForm.NETWORK:
        return Outcome.NETWORK
    return Outcome.COMPLEX if indicated in COMPLEX else Outcome.NOT_INDICATED


@atomic
def save(
    *,
    actor: Actor,
    dossier_id: UUID,
    expected_version: int,
    wished_form: CaseForm | None = None,
    partners: Iterable[int] | None = None,
    talked_with_id: int | None = None,
    talked_on: date | None = None,
    notes: Mapping[Domain, str] | None = None,
) -> Referral:
    """Saves what the referring institution writes before the referral is decided on."""
    _case, referral = _held(actor, dossier_id, expected_version)
    return cases.change_referral(
        actor=actor,
        referral=referral,
        wished_form=wished_form,
        partners=partners,
        talked_with_id=talked_with_id,
        talked_on=talked_on,
        notes=notes,
    )


def _held(actor: Actor, dossier_id: UUID, expected_version: int | None) -> tuple[Case, Referral]:
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_complete(actor, case):
        raise cases.WrongRole
    if Stage(case.stage) not in cases.FORWARDABLE:
        raise cases.NotNow
    return case, cases.referral_of(actor=actor, case=case, expected_version=expected_version)


@atomic
def complete(*, actor: Actor, dossier_id: UUID, on: date, expected_version: int | None = None) -> Referral:
    """Says that the referral is complete: the contact person is asked to forward it."""
    case, referral = _held(actor, dossier_id, expected_version)
    _not_later(actor, on)
    already = case.stage == Stage.COMPLETED
    turn = Turn(actor=actor, case=case)
    step = "" if already else turn.step("refer.complete")
    cases.complete_referral(actor=actor, case=case, referral=referral, on=on, step=step)
    if not already:
        turn.done("refer.complete", on=on)
    return referral


@atomic
def forward(
    *,
    actor: Actor,
    dossier_id: UUID,
    on: date,
    expected_version: int | None = None,
    region_id: int | None = None,
) -> Referral:
    """Forwards the referral to the coordination of a theme, by rule, else of the region.

    Only a contact person does, only with a consent or statute in force that names the office, and `region_id` only
    where the person's commune does not tell the region.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_forward(actor, case):
        raise cases.WrongRole
    if Stage(case.stage) not in cases.FORWARDABLE:
        raise cases.NotNow
    _not_later(actor, on)
    referral = cases.referral_of(actor=actor, case=case, expected_version=expected_version)
    values = values_of(case.dossier.canton)
    office_id = office_of(case.canton)
    turn = Turn(actor=actor, case=case, values=values)
    basis = ""
    if values.consent.needed_at == "forwarding":
        basis = require_opening(actor=actor, dossier_id=dossier_id, receiver_id=office_id, on=on)
    if case.stage != Stage.COMPLETED:
        step = turn.step("refer.complete")
        cases.complete_referral(actor=actor, case=case, referral=referral, on=on, step=step)
        turn.done("refer.complete", on=on)
    region, theme = _route(actor, case, values, region_id)
    cases.forward_referral(
        actor=actor,
        case=case,
        referral=referral,
        on=on,
        region_id=region,
        theme_id=theme,
        basis=basis,
        step=turn.step("refer.forward"),
    )
    mandate(
        actor=actor,
        dossier_id=dossier_id,
        office_id=office_id,
        valid_from=on,
        region_id=None if theme is not None else region,
        theme_id=theme,
    )
    turn.done("refer.forward", on=on)
    return referral


def _route(actor: Actor, case: Case, values: CantonValues, region_id: int | None) -> tuple[int | None, int | None]:
    """Region and theme of the referral, as ids."""
    concerned = person(actor, case.dossier_id)
    if concerned is None:
        raise NotFound
    to = way(values, concerned, actor.today)
    regions = dict(Region.objects.filter(canton=case.canton).values_list("code", "id"))
    themes = dict(Theme.objects.filter(canton=case.canton).values_list("code", "id"))
    theme = themes.get(to.theme or "")
    only = next(iter(regions.values())) if len(regions) == 1 else None
    region = regions.get(to.region or "") or (region_id if region_id in regions.values() else only)
    if region is None and theme is None:
        raise cases.Missing(field="region")
    return region, theme
