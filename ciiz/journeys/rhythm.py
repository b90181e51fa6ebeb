"""Tasks that come and come again while a plan is carried out: talks, stock-takings, answers."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import CantonValues
from ciiz.domain.plans.public import Plan
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Wanted, complete, set_task

from .steps import address
from .terms import due


def next_talk(case: Case, values: CantonValues, *, on: date, plan: Plan) -> Wanted:
    """The next talk is due a rhythm after a day, as it was agreed with the person."""
    term = due(Kind.CARRY_OUT_PLAN, on, values, agreed_days=plan.rhythm_days)
    return Wanted(Kind.CARRY_OUT_PLAN, address(case, LaneRole.CASE_MANAGER), term)


def next_stock_takings(
    case: Case,
    *,
    next_on: date | None = None,
    kinds: tuple[Kind, ...] = (Kind.TAKE_STOCK, Kind.TAKE_STOCK_TEAM),
) -> list[Wanted]:
    """The next stock-takings, on a day or a term later: with the person by the case manager, with the team by the
    coordination."""
    lanes = {Kind.TAKE_STOCK: LaneRole.CASE_MANAGER, Kind.TAKE_STOCK_TEAM: LaneRole.COORDINATOR}
    return [Wanted(kind, address(case, lanes[kind]), due_on=next_on) for kind in kinds]


def tell_manager(*, actor: Actor, case: Case, values: CantonValues, subject_id: UUID) -> None:
    """An institution did not simply say yes: the case manager has to look for a way."""
    set_task(
        actor=actor,
        dossier_id=case.dossier_id,
        kind=Kind.READ_ANSWER,
        to=address(case, LaneRole.CASE_MANAGER),
        set_on=actor.today,
        due_on=due(Kind.READ_ANSWER, actor.today, values),
        subject_id=subject_id,
    )


def answers_read(*, actor: Actor, case: Case) -> None:
    """Whatever the case manager does next about the plan answers what the institutions said."""
    complete(actor=actor, dossier_id=case.dossier_id, kinds=(Kind.READ_ANSWER,), on=actor.today)
