"""Carrying out the plan: talks and contacts in the journal, measures that advance, stages that end."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.public import Entry, Writer
from ciiz.domain.organisations.enums import Role
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import MeasureStatus
from ciiz.domain.plans.public import Measure, may_advance_measure, may_decide_course
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import settle
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound

from .rhythm import next_talk
from .standpoint import held, standpoint, takes_part
from .steps import Turn, here


@atomic
def log_talk(
    *,
    actor: Actor,
    dossier_id: UUID,
    occurred_on: date,
    text: str,
    kind: EntryKind = EntryKind.TALK,
    category: Category = Category.WORK,
    visibility: Visibility = Visibility.TEAM,
    minutes: int | None = None,
    employer: str = "",
    withheld_reason: str = "",
) -> Entry:
    """Somebody of the case team writes down a talk, a call, a contact; a talk of the case manager renews the rhythm."""
    case, values = held(actor, dossier_id)
    if not journal.may_log(_writer(actor, case), category=category):
        raise NotAllowed
    entry = journal.log(
        actor=actor,
        dossier_id=dossier_id,
        kind=kind,
        occurred_on=occurred_on,
        text=text,
        category=category,
        visibility=visibility,
        minutes=minutes,
        employer=employer,
        withheld_reason=withheld_reason,
        step=here(actor=actor, dossier_id=dossier_id, journey="implement.log_talk"),
    )
    if kind.meets_person and actor.membership_id in (case.case_manager_id, case.deputy_id):
        plan = plans.in_force(actor, dossier_id) if case.stage == Stage.RUNNING else None
        wanted = [next_talk(case, values, on=occurred_on, plan=plan)] if plan else []
        settle(actor=actor, dossier_id=dossier_id, on=occurred_on, done=(Kind.FIRST_TALK,), wanted=wanted)
    return entry


@atomic
def advance_measure(
    *,
    actor: Actor,
    measure_id: UUID,
    expected_version: int,
    status: MeasureStatus,
    on: date,
    result: str = "",
) -> Measure:
    """The case manager, or somebody of the responsible institution, says how far a measure is."""
    measure = plans.measure(actor, measure_id)
    if measure is None:
        raise NotFound
    case, values = held(actor, measure.dossier_id)
    at = standpoint(actor, case, values, plans.latest(actor, measure.dossier_id))
    if not may_advance_measure(at) or (not at.manages and measure.institution_id != actor.institution_id):
        raise plans.NoPartInPlan
    return plans.advance_measure(
        actor=actor,
        measure_id=measure_id,
        expected_version=expected_version,
        status=status,
        on=on,
        result=result,
        step=here(actor=actor, dossier_id=measure.dossier_id, journey="implement.advance_measure"),
    )


@atomic
def progress(*, actor: Actor, dossier_id: UUID, on: date, stage_done: bool) -> None:
    """The case manager says that the work goes on, or that a stage is done and stock is to be taken."""
    case, values = held(actor, dossier_id)
    if not may_decide_course(standpoint(actor, case, values)):
        raise plans.NotCaseManager
    if case.stage != Stage.RUNNING:
        raise NotNow
    turn = Turn(actor=actor, case=case, values=values)
    if stage_done:
        turn.done("implement.progress", on=on, outcome=Outcome.STAGE_DONE, then="stocktake.record")
    else:
        plan = plans.in_force(actor, dossier_id)
        talk = [next_talk(case, values, on=on, plan=plan)] if plan else []
        turn.done("implement.progress", on=on, outcome=Outcome.GOING_ON, then="implement.progress", also=talk)


def _writer(actor: Actor, case: Case) -> Writer:
    """The database knows which categories an actor reads; the roles' own limits stand here for the message."""
    coordinates = actor.role.coordinates or actor.role is Role.OFFICER
    return Writer(
        role=actor.role,
        takes_part=coordinates or takes_part(actor, case),
        case_is_open=not Stage(case.stage).over,
        categories=frozenset(Category.values),
    )
