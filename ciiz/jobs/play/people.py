"""Who works where: memberships by institution and role, read once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import transaction

from ciiz.domain.access.public import Actor, enter
from ciiz.domain.organisations.enums import InstitutionKind, Role
from ciiz.domain.organisations.public import Institution, Membership
from ciiz.foundation import reading


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who acts: one membership."""

    membership_id: int
    user_id: int
    institution_id: int
    institution: str
    role: Role
    name: str
    kind: str = ""
    region_id: int | None = None
    theme_id: int | None = None
    language: str = "de"
    valid_from: date = date.min
    valid_to: date | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.role}, {self.institution})"

    def holds(self, on: date) -> bool:
        """The membership is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @contextmanager
    def acting(self, today: date, door: str = "play") -> Iterator[Actor]:
        """One transaction in which this person acts on a day; what is read in it is logged at its end."""
        with reading.scope(door) as opened, transaction.atomic():
            actor = enter(membership_id=self.membership_id, user_id=self.user_id, today=today)
            if actor is None:
                raise LookupError(f"{self} has no role on {today}")
            yield actor
            reading.write(opened)


@dataclass(frozen=True)
class People:
    """The people and institutions of a canton."""

    canton: str
    office: str
    ids: dict[str, int]
    everybody: tuple[Who, ...]
    _by_place: dict[tuple[str, Role], list[Who]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, canton: str) -> "People":
        """Reads them; works outside of any actor's context, because organisations are no protected data."""
        institutions = list(Institution.objects.filter(canton_id=canton, active=True).order_by("id"))
        office = next(one.code for one in institutions if one.kind == InstitutionKind.OFFICE)
        rows = Membership.objects.filter(institution__in=institutions, user__is_active=True)
        everybody = tuple(
            Who(
                membership_id=row.id,
                user_id=row.user_id,
                institution_id=row.institution_id,
                institution=row.institution.code,
                role=Role(row.role),
                name=f"{row.user.first_name} {row.user.last_name}".strip(),
                kind=row.contact_kind,
                region_id=row.region_id,
                theme_id=row.theme_id,
                language=row.user.language,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in rows.select_related("user", "institution").order_by("id")
        )
        found = cls(canton, office, {one.code: one.id for one in institutions}, everybody)
        for who in everybody:
            found._by_place[who.institution, who.role].append(who)
        return found

    @cached_property
    def leading(self) -> "People":
        """Only the first of each role at each institution: in the demo those as whom one signs in."""
        first: dict[tuple[str, Role], Who] = {}
        for who in self.everybody:
            first.setdefault((who.institution, who.role), who)
        office = [who for who in self.everybody if who.institution == self.office]
        only = (*office, *(who for who in first.values() if who.institution != self.office))
        found = People(self.canton, self.office, self.ids, only)
        for who in only:
            found._by_place[who.institution, who.role].append(who)
        return found

    def all(self, institution: str, role: Role, *, on: date | None = None) -> list[Who]:
        """Everybody of a role at an institution, in a fixed order."""
        return [who for who in self._by_place[institution, role] if on is None or who.holds(on)]

    def one(self, institution: str, role: Role, *, number: int = 0, kind: str = "", on: date | None = None) -> Who:
        """One of them: `number` runs round; of the wished kind where there is one."""
        found = self.all(institution, role, on=on)
        wished = [who for who in found if not kind or who.kind == kind] or found
        if not wished:
            raise LookupError(f"nobody is {role} at {institution}")
        return wished[number % len(wished)]

    def front(self, institution: str, number: int = 0) -> Who:
        """A front-line worker; where an institution has none, a contact person does that work."""
        if not self.all(institution, Role.FRONT_LINE):
            return self.contact(institution, number)
        return self.one(institution, Role.FRONT_LINE, number=number)

    def contact(self, institution: str, number: int = 0, kind: str = "") -> Who:
        """A contact person."""
        return self.one(institution, Role.CONTACT, number=number, kind=kind)

    def in_office(self, role: Role) -> Who:
        """A member of the IIZ office."""
        return self.one(self.office, role)

    def coordinator(self, *, region_id: int | None, theme_id: int | None, on: date | None = None) -> Who:
        """Who coordinates the cases of a theme, else of a region."""
        role, attribute, wanted = (
            (Role.THEMATIC, "theme_id", theme_id) if theme_id is not None else (Role.REGIONAL, "region_id", region_id)
        )
        found = self._coordinators(role, on)
        return next(who for who in found if getattr(who, attribute) == wanted)

    def other_coordinator(self, coordinator: Who, *, on: date | None = None) -> Who:
        """One who does not look after the same cases."""
        found = self._coordinators(Role.REGIONAL, on)
        return next(who for who in found if who.region_id != coordinator.region_id)

    def _coordinators(self, role: Role, on: date | None) -> Sequence[Who]:
        return [who for who in self.everybody if who.role is role and (on is None or who.holds(on))]
