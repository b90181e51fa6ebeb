"""What a row says, in the words of the contexts that keep it."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ciiz.domain.cases.enums import Domain
from ciiz.domain.consent.enums import Recurrence
from ciiz.domain.consent.public import Terms
from ciiz.domain.organisations.public import CantonValues, Criteria, commune
from ciiz.domain.persons.enums import Absence, Aspect
from ciiz.journeys.intake.headings import key
from ciiz.journeys.intake.rows import ReferralRow

STATELESS = "XX"
IDENTITY = {"sex": "sex", "nationality": "nationality", "ahv_number": "ahv_number", "commune": "commune",
            "street": "street", "permit": "permit", "phone": "phone", "email": "email"}  # fmt: skip
ASPECTS = {
    "work": Aspect.LAST_JOB,
    "health": Aspect.HEALTH,
    "finance": Aspect.INCOME,
    "family": Aspect.FAMILY,
    "housing": Aspect.HOUSING,
    "language_skills": Aspect.LANGUAGE_SKILLS,
}
DOMAIN_OF_ASPECT = {
    Domain.WORK: Aspect.LAST_JOB,
    Domain.HEALTH: Aspect.HEALTH,
    Domain.FINANCE: Aspect.INCOME,
    Domain.FAMILY: Aspect.FAMILY,
    Domain.HOUSING: Aspect.HOUSING,
    Domain.LANGUAGE: Aspect.LANGUAGE_SKILLS,
}


def absent(row: ReferralRow, field: str) -> Absence:
    """Why a value is not there; without a word about it, it was not asked."""
    return Absence(row.absences.get(field, Absence.NOT_ASKED))


def identity(row: ReferralRow, *, language: str, values: CantonValues) -> dict[str, Any]:
    """The person; the language of correspondence is the institution's where the row names none.

    A postcode alone means the canton's commune that has it.
    """
    meant = None if row.commune or not row.npa else commune(values, row.npa)
    place = meant.name if meant else row.commune
    told: dict[str, Any] = {
        "family_name": row.last_name,
        "given_names": row.first_name,
        "birth_date": row.birth_date,
        "correspondence": row.language or language,
        "postcode": row.npa,
        "town": place,
    }
    for name, field in IDENTITY.items():
        told[name] = getattr(row, field) or absent(row, field)
    if place:
        told["commune"] = place
    if row.nationality == STATELESS:
        told["nationality"] = Absence.NOT_APPLICABLE
    return told


def criterion_words(definition: Criteria) -> dict[str, str]:
    """Folded word → code of a criterion: by code, name in any language or number."""
    return {
        key(str(word)): criterion.code
        for number, criterion in enumerate(definition.criteria, 1)
        for word in (criterion.code, str(number), *criterion.name.values())
    }


def criteria(row: ReferralRow, codes: dict[str, str]) -> tuple[dict[str, bool], list[str]]:
    """Which of the canton's criteria (`criterion_words`) hold, and what none of them is called."""
    met = {codes[key(word)]: True for word in row.criteria if key(word) in codes}
    return met, [word for word in row.criteria if key(word) not in codes]


def notes(row: ReferralRow, unknown: list[str], *, language: str) -> dict[Domain, str]:
    """Reason and situation by domain; what has no field of its own is added to the reason, so that nothing is lost."""
    with translation.override(row.language or language):
        reason = [row.motive]
        if unknown:
            reason.append(_("Criteria as written: %(criteria)s.") % {"criteria": ", ".join(unknown)})
        if row.reporter:
            reason.append(_("Reported by %(name)s.") % {"name": row.reporter})
    told = {Domain(domain): text for domain, text in row.situation.items()}
    if row.motive:
        told[Domain.REASON] = "\n".join(part for part in reason if part)
    elif len(reason) > 1:
        told[Domain.WORK] = "\n".join(part for part in (told.get(Domain.WORK, ""), *reason[1:]) if part)
    return told


def terms(row: ReferralRow, *, language: str) -> Terms | None:
    """The consent as the row states it: who gives and which categories it does not say; None where it opens nothing.

    With a last day it holds until then, else as briefly as one of which nothing is known.
    """
    if row.consent_signed_on is None or not set(row.consent_institutions) - {row.institution}:
        return None
    return Terms(
        givers=frozenset({row.institution}),
        receivers=frozenset(row.consent_institutions),
        directions_stated=False,
        valid_from=row.consent_signed_on,
        until=row.consent_valid_until,
        recurrence=Recurrence.RECURRING if row.consent_valid_until else Recurrence.NOT_STATED,
        language=row.language or language,
    )


def registration(row: ReferralRow) -> dict[str, date | str | Absence]:
    """File number and days of a registration, or why they are not there."""
    return {
        "file_number": row.file_number or absent(row, "file_number"),
        "since": row.registered_since or absent(row, "registered_since"),
        "entitlement_until": row.entitlement_end or absent(row, "entitlement_end"),
    }
