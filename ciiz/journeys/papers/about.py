"""Of whom a paper speaks, and what stands at the head of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor, institutions
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import CantonValues, canton_values, reachable
from ciiz.domain.persons.public import Person

from ..consent import letterhead


@dataclass(frozen=True)
class Subject:
    """A case and its person, as the actor sees them."""

    actor: Actor
    case: Case
    person: Person

    @property
    def dossier_id(self) -> UUID:
        """The dossier, which is the case's id."""
        return self.case.dossier_id

    @cached_property
    def values(self) -> CantonValues:
        """What the canton decided."""
        return canton_values(self.case.canton)

    @cached_property
    def institutions(self) -> list[str]:
        """The institutions that take part, by name."""
        taking_part = institutions(self.actor, self.dossier_id, self.actor.today)
        named = {str(one.institution) for one in reachable(self.actor, memberships=(), institutions=taking_part)}
        return sorted(named | {str(self.case.contributor)})

    @property
    def case_manager(self) -> str:
        """Who manages the case, with the institution; empty as long as nobody does."""
        manager = self.case.case_manager
        return f"{manager.user.full_name}, {manager.institution}" if manager else ""

    def head(self) -> dict[str, Any]:
        """Office, case number and person."""
        return {
            "office": letterhead(self.case.canton),
            "reference": self.case.number,
            "person": {"name": str(self.person), "birth_date": self.person.birth_date},
        }


@dataclass(frozen=True, slots=True)
class Filled:
    """The data of a paper, and the day that it bears."""

    data: Mapping[str, Any]
    dated_on: date
