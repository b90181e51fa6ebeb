"""Who stands for whom when a played case is set somewhere else: the same kinds of institution and person elsewhere."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ciiz.domain.access.public import Audience
from ciiz.domain.organisations.enums import InstitutionKind, Role
from ciiz.domain.organisations.public import Institution, Membership, Region


@dataclass(frozen=True, slots=True)
class Swap:
    """In this place, `to_id` stands for `from_id`; kind: institution, membership, region or audience."""

    kind: str
    place: int
    from_id: int
    to_id: int


class Places:
    """Makes places: each a region with its institutions, and one of the possible casts of people."""

    def __init__(self, dice: random.Random, canton: str, weights: dict[str, int]) -> None:
        self._dice = dice
        self._weights = weights
        self._institutions = list(
            Institution.objects.filter(canton_id=canton, kind=InstitutionKind.PARTNER)
            .prefetch_related("dispositifs")
            .order_by("id")
        )
        self._branches = {i.id: frozenset(d.code for d in i.dispositifs.all()) for i in self._institutions}
        everybody = Membership.objects.filter(institution__canton_id=canton).select_related("institution")
        self._people = list(everybody.order_by("id"))
        self._audiences = {
            (a.kind, a.institution_id, a.membership_id, a.region_id): a.id for a in Audience.objects.all()
        }
        self._regions = list(Region.objects.filter(canton_id=canton).order_by("id"))

    def regions(self) -> Sequence[Region]:
        """All regions of the canton."""
        return self._regions

    def cast(self, place: int, region: Region) -> Iterator[Swap]:
        """All swaps of a place in a region."""
        institutions = {i.id: self._counterpart(i, region) for i in self._institutions}
        for former, other in institutions.items():
            yield Swap("institution", place, former, other.id)
            for kind in ("institution", "contacts"):
                yield Swap(
                    "audience",
                    place,
                    self._audiences[kind, former, None, None],
                    self._audiences[kind, other.id, None, None],
                )
        for elsewhere in self._regions:
            yield Swap("region", place, elsewhere.id, region.id)
            yield Swap(
                "audience",
                place,
                self._audiences["region", None, None, elsewhere.id],
                self._audiences["region", None, None, region.id],
            )
        yield from self._people_of(place, region, institutions)

    def _counterpart(self, institution: Institution, region: Region) -> Institution:
        """An institution of the region that unites the same branches; offices of the whole canton stay themselves."""
        if institution.region_id is None:
            return institution
        branches = self._branches[institution.id]
        same = [i for i in self._institutions if i.region_id == region.id and branches & self._branches[i.id]]
        if not same:
            return institution
        return self._dice.choices(same, weights=[self._weights.get(i.code, 1) for i in same])[0]

    def _people_of(self, place: int, region: Region, institutions: dict[int, Institution]) -> Iterator[Swap]:
        taken: set[int] = set()
        for person in self._people:
            other = self._stand_in(person, region, institutions, taken)
            taken.add(other.id)
            yield Swap("membership", place, person.id, other.id)
            yield Swap(
                "audience",
                place,
                self._audiences["member", None, person.id, None],
                self._audiences["member", None, other.id, None],
            )

    def _stand_in(
        self, person: Membership, region: Region, institutions: dict[int, Institution], taken: set[int]
    ) -> Membership:
        """Somebody with the same role there, of the same kind where there is one, nobody twice where it can be."""
        if person.role == Role.REGIONAL:
            return next(p for p in self._people if p.role == Role.REGIONAL and p.region_id == region.id)
        if person.institution_id not in institutions:
            return person
        there = institutions[person.institution_id].id
        same = [p for p in self._people if p.institution_id == there and p.role == person.role]
        kind = [p for p in same if p.contact_kind == person.contact_kind]
        free = [p for p in kind if p.id not in taken] or [p for p in same if p.id not in taken] or kind or same
        return self._dice.choice(free) if free else person
