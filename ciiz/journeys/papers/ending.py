"""Papers at the end of a case."""

from collections.abc import Mapping
from typing import Any

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, Result
from ciiz.domain.cases.public import Ending, ExitReport
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import MeasureStatus
from ciiz.foundation.i18n.phrases import said

from .. import letter
from ..standpoint import coaches
from .about import Filled, Subject
from .course import stock_takings


def exit_report(about: Subject) -> Filled | None:
    """The exit report with what was planned and taken stock of."""
    ending = cases.ending(about.actor, about.dossier_id)
    if ending.report is None:
        return None
    data = about.head() | {
        "case_manager": about.case_manager,
        "institutions": about.institutions,
        "opened_on": about.case.opened_on,
        **ended(about, ending.report),
        "measures": _measures(about),
        "stock_takings": stock_takings(about),
        "notes": notes(ending),
    }
    return Filled(data, ending.report.written_on)


def closing_letter(about: Subject) -> Filled | None:
    """The letter to the person, a draft before the closing; for those who end and close the case."""
    actor, case = about.actor, about.case
    closes = cases.may_close(actor, case, about.values.closing.by(coached=case.coached))
    if not closes and not cases.may_report(actor, case, coaches=coaches(actor, case)):
        return None
    ending = cases.ending(actor, case.dossier_id)
    if ending.closing is None:
        return None
    closed_on = ending.closing.closed_on
    return Filled(letter.data(actor, case, about.person, ending, closed_on), closed_on or actor.today)


def ended(about: Subject, report: ExitReport) -> Mapping[str, Any]:
    """How a case ended, why, and who goes on."""
    reason = about.values.exit_reason(report.exit_reason)
    return {
        "result": str(Result(report.result).label),
        "exit_reason": said(reason, report.exit_words) if reason else report.exit_words,
        "planned_end": report.planned_end,
        "actual_end": report.actual_end,
        "decided_on": report.decided_on,
        "next": str(report.next_institution or ""),
        "follow_up_until": report.follow_up_until,
        "written_on": report.written_on,
        "written_by": f"{report.written_by.user.full_name}, {report.written_by.institution}",
    }


def notes(ending: Ending) -> list[Mapping[str, str]]:
    """The report's texts by domain."""
    return [{"domain": str(Domain(one.domain).label), "text": one.text} for one in ending.notes]


def _measures(about: Subject) -> list[Mapping[str, str]]:
    plan = plans.view(about.actor, about.dossier_id)
    return [
        {
            "goal": goal.goal.text if goal.goal else "–",
            "title": one.text,
            "responsible": str(one.institution or one.provider or about.person),
            "status": str(MeasureStatus(one.status).label),
        }
        for goal in (plan.goals if plan else ())
        for one in goal.measures
    ]
