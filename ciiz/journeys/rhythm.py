"""What recurs while a plan is carried out: talks with the person and stock-takings, as tasks (CII101.5, CII101.6)."""

from datetime import date, timedelta

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import CantonValues
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import set_task

from .steps import address, due


def talk_again(*, actor: Actor, case: Case, on: date, rhythm_days: int) -> None:
    """The next talk is due a rhythm after a day."""
    set_task(
        actor=actor,
        dossier_id=case.dossier_id,
        kind=Kind.CARRY_OUT_PLAN,
        to=address(case, LaneRole.CASE_MANAGER),
        set_on=on,
        due_on=on + timedelta(days=rhythm_days),
        step="CII101.5",
    )


def take_stock_again(
    *,
    actor: Actor,
    case: Case,
    values: CantonValues,
    on: date,
    next_on: date | None = None,
    kinds: tuple[Kind, ...] = (Kind.TAKE_STOCK, Kind.TAKE_STOCK_TEAM),
) -> None:
    """The next stock-takings: with the person by the case manager, with the team by the coordination."""
    for kind in kinds:
        lane = LaneRole.CASE_MANAGER if kind is Kind.TAKE_STOCK else LaneRole.COORDINATOR
        set_task(
            actor=actor,
            dossier_id=case.dossier_id,
            kind=kind,
            to=address(case, lane),
            set_on=on,
            due_on=next_on or due(kind, on, values),
            step="CII101.6",
        )
