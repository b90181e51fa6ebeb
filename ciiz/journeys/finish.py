"""Is the plan finished?"""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow, move
from ciiz.domain.organisations.public import CantonValues
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import may_decide_course
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import cancel
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from .rhythm import next_talk
from .standpoint import held, standpoint
from .steps import Turn


@atomic
def decide(*, actor: Actor, dossier_id: UUID, on: date, finished: bool) -> Case:
    """The case manager decides whether all stages are done; yes leads to the exit report, no back to work."""
    case, values = held(actor, dossier_id)
    if not may_decide_course(standpoint(actor, case, values)):
        raise plans.NotCaseManager
    return settle(Turn(actor=actor, case=case, values=values), values, on=on, finished=finished)


def settle(turn: Turn, values: CantonValues, *, on: date, finished: bool) -> Case:
    """Carries the decision out."""
    actor, case = turn.actor, turn.case
    if case.stage != Stage.RUNNING:
        raise NotNow
    record(
        actor=actor,
        kind="plan_finish_decided",
        dossier_id=case.dossier_id,
        occurred_on=on,
        step=turn.step("finish.decide"),
        finished=finished,
    )
    if not finished:
        plan = plans.in_force(actor, case.dossier_id)
        talk = [next_talk(case, values, on=on, plan=plan)] if plan else []
        turn.done("finish.decide", on=on, outcome=Outcome.NO, also=talk)
        return case
    turn.done("finish.decide", on=on, outcome=Outcome.YES)
    over = (Kind.CARRY_OUT_PLAN, Kind.TAKE_STOCK, Kind.TAKE_STOCK_TEAM, Kind.ACCEPT_PART, Kind.DECIDE_CHANGE)
    cancel(actor=actor, dossier_id=case.dossier_id, on=on, kinds=over)
    return move(actor=actor, case=case, stage=Stage.ENDING)
