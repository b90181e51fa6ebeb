"""The letter that tells the person that the case has ended, in the language that they read."""

from datetime import date
from typing import Any

from django.utils.translation import override

from ciiz.domain.access.public import institutions
from ciiz.domain.cases.public import Ending
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.organisations.enums import Part, Role
from ciiz.domain.organisations.public import members_of, reachable
from ciiz.journeys.close import survey_due
from ciiz.journeys.consent import letterhead
from ciiz.journeys.coverage import office_of
from ciiz.web.plans.about import About


def pdf(page: About, ending: Ending, *, closing_on: date | None = None) -> bytes:
    """The letter as PDF; changes nothing.

    Of a case that is closed, or is just being closed on a day, it is the letter; before, a draft marked as such whose
    days are open: it would tell the person what has not happened.
    """
    language = page.person.correspondence
    closed_on = closing_on or (ending.closing.closed_on if ending.closing is not None else None)
    with override(language):
        data = _data(page, ending, closed_on)
    return documents.render(Letter.CLOSING, language, data, dated_on=closed_on or page.actor.today)


def _data(page: About, ending: Ending, closed_on: date | None) -> dict[str, Any]:
    actor, person, report = page.actor, page.person, ending.report
    taking_part = institutions(actor, page.dossier_id, actor.today)
    named = {str(one.institution) for one in reachable(actor, memberships=(), institutions=taking_part)}
    named.add(str(page.case.contributor))
    survey_on = survey_due(actor, page.dossier_id, closed_on or actor.today, page.values)
    manager = page.case.case_manager
    full_name = f"{person.given_names} {person.family_name}"
    return {
        "office": letterhead(page.case.canton),
        "window": page.values.letter_head.window,
        "place": str(page.values.letter_head.place),
        "reference": page.case.number,
        "recipient": [
            line
            for line in (
                full_name,
                person.street,
                f"{person.postcode} {person.town}".strip(),
            )
            if line
        ],
        "sex": person.sex,
        "family_name": person.family_name,
        "full_name": full_name,
        "draft": closed_on is None,
        "closed_on": closed_on,
        "institutions": sorted(named),
        "outcome": str(report.get_result_display()) if report else "",
        "next": str(report.next_institution) if report and report.next_institution else "",
        "survey": survey_on is not None,
        "survey_on": survey_on if closed_on else None,
        "contact": f"{manager.user.full_name}, {manager.institution}" if manager else "",
        "signatory": signatory(page),
        "signing_institution": signing_institution(page),
    }


def signatory(page: About) -> str:
    """Who signs is a value of the canton; for the pool signs the one of it who manages the case."""
    part = page.values.closing.letter_signed_by
    if part is Part.OFFICE:
        return str(page.values.letter_head.office)
    if part is Part.OFFICER:
        office = members_of(page.actor, office_of(page.case.canton))
        signs = next((one for one in office if one.role == Role.OFFICER), None)
    else:
        signs = page.case.coordinator if part is Part.COORDINATOR else page.case.case_manager
    return signs.user.full_name if signs else ""


def signing_institution(page: About) -> str:
    """The institution at which the signatory works: the case manager's own, else the office."""
    manager = page.case.case_manager
    if page.values.closing.letter_signed_by in (Part.CASE_MANAGER, Part.POOL) and manager is not None:
        return str(manager.institution)
    return str(page.values.letter_head.office)
