"""What pages about a case's course share: the case with its person, the way here, a form with both versions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.domain.plans.public import Plan, Standpoint
from ciiz.foundation.errors import Conflict, NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys.standpoint import standpoint
from ciiz.web.cases.links import address, case_url
from ciiz.web.components.data import Crumb, Difference, Text
from ciiz.web.components.forms import HouseForm
from ciiz.web.components.views import form_page

FormT = TypeVar("FormT", bound=HouseForm)


@dataclass(frozen=True)
class About:
    """The case of a page and its person, as the actor sees them."""

    actor: Actor
    case: Case
    person: Person

    @property
    def dossier_id(self) -> UUID:
        """The dossier, which is the case's id."""
        return self.case.dossier_id

    @property
    def stage(self) -> Stage:
        """Where the case stands."""
        return Stage(self.case.stage)

    @property
    def url(self) -> str:
        """The page of the case."""
        return case_url(self.dossier_id)

    @cached_property
    def values(self) -> CantonValues:
        """What the canton decided."""
        return canton_values(self.case.canton)

    def at(self, plan: Plan | None = None) -> Standpoint:
        """Where the actor stands; `plan` is the version in question."""
        return standpoint(self.actor, self.case, self.values, plan)

    def crumbs(self, here: Text, *, plan: bool = False) -> list[Crumb]:
        """The way to one of its pages."""
        way = [Crumb(_("Cases"), address("cases:list")), Crumb(str(self.person), self.url)]
        if plan:
            way.append(Crumb(_("Action plan"), address("plans:show", self.dossier_id)))
        return [*way, Crumb(here)]


def about(actor: Actor, dossier_id: UUID) -> About:
    """Case and person; hidden and absent are alike."""
    case = cases.case(actor, dossier_id)
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    return About(actor, case, person)


@dataclass(frozen=True, slots=True)
class Stored:
    """What somebody else has saved meanwhile: the version and, by field, the values."""

    version: int
    values: Mapping[str, object]


def act(
    request: HttpRequest,
    page: About,
    form: FormT,
    save: Callable[[FormT], object],
    *,
    title: Text,
    done: Text = "",
    to: str = "",
    stored: Callable[[], Stored] | None = None,
    template: str = "plans/act.html",
    plan: bool = False,
    **context: Any,
) -> HttpResponse:
    """One act about a case; after a conflict both versions are shown, and saving again lets one's own apply."""
    target = to or page.url
    differences: list[Difference] = []

    def saving(sent: FormT) -> str:
        try:
            save(sent)
        except Conflict:
            if stored is not None:
                now = stored()
                differences.extend(compared(sent, now.values))
                go_on_with(sent, now.version)
            raise
        return target

    return form_page(
        request,
        template,
        form,
        saving,
        done=done,
        **{
            "page": page,
            "title": title,
            "button": title,
            "cancel": target,
            "crumbs": page.crumbs(title, plan=plan),
            "differences": differences,
            "chip": "",
            "chip_kind": "",
            **context,
        },
    )


def go_on_with(form: HouseForm, version: int) -> None:
    """The form goes on with the version that is stored now."""
    data = cast("QueryDict", form.data).copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data


def compared(form: HouseForm, values: Mapping[str, object]) -> list[Difference]:
    """Stored values beside those of a form, both in words."""
    return [
        Difference(
            form.fields[name].label or "",
            worded(form.fields[name], value),
            worded(form.fields[name], form.cleaned_data.get(name)),
        )
        for name, value in values.items()
        if name in form.fields
    ]


def worded(field: forms.Field, value: object) -> str:
    """A value as people read it: days as days, codes by their words."""
    if value is None or value == "":
        return ""
    if isinstance(field, forms.DateField):
        return day(value)  # type: ignore[arg-type]
    if isinstance(field, forms.ChoiceField):
        choices = cast("Iterable[tuple[Any, Any]]", field.choices)
        named = {str(key): str(words) for key, words in choices}
        return named.get(str(value), str(value))
    return str(value)
