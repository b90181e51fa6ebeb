"""What pages about one dossier share: the case with its person as the reader sees them, and the way here."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.domain.plans.public import Plan, Standpoint
from ciiz.foundation.errors import NotFound
from ciiz.journeys.standpoint import coaches, standpoint
from ciiz.web.components.data import Crumb, Text

from .links import address, case_url


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

    @cached_property
    def ends(self) -> bool:
        """Whether the actor may break the case off, report and ask for closing."""
        return cases.may_report(self.actor, self.case, coaches=coaches(self.actor, self.case))

    @property
    def closes(self) -> bool:
        """Whether the actor closes cases such as this one."""
        return cases.may_close(self.actor, self.case, self.values.closing.by(coached=self.case.coached))

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
    return About(actor, cases.case(actor, dossier_id), person_of(actor, dossier_id))


def person_of(actor: Actor, dossier_id: UUID) -> Person:
    """The person of a dossier; hidden and absent are alike."""
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    return person
