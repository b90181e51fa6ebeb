"""Who sees what until when, as one picture: institution × category × until × basis."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.enums import AudienceKind
from ciiz.domain.access.public import Actor, Category, Origin, Sight, Statute, picture, statutes
from ciiz.domain.organisations.public import Institution
from ciiz.foundation.db.compiled import Among, compiled

from .models import Consent
from .queries import Bar, bar, of_dossier


class Seen(Enum):
    """What a cell of the picture shows."""

    OTHERS = "others"
    """What others contributed, by consent or statute (or all basic data, by coordination)."""
    OWN = "own"
    """Only what it contributed itself."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One institution's view of one category: what, on which basis, until which day (None: without end)."""

    seen: Seen
    basis: Origin | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One institution (or the coordination) with its cells in the order of the categories."""

    institution_id: int
    name: str
    cells: Mapping[Category, Cell]
    is_office: bool = False

    def ordered(self) -> tuple[Cell, ...]:
        """The cells in the order of `Category`."""
        return tuple(self.cells[category] for category in Category)


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture of a dossier on a day with the consents behind it."""

    categories: tuple[Category, ...]
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    statutes: tuple[Statute, ...]
    """The laws that open the dossier besides, today."""
    complete: bool
    """False for those who do not manage the dossier: they see the consents, not everybody's view."""

    @property
    def current(self) -> Bar | None:
        """The consent in force that holds longest, else the latest one."""
        in_force = [bar for bar in self.bars if bar.standing.value == "in_force"]
        return max(in_force, key=lambda bar: bar.until, default=self.bars[0] if self.bars else None)


def overview(actor: Actor, dossier_id: UUID) -> Overview:
    """Who may see what of a dossier until when, and the consents that say so; at most four statements."""
    sights = [sight for sight in picture(actor, dossier_id) if _valid(sight, actor.today)]
    consents = [row for row in of_dossier(actor, dossier_id) if row.signed_on is not None]
    return Overview(
        categories=tuple(Category),
        rows=tuple(_rows(sights, consents)),
        bars=tuple(bar(row, actor.today) for row in consents),
        statutes=tuple(statutes(actor, dossier_id)) if any(s.origin == Origin.STATUTE for s in sights) else (),
        complete=bool(sights),
    )


def _valid(sight: Sight, on: date) -> bool:
    return sight.valid_from <= on and (sight.valid_to is None or on < sight.valid_to)


def _rows(sights: Iterable[Sight], consents: Iterable[Consent]) -> Iterable[Row]:
    """Institutions that take part or are named by a consent; those of the coordination count for the office."""
    by_party: dict[int, list[Sight]] = defaultdict(list)
    coordination: list[Sight] = []
    for sight in sights:
        if sight.kind in (AudienceKind.REGION, AudienceKind.THEME, AudienceKind.OFFICE):
            coordination.append(sight)
        elif sight.institution_id is not None:
            by_party[sight.institution_id].append(sight)
    named = {party for row in consents for party in (*row.receivers, *row.givers)}
    for institution in _institutions(list(named | set(by_party))):
        is_office = institution.kind == "office"
        found = by_party.get(institution.id, []) + (coordination if is_office else [])
        cells = {category: _cell(found, category) for category in Category}
        yield Row(institution.id, str(institution.name), cells, is_office)


@compiled
def _institutions(ids: list[int]) -> QuerySet[Institution]:
    return Institution.objects.filter(Among("id", ids)).order_by("kind", "code")


def _cell(sights: Iterable[Sight], category: Category) -> Cell:
    """The widest and longest view that an institution has of a category."""
    found = [sight for sight in sights if sight.category == category]
    opened = [sight for sight in found if sight.origin != Origin.OWN]
    if not found:
        return Cell(Seen.NOTHING)
    longest = max(opened or found, key=lambda sight: sight.valid_to or date.max)
    until = longest.valid_to - timedelta(days=1) if longest.valid_to else None
    return Cell(Seen.OTHERS if opened else Seen.OWN, Origin(longest.origin), until)
