"""Ending a case without integration, from any step (CII101.X)."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.db.transactions import atomic

from .steps import advance, break_out


@atomic
def break_off(*, actor: Actor, dossier_id: UUID, on: date, reason: str) -> Case:
    """Breaks the case off with a coded reason; the exit report and the closing follow."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_break_off(actor, case):
        raise cases.WrongRole
    if Stage(case.stage) not in cases.ENDS:
        raise cases.NotNow
    if on > actor.today:
        raise cases.DayOutOfOrder(field="on")
    chosen = canton_values(case.canton).exit_reason(reason)
    if chosen is None or chosen.integrated:
        raise cases.UnknownReason(field="reason")
    before = Stage(case.stage)
    cases.break_off(actor=actor, case=case, on=on, reason=reason, step="CII101.X" if case.case_manager_id else "")
    if before is Stage.ACCEPTED:
        # CII100 knows no event; its drawing ends where a session sends a case back.
        advance(actor=actor, case=case, journey="session.record_result", outcome=Outcome.RETURNED, on=on)
    break_out(actor=actor, case=case, journey="breakoff.break_off", on=on, then=Kind.WRITE_REPORT)
    return case
