"""The letter that tells the person that the case has ended, in the language that they read (CII101.10).

Before the closing it is a draft, set when somebody asks for it. The closing leaves it to the worker (`ask_for`): no
closing waits for a PDF, and none fails for one. The worker files it in the name of whoever closed, under the id that
the closing names, once however often the job runs; as long as it fails, that is a task of whoever closed.
"""

from datetime import date
from typing import Any

from django.utils.translation import override

from ciiz.domain.access.public import Actor, SystemActor, institutions
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.public import Case, Closing, Ending
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind, Letter
from ciiz.domain.documents.public import Wording
from ciiz.domain.organisations.enums import Part, Role
from ciiz.domain.organisations.public import CantonValues, canton_values, members_of, reachable
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, open_of_kind, remind, take_back
from ciiz.foundation import queue
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .consent import letterhead, survey_agreed
from .coverage import office_of

JOB = "letters.closing"


def ask_for(*, actor: Actor, closing: Closing) -> None:
    """Leaves the letter of a closing to the worker, as of the day on which the actor closes."""
    queue.defer(JOB, closing_id=str(closing.id), on=actor.today.isoformat())


@atomic
def keep(*, actor: Actor, closing: Closing) -> bool:
    """Sets the letter of a closing and files it; False if it is there already or the closing is annulled."""
    if closing.letter_document_id is None or closing.closed_on is None or closing.annulled_on is not None:
        return False
    if documents.filed(actor, closing.letter_document_id) is not None:
        return False
    case = cases.case(actor, closing.dossier_id)
    person = persons.person(actor, case.dossier_id)
    if person is None:
        raise NotFound
    wording = documents.wording(Letter.CLOSING, case.canton)
    documents.file(
        actor=actor,
        dossier_id=case.dossier_id,
        kind=DocumentKind.LETTER,
        title=None,
        file_name=f"ciiz-{case.number}.pdf",
        content=pdf(actor, case, person, cases.ending(actor, case.dossier_id), wording),
        template_id=wording.template_id,
        dated_on=min(closing.closed_on, actor.today),
        generated=True,
        document_id=closing.letter_document_id,
    )
    return True


@atomic
def failed(*, actor: SystemActor, closing: Closing) -> bool:
    """The letter could not be made: whoever closed learns of it by a task, once a day."""
    closes = closing.closed_by
    return closes is not None and remind(
        actor=actor,
        dossier_id=closing.dossier_id,
        contributor_id=closes.institution_id,
        wanted=Wanted(
            kind=Kind.SEE_TO_LETTER,
            to=Address(membership_id=closes.id),
            due_on=actor.today,
            subject_id=closing.id,
        ),
        set_on=actor.today,
    )


@atomic
def made(*, actor: SystemActor, closing: Closing) -> bool:
    """The letter is there: the task that told of its failing is taken back."""
    tasks = [one for one in open_of_kind(Kind.SEE_TO_LETTER) if one.subject_id == closing.id]
    return bool(sum(take_back(actor=actor, task_id=one.id, on=actor.today) for one in tasks))


def pdf(actor: Actor, case: Case, person: Person, ending: Ending, wording: Wording | None = None) -> bytes:
    """The letter as PDF; changes nothing.

    Of a case that is closed it is the letter; before, a draft marked as such whose days are open: it would tell the
    person what has not happened.
    """
    language, wording = person.correspondence, wording or documents.wording(Letter.CLOSING, case.canton)
    closed_on = ending.closing.closed_on if ending.closing is not None else None
    with override(language):
        said = data(actor, case, person, ending, closed_on)
    return documents.render(wording, language, said, dated_on=closed_on or actor.today)


def data(actor: Actor, case: Case, person: Person, ending: Ending, closed_on: date | None) -> dict[str, Any]:
    """What the letter says, in words of the language in force."""
    report, values = ending.report, canton_values(case.canton)
    taking_part = institutions(actor, case.dossier_id, actor.today)
    named = {str(one.institution) for one in reachable(actor, memberships=(), institutions=taking_part)}
    named.add(str(case.contributor))
    survey_on = ending.closing.survey_due_on if ending.closing is not None and closed_on is not None else None
    survey = survey_on is not None if closed_on else survey_agreed(actor, case.dossier_id, values)
    manager = case.case_manager
    full_name = f"{person.given_names} {person.family_name}"
    recipient = (full_name, person.street, f"{person.postcode} {person.town}".strip())
    return {
        "office": letterhead(case.canton),
        "window": values.letter_head.window,
        "place": str(values.letter_head.place),
        "reference": case.number,
        "recipient": [line for line in recipient if line],
        "sex": person.sex,
        "family_name": person.family_name,
        "full_name": full_name,
        "draft": closed_on is None,
        "closed_on": closed_on,
        "institutions": sorted(named),
        "outcome": str(report.get_result_display()) if report else "",
        "next": str(report.next_institution) if report and report.next_institution else "",
        "survey": survey,
        "survey_on": survey_on,
        "contact": f"{manager.user.full_name}, {manager.institution}" if manager else "",
        "signatory": signatory(actor, case, values),
        "signing_institution": signing_institution(case, values),
    }


def signatory(actor: Actor, case: Case, values: CantonValues) -> str:
    """Who signs is a value of the canton; for the pool signs the one of it who manages the case."""
    part = values.closing.letter_signed_by
    if part is Part.OFFICE:
        return str(values.letter_head.office)
    if part is Part.OFFICER:
        office = members_of(actor, office_of(case.canton))
        signs = next((one for one in office if one.role == Role.OFFICER), None)
    else:
        signs = case.coordinator if part is Part.COORDINATOR else case.case_manager
    return signs.user.full_name if signs else ""


def signing_institution(case: Case, values: CantonValues) -> str:
    """The institution at which the signatory works: the case manager's own, else the office."""
    manager = case.case_manager
    if values.closing.letter_signed_by in (Part.CASE_MANAGER, Part.POOL) and manager is not None:
        return str(manager.institution)
    return str(values.letter_head.office)
