"""Ending a case without integration, from any step."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.consent.public import end_with_case
from ciiz.domain.organisations.public import values_of
from ciiz.foundation.db.transactions import atomic

from .report import result_of
from .standpoint import coaches
from .steps import Turn


@atomic
def break_off(*, actor: Actor, dossier_id: UUID, on: date, reason: str, words: str = "") -> Case:
    """Breaks the case off with a coded reason; exit report and closing follow.

    A referral that was never forwarded ends where it began: nobody else knew of it, so nothing follows.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_break_off(actor, case, coaches=coaches(actor, case)):
        raise cases.WrongRole
    if Stage(case.stage) not in cases.ENDS:
        raise cases.NotNow
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")
    chosen = values_of(case.dossier.canton).exit_reason(reason)
    if chosen is None or chosen.integrated:
        raise cases.UnknownReason(field="reason")
    alone = Stage(case.stage) in cases.BEFORE_FORWARDING
    turn = Turn(actor=actor, case=case)
    step = turn.step("breakoff.break_off")
    case = cases.break_off(
        actor=actor, case=case, on=on, reason=reason, words=words, result=result_of(chosen), step=step
    )
    turn.happened("breakoff.break_off", on=on, then="" if alone else "report.write")
    if alone:
        end_with_case(actor=actor, dossier_id=dossier_id, on=on, survey_outlives=False)
    return case
