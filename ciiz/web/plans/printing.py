"""The plan on paper, to be signed: PDF in the language that the person reads."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.plans.enums import MeasureStatus
from ciiz.domain.plans.public import PlanView
from ciiz.journeys.consent import letterhead
from ciiz.web.cases.about import About

from .presenting import financing, institution_names, responsible


def pdf(page: About, view: PlanView) -> bytes:
    """A version as PDF; changes nothing."""
    language = page.person.correspondence
    wording = documents.wording(Letter.PLAN, page.case.canton)
    with override(language):
        data = said(page, view)
    return documents.render(wording, language, data, dated_on=view.plan.manager_signed_on or page.actor.today)


def said(page: About, view: PlanView) -> dict[str, Any]:
    """What the plan says, in words of the language in force."""
    plan, case = view.plan, page.case
    names = institution_names(page.actor, view)
    manager = case.case_manager
    taking_part = {str(one.institution) for one in view.measures if one.institution_id is not None}
    if manager is not None:
        taking_part.add(str(manager.institution))
    return {
        "office": letterhead(case.canton),
        "reference": case.number,
        "person": {
            "name": f"{page.person.family_name} {page.person.given_names}",
            "birth_date": page.person.birth_date,
        },
        "version": plan.number,
        "case_manager": f"{manager.user.full_name}, {manager.institution}" if manager else "",
        "institutions": sorted(taking_part),
        "rhythm": _("every %(days)s days") % {"days": plan.rhythm_days},
        "goals": [
            {
                "title": goal.goal.text if goal.goal else "–",
                "measures": [
                    {
                        "title": measure.text,
                        "responsible": responsible(measure),
                        "deadline": measure.deadline,
                        "financing": financing(measure, names),
                        "status": str(MeasureStatus(measure.status).label),
                    }
                    for measure in goal.measures
                ],
            }
            for goal in view.goals
        ],
        "alternatives": plan.alternatives,
        "validated_on": plan.decided_on if plan.decided_on and not plan.alternatives else None,
        "validated_by": plan.decided_by.user.full_name if plan.decided_by else "",
    }
