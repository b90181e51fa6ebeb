"""What goes with a referral, beside the referral itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from ciiz.domain.access.public import Category
from ciiz.domain.cases import public as cases
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.organisations.enums import CaseForm, CriterionKind
from ciiz.domain.organisations.public import CantonValues, Criteria
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import Aspect
from ciiz.foundation.reading import register

from ..consent import letterhead
from .about import Filled, Subject
from .course import stock_takings


def evaluation(about: Subject) -> Filled | None:
    """The latest check, by the version of the criteria that it was done with."""
    done = cases.checks(about.actor, about.dossier_id)
    if not done:
        return None
    check = done[0]
    criteria = about.values.criteria_version(check.definition) or about.values.criteria_on(check.done_on)
    data = about.head() | {
        "done_on": check.done_on,
        "done_by": f"{check.done_by.user.full_name}, {check.contributor}",
        "occasion": check.get_occasion_display(),
        **_grid(about.values, criteria, frozenset(check.met), chosen=check.indicated),
    }
    return Filled(data, check.done_on)


def empty_evaluation(values: CantonValues, criteria: Criteria) -> Mapping[str, Any]:
    """The canton's criteria, none of them answered."""
    return {"office": letterhead(values.code), **_grid(values, criteria, None)}


def _grid(
    values: CantonValues, criteria: Criteria, met: frozenset[str] | None, *, chosen: str = ""
) -> Mapping[str, Any]:
    def rows(*, aspects: bool) -> list[Mapping[str, Any]]:
        wanted = [one for one in criteria.criteria if (one.kind is CriterionKind.ASPECT) is aspects]
        return [
            {"text": str(one), "hint": str(one.hint), "met": None if met is None else one.code in met} for one in wanted
        ]

    forms = [form for form in CaseForm if form in values.forms or form == chosen]
    return {
        "aspects": rows(aspects=True),
        "obstacles": rows(aspects=False),
        "rule": str(criteria.rule),
        "forms": [{"text": str(form.label), "chosen": form == chosen} for form in forms],
    }


def cv(about: Subject) -> Filled:
    """What is known of the person and may stand on a curriculum vitae: nothing of benefits, insurances or health."""
    register([about.dossier_id], Category.BASIC)
    person = about.person
    known: dict[str, str] = {}
    for one in persons.situation(about.actor, about.dossier_id):
        if not one.absent:
            known[one.aspect] = one.told
    names = persons.languages(get_language() or "de")
    where = f"{person.postcode} {person.town}".strip()
    data = about.head() | {
        "person": {
            "name": str(person),
            "birth_date": person.birth_date,
            "address": ", ".join(part for part in (person.street, where) if part),
            "phone": person.phone,
            "email": person.email,
            "languages": ", ".join(names.get(code, code) for code in person.languages),
        },
        "reference": "",
        "last_job": known.get(Aspect.LAST_JOB, ""),
        "qualification": known.get(Aspect.QUALIFICATION, ""),
        "education": known.get(Aspect.EDUCATION, ""),
    }
    return Filled(data, about.actor.today)


def enclosures(about: Subject) -> Filled:
    """Files of the dossier and stock-takings that are open to the actor, as a list."""
    filed = [
        row
        for row in documents.documents(about.actor, about.dossier_id)
        if row.kind not in (DocumentKind.CONSENT, DocumentKind.LETTER)
    ]
    taken = stock_takings(about)
    listed = [{"title": str(row), "institution": str(row.contributor), "on": row.dated_on} for row in filed]
    return Filled(about.head() | {"documents": listed, "stock_takings": taken}, about.actor.today)
