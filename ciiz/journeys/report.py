"""The exit report: what came out, who goes on."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, Result, Stage
from ciiz.domain.cases.public import ExitReport
from ciiz.domain.organisations.enums import NationalExit
from ciiz.domain.organisations.public import ExitReason
from ciiz.foundation.db.transactions import atomic

from .standpoint import coaches, held
from .steps import Turn

RESULT_OF = {
    NationalExit.INTEGRATED: Result.INTEGRATED,
    NationalExit.OTHER_DISPOSITIF: Result.OTHER_DISPOSITIF,
}


def result_of(reason: ExitReason) -> Result:
    """The coarse result, which everybody who takes part may know, of a coded reason."""
    return RESULT_OF.get(reason.national, Result.NOT_INTEGRATED)


@atomic
def write(
    *,
    actor: Actor,
    dossier_id: UUID,
    exit_reason: str,
    actual_end: date,
    decided_on: date,
    planned_end: date | None = None,
    next_institution_id: int | None = None,
    follow_up_until: date | None = None,
    notes: Mapping[Domain, str] | None = None,
    words: str = "",
) -> ExitReport:
    """Who manages the case (or who may break it off) writes the report; the result follows from the coded reason.

    Then they are asked to ask for closing; whoever closes has it as a task once that is done. Until the closing the
    report can be written anew, which replaces the former one.
    """
    case, values = held(actor, dossier_id)
    if not cases.may_report(actor, case, coaches=coaches(actor, case)):
        raise cases.WrongRole
    turn = Turn(actor=actor, case=case, values=values)
    again = case.stage == Stage.ENDING and cases.closing_of(actor=actor, case=case).report_id is not None
    step = "" if again else turn.require("report.write", (Stage.ENDING,))
    reason = values.exit_reason(exit_reason)
    if reason is None:
        raise cases.UnknownReason(field="exit_reason")
    if reason.needs_receiver and next_institution_id is None:
        raise cases.Missing(field="next_institution")
    report = cases.write_exit_report(
        actor=actor,
        case=case,
        result=result_of(reason),
        exit_reason=exit_reason,
        planned_end=planned_end,
        actual_end=actual_end,
        decided_on=decided_on,
        written_on=actor.today,
        next_institution_id=next_institution_id,
        follow_up_until=follow_up_until,
        notes=notes,
        words=words,
        step=step,
    )
    if not again:
        turn.done("report.write", on=actor.today, then="close.close")
    return report
