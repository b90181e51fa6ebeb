"""The person in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ciiz.domain.organisations.enums import Language
from ciiz.domain.persons.enums import Absence, Aspect, Permit, Sex
from ciiz.domain.persons.public import Person, Statement, countries, languages, written
from ciiz.web.components.data import Difference, Fact

from .forms import IdentityForm


def value_of(person: Person, name: str, *, in_full: bool = False) -> str:
    """One field in words; empty if there is no value."""
    language = (get_language() or "de")[:2]
    value: Any = getattr(person, name)
    if not value:
        return ""
    if name == "birth_date":
        return date_format(value, "SHORT_DATE_FORMAT")
    if name == "ahv_number":
        return written(person.ahv_number) if in_full else person.masked_ahv_number
    if name == "nationality":
        return countries(language).get(person.nationality, person.nationality)
    if name == "languages":
        return ", ".join(languages(language).get(code, code) for code in value)
    lists: dict[str, Any] = {"sex": Sex, "permit": Permit, "correspondence": Language}
    return str(lists[name](value).label) if name in lists else str(value)


def facts(person: Person, *, in_full: bool = False) -> list[Fact]:
    """The identity, each field with a value or the reason why there is none."""
    found = []
    for name, field in IdentityForm.base_fields.items():
        if name.endswith("_absent") or name == "version":
            continue
        value = value_of(person, name, in_full=in_full)
        reason = person.absent.get(name, "")
        if value or reason:
            found.append(Fact(str(field.label), value, str(Absence(reason).label) if reason else ""))
    return found


def differences(mine: Person, theirs: Person) -> list[Difference]:
    """Two versions of an identity, field by field."""
    names = [name for name in IdentityForm.base_fields if not name.endswith("_absent") and name != "version"]
    return [
        Difference(str(IdentityForm.base_fields[name].label), _said(theirs, name), _said(mine, name)) for name in names
    ]


def _said(person: Person, name: str) -> str:
    reason = person.absent.get(name, "")
    return str(Absence(reason).label) if reason else value_of(person, name) or _("nothing entered")


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One aspect of the situation with what each institution says."""

    label: str
    category: str
    url: str
    statements: Sequence[Statement]


def aspects(dossier_id: object, statements: Sequence[Statement]) -> list[AspectLine]:
    """All aspects in order, also those nobody has said anything about."""
    return [
        AspectLine(
            str(aspect.label),
            str(aspect.category.label),
            reverse("persons:situation", args=[dossier_id, aspect.value]),
            [row for row in statements if row.aspect == aspect],
        )
        for aspect in Aspect
    ]
