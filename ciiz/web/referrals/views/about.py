"""What the views share: the case with its person, the way here, the version that a refused form goes on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, Referral
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Institution, institutions_of
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.foundation.errors import NotFound
from ciiz.web.cases.links import address, case_url
from ciiz.web.components.data import Crumb, Text
from ciiz.web.components.forms import HouseForm

FormT = TypeVar("FormT", bound=HouseForm)


@dataclass(frozen=True, slots=True)
class About:
    """The case of a page, its person, and where the page stands."""

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
        return case_url(self.case.dossier_id)

    def crumbs(self, here: Text) -> list[Crumb]:
        """The way to one of its pages."""
        return [Crumb(_("Cases"), address("cases:list")), Crumb(str(self.person), self.url), Crumb(here)]


def about(actor: Actor, dossier_id: UUID) -> About:
    """Case and person; hidden and absent are alike."""
    case = cases.case(actor, dossier_id)
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    return About(case, person)


def referral_of(actor: Actor, dossier_id: UUID) -> Referral:
    """The referral of a case; a case without one has no such page."""
    referral = cases.referral(actor, dossier_id)
    if referral is None:
        raise NotFound
    return referral


def nameable(actor: Actor) -> list[Institution]:
    """Institutions that a referral can name, the own one and the IIZ office among them."""
    kinds = (InstitutionKind.PARTNER, InstitutionKind.OFFICE)
    return institutions_of(actor, kinds=kinds, including=[actor.institution_id])


def sent_action(request: HttpRequest) -> str:
    """Which of a page's forms was sent, now or before the session expired."""
    kept: QueryDict | None = getattr(request, "kept", None)
    return request.POST.get("action", "") or (kept.get("action", "") if kept is not None else "")


def one_of(request: HttpRequest, action: str, form: type[FormT], *, initial: Mapping[str, Any], **kwargs: Any) -> FormT:
    """One of several forms of a page: bound only if it was the one that was sent; `action` also marks its fields."""
    kwargs["auto_id"] = f"{action}_%s"
    if sent_action(request) == action:
        return form.opened(request, initial=initial, **kwargs)
    return form(initial=dict(initial), **kwargs)


def go_on_with(form: HouseForm, **versions: int) -> None:
    """After a conflict the form goes on with the version that is stored now: saving again lets one's own apply."""
    data = cast("QueryDict", form.data).copy()
    for name, version in versions.items():
        data[form.add_prefix(name)] = str(version)
    form.data = data
