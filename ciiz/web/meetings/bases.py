"""In words, by what right each who is invited sits at a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor, Basis, BasisKind, bases
from ciiz.domain.meetings.enums import Party
from ciiz.domain.meetings.public import AgendaItem, Guest
from ciiz.foundation.i18n.phrases import day
from ciiz.web.components.data import Kind, Text

OPENED = (BasisKind.CONSENT, BasisKind.STATUTE)


@dataclass(frozen=True, slots=True)
class Right:
    """A right and the cases for which it holds."""

    words: Text
    kind: Kind
    cases: str


@dataclass(frozen=True, slots=True)
class Bases:
    """By case and institution why the case is open to it on the day of a meeting; for who organises it."""

    items: Mapping[UUID, AgendaItem]
    found: Mapping[tuple[UUID, int], Basis]

    @classmethod
    def of(cls, actor: Actor, items: Iterable[AgendaItem], on: date) -> "Bases":
        """Asked in one statement."""
        known = {one.id: one for one in items}
        return cls(known, bases(actor, [one.dossier_id for one in known.values()], on) if known else {})

    def rights(self, guest: Guest) -> list[Right]:
        """By what right somebody sits at each of the cases, the same ones together."""
        one = guest.invitation
        if one.party == Party.PERSON:
            return []
        if one.agreed_on is not None and one.institution_id is None:
            return [Right(_("the person agreed on %(day)s") % {"day": day(one.agreed_on)}, "", "")]
        cases = [self.items[key] for key in guest.items if key in self.items]
        return self.of_institution(one.institution_id, cases)

    def of_institution(self, institution_id: int | None, cases: Iterable[AgendaItem]) -> list[Right]:
        """By what right an institution sits at these cases; those that are not open to it are left out."""
        if institution_id is None:
            return []
        numbers: dict[tuple[str, Kind], list[str]] = {}
        for item in cases:
            basis = self.found.get((item.dossier_id, institution_id))
            if basis is not None:
                numbers.setdefault(_words(basis), []).append(item.case.number)
        several = len(numbers) > 1
        return [Right(words, kind, ", ".join(those) if several else "") for (words, kind), those in numbers.items()]

    def open_to(self, institution_id: int) -> bool:
        """Some case is open to the institution on the day, or none is spoken of."""
        return not self.items or any(place == institution_id for _dossier, place in self.found)

    def lapsed(self) -> list[tuple[AgendaItem, date]]:
        """Cases that no consent and no statute opens on the day any more, and until when one did."""
        found = []
        for item in self.items.values():
            of_case = [basis for (dossier, _place), basis in self.found.items() if dossier == item.dossier_id]
            ended = [basis.ended for basis in of_case if basis.ended]
            if ended and not any(basis.kind in OPENED for basis in of_case):
                found.append((item, max(ended)))
        return found


def _words(basis: Basis) -> tuple[str, Kind]:
    until = {"day": day(basis.until)}
    if basis.kind is BasisKind.CONSENT:
        return (_("consent until %(day)s") % until if basis.until else _("consent")), ""
    if basis.kind is BasisKind.STATUTE:
        return _("%(article)s, until %(day)s") % {"article": basis.article, **until}, ""
    if basis.kind is BasisKind.MANDATE:
        return _("coordinates the case"), ""
    if basis.ended:
        return _("referred the case; consent ended on %(day)s") % {"day": day(basis.ended)}, "warn"
    return _("referred the case; no consent opens it to them"), ""
