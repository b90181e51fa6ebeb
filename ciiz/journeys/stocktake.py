"""Taking stock with the person or with the team: where the plan stands, whether the consent still holds."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import NotNow
from ciiz.domain.consent.enums import Coverage
from ciiz.domain.consent.public import bar, of_dossier
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import Progress, StockTakingKind
from ciiz.domain.plans.public import FinishedAndChanging, StockTaking, may_decide_course, may_take_stock
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import set_task, settle
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from . import change as changing
from . import finish as finishing
from .rhythm import next_stock_takings
from .standpoint import held, standpoint
from .steps import Turn, address

TASK_OF = {StockTakingKind.PERSON: Kind.TAKE_STOCK, StockTakingKind.TEAM: Kind.TAKE_STOCK_TEAM}


@atomic
def record(
    *,
    actor: Actor,
    dossier_id: UUID,
    kind: StockTakingKind,
    held_on: date,
    progress: Progress,
    findings: str = "",
    present: Sequence[int] = (),
    person_present: bool | None = None,
    change: bool | None = None,
    change_reason: str = "",
    finished: bool | None = None,
    next_on: date | None = None,
) -> StockTaking:
    """Records a stock-taking and, where they were taken at it, the decisions on changing and finishing the plan.

    `change` or `finished` left open stay tasks of the case manager; a finished plan does not change. With the person
    the consent is checked: if it has ended or ends before the next stock-taking, renewing it becomes a task.
    """
    case, values = held(actor, dossier_id)
    at = standpoint(actor, case, values)
    if not may_take_stock(at, kind):
        raise NotAllowed
    if not Stage(case.stage).managed:
        raise NotNow
    if finished:
        if change:
            raise FinishedAndChanging(field="finished")
        change = False
    decides = may_decide_course(at, with_team=kind is StockTakingKind.TEAM)
    until = consent_until(actor, dossier_id)
    turn = Turn(actor=actor, case=case, values=values)
    taken = plans.take_stock(
        actor=actor,
        dossier_id=dossier_id,
        kind=kind,
        held_on=held_on,
        progress=progress,
        findings=findings,
        present=present,
        person_present=person_present,
        consent_valid=until is not None if kind is StockTakingKind.PERSON else None,
        consent_until=until if kind is StockTakingKind.PERSON else None,
        change_plan=change,
        change_reason=change_reason,
        next_on=next_on,
        step=turn.step("stocktake.record"),
    )
    task = TASK_OF[kind]
    done = (task, Kind.READ_ANSWER) if at.manages else (task,)
    if kind is StockTakingKind.PERSON:
        _ask_renewal(turn, until, next_on or turn.due(Kind.TAKE_STOCK, actor.today))
    if case.stage != Stage.RUNNING:
        settle(actor=actor, dossier_id=dossier_id, on=held_on, done=done)
    else:
        turn.done(
            "stocktake.record",
            on=held_on,
            besides=done,
            also=next_stock_takings(case, next_on=next_on, kinds=(task,)),
        )
        if decides and change is not None:
            changing.settle(turn, on=held_on, change=change, reason=change_reason)
        if decides and change is False and finished is not None:
            finishing.settle(turn, values, on=held_on, finished=finished)
    return taken


def consent_until(actor: Actor, dossier_id: UUID) -> date | None:
    """Last day of the consent in force today, None if there is none."""
    bars = [bar(consent, actor.today) for consent in of_dossier(actor, dossier_id) if consent.signed_on]
    return max((one.until for one in bars if one.standing is Coverage.IN_FORCE), default=None)


def _ask_renewal(turn: Turn, until: date | None, next_on: date | None) -> None:
    if until is not None and next_on is not None and next_on <= until:
        return
    set_task(
        actor=turn.actor,
        dossier_id=turn.case.dossier_id,
        kind=Kind.RENEW_CONSENT,
        to=address(turn.case, LaneRole.CASE_MANAGER),
        set_on=turn.actor.today,
        due_on=until or turn.actor.today,
    )
