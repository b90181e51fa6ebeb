"""The referral on paper, for files that are kept there: PDF in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Decision, Domain
from ciiz.domain.cases.public import Referral
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.organisations.public import by_code, canton_values
from ciiz.domain.persons import public as persons
from ciiz.foundation.i18n.phrases import said
from ciiz.foundation.reading import register
from ciiz.journeys.consent import letterhead
from ciiz.web.cases.about import About
from ciiz.web.cases.presenting.people import judgements

from ..presenting.referral import last_check, named


def pdf(actor: Actor, page: About, referral: Referral) -> bytes:
    """Everything about the referral that the actor sees, the AHV number in full; changes nothing."""
    language = (get_language() or actor.language)[:2]
    wording = documents.wording(Letter.REFERRAL, page.case.canton)
    return documents.render(wording, language, told(actor, page, referral), dated_on=actor.today)


def told(actor: Actor, page: About, referral: Referral) -> Mapping[str, Any]:
    """What the paper says, in words of the language in force."""
    register([page.dossier_id], Category.BASIC, "AHV number in full")
    case, person = page.case, page.person
    values = canton_values(case.canton)
    check = last_check(actor, page.dossier_id, values)
    texts = cases.notes(actor, page.dossier_id).by_domain()
    where = " ".join(part for part in (person.postcode, person.town or person.commune) if part)
    reason = by_code(values.return_reasons, referral.reason)
    return {
        "office": letterhead(case.canton),
        "reference": case.number,
        "person": {
            "name": f"{person.family_name} {person.given_names}",
            "birth_date": person.birth_date,
            "ahv": persons.written(person.ahv_number),
            "address": ", ".join(part for part in (person.street, where) if part),
            "phone": person.phone,
            "language": person.get_correspondence_display(),
        },
        "reporter": {"institution": str(case.contributor), "name": referral.begun_by.user.full_name},
        "talked_with": referral.talked_with.user.full_name if referral.talked_with else "",
        "talked_on": referral.talked_on,
        "registrations": [
            {
                "dispositif": str(row.dispositif.name),
                "institution": str(row.institution or ""),
                "file_number": row.file_number,
                "until": row.entitlement_until,
            }
            for row in persons.registrations(actor, page.dossier_id)
        ],
        "criteria": [str(text) for text, _hint in (*check.met, *check.against)] if check else [],
        "situation": [{"domain": str(domain.label), "text": texts[domain]} for domain in Domain if domain in texts],
        "partners": named(actor, referral.partners),
        "capacities": [
            {"institution": row.institution, "value": row.value, "basis": str(row.basis), "on": row.on}
            for row in judgements(persons.work_capacity(actor, page.dossier_id))
        ],
        "wished": referral.get_wished_form_display(),
        "attachments": [str(row) for row in documents.documents(actor, page.dossier_id)],
        "received_on": referral.received_on,
        "decision": str(Decision(referral.decision).label) if referral.decision else "",
        "reason": said(reason, referral.reason_words) if reason else "",
    }
