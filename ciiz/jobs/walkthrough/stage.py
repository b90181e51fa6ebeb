"""The ground that the five stories share: imported referrals to begin with, what is tried, what is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import Institution, Region, canton_values, route
from ciiz.domain.timeline.public import Event, events
from ciiz.journeys.intake import ReferralRow
from ciiz.journeys.intake.importing import Landed

from ..play import People, Player, Who
from .refusals import Refusal, attempt

INVENTED = (
    ("Bergmatt", "Anna", date(1984, 3, 14)),
    ("Talgrund", "Beat", date(1979, 8, 2)),
    ("Hochflüe", "Carla", date(1990, 11, 23)),
    ("Steinboden", "Damian", date(1975, 1, 30)),
    ("Lärchwald", "Edith", date(1987, 6, 9)),
)


@dataclass
class Told:
    """One played case, as it is reported."""

    story: str
    number: str = ""
    institution: str = ""
    from_line: int | None = None
    dossier_id: UUID | None = None
    stage: str = ""
    exit_reason: str = ""
    events: dict[UUID, Event] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def in_order(self) -> list[Event]:
        """Everything that somebody of the case could read at one time or another, oldest first."""
        return sorted(self.events.values(), key=lambda event: (event.occurred_on, event.recorded_at, event.id))

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "case": self.story,
            "number": self.number,
            "institution": self.institution,
            "from_line": self.from_line,
            "stage": self.stage,
            "exit_reason": self.exit_reason,
            "events": [
                {
                    "kind": event.kind,
                    "on": event.occurred_on.isoformat(),
                    "step": event.step,
                    "category": event.category,
                    "legal_basis": event.legal_basis,
                    "codes": event.codes,
                }
                for event in self.in_order()
            ],
            "refusals": [refusal.as_dict() for refusal in self.refusals],
        }


class Stage:
    """Hands out imported referrals, as long as there are any, and players for them."""

    def __init__(self, people: People, day: date, imported: list[Landed]) -> None:
        self.people = people
        self.day = day
        self.values = canton_values(people.canton)
        looked_after = [
            who.region_id
            for who in people.everybody
            if who.role is Role.REGIONAL and who.region_id is not None and who.holds(day)
        ]
        regions = Region.objects.filter(canton_id=people.canton, id__in=looked_after)
        self.coordinated = frozenset(regions.values_list("code", flat=True))
        self.codes = {key: code for code, key in people.ids.items()}
        self.waiting = [one for one in imported if self._suits(one.row)]
        self.told: list[Told] = []

    def after(self, days: int) -> date:
        """A day counted from the import."""
        return self.day + timedelta(days=days)

    def _suits(self, row: ReferralRow) -> bool:
        """A complete referral of an institution with contact persons, that goes to a coordinator of its own."""
        indicated = row.wished_form not in (CaseForm.NETWORK, CaseForm.NONE)
        return (
            indicated
            and bool(row.motive.strip())
            and bool(self.people.all(self.codes[row.institution], Role.CONTACT))
            and self._coordinated(row)
        )

    def _coordinated(self, row: ReferralRow) -> bool:
        way = route(
            self.values,
            commune_name=row.commune,
            birth_date=row.birth_date,
            permit=row.permit,
            today=self.day,
        )
        return way.region in self.coordinated and not way.theme

    @contextmanager
    def story(self, name: str) -> Iterator["Story"]:
        """One case from its referral to its end."""
        told = Told(name)
        self.told.append(told)
        story = Story(self, told)
        yield story
        story.finish()

    def partners_of(self, institution: str, wanted: list[str]) -> list[str]:
        """At least two partner institutions with contact persons: those of the referral, then the next ones."""
        rows = Institution.objects.filter(id__in=self.people.ids.values(), kind="partner").order_by("id")
        others = [one.code for one in rows.prefetch_related("dispositifs")]
        found = [code for code in dict.fromkeys([*wanted, *others]) if self.people.all(code, Role.CONTACT)]
        return [code for code in found if code != institution][: max(2, len(wanted))]


class Story:
    """One case being played and told."""

    def __init__(self, stage: Stage, told: Told) -> None:
        self.stage = stage
        self.told = told
        self.last = stage.day
        self.play = self._begin()

    def _begin(self) -> Player:
        """The next imported referral; if none is left, one is made for an invented person."""
        people, day = self.stage.people, self.stage.day
        if self.stage.waiting:
            landed = self.stage.waiting.pop(0)
            code = self.stage.codes[landed.row.institution]
            partners = self.stage.partners_of(code, [self.stage.codes[one] for one in landed.row.partners])
            player = Player(people, [code, *partners], number=len(self.stage.told) - 1)
            assert landed.dossier_id is not None  # noqa: S101 - imported rows have one
            player.dossier_id = landed.dossier_id
            self.told.from_line = landed.row.line
        else:
            number = len(self.stage.told) - 1
            code = next(one for one in people.ids if people.all(one, Role.CONTACT) and people.all(one, Role.FRONT_LINE))
            family, given, born = INVENTED[number % len(INVENTED)]
            player = Player(people, [code, *self.stage.partners_of(code, [])], number=number)
            commune = next(one.name for one in self.stage.values.communes)
            identity = {"family_name": family, "given_names": given, "birth_date": born, "commune": commune}
            player.refer(day, identity=identity)
            player.describe(day, dispositif=self.dispositif(code), since=day - timedelta(days=200), capacity=40)
        self.told.dossier_id, self.told.institution = player.dossier_id, player.institutions[0]
        return player

    def dispositif(self, code: str) -> str:
        """A dispositif that an institution carries."""
        return next(iter(Institution.objects.get(code=code).dispositifs.values_list("code", flat=True)), "")

    def stranger(self) -> Who:
        """A contact person of an institution that has nothing to do with the case."""
        people = self.stage.people
        code = next(
            code
            for code in people.ids
            if code not in self.play.institutions and code != people.office and people.all(code, Role.CONTACT)
        )
        return people.contact(code)

    def refuse(
        self,
        what: str,
        step: str,
        who: Who,
        on: date,
        *,
        verb: Callable[[], object],
        codes: tuple[str, ...],
        sql: str,
        reader: Who | None = None,
        **values: Any,
    ) -> None:
        """Tries what must be refused, by journey and by SQL."""
        given = {"dossier": self.play.dossier_id, **values}
        self.told.refusals.append(
            attempt(what, step, who, on, verb=verb, codes=codes, sql=sql, values=given, reader=reader)
        )

    def note(self, on: date) -> None:
        """Keeps what those who work on the case can read of its history today."""
        self.last = max(self.last, on)
        readers = [self.play.contact, self.play.coordinator_or_none, self.play.manager, self.play.officer]
        for who in readers:
            if who is not None:
                with self.play.acting(who, on) as actor:
                    self.told.events |= {event.id: event for event in events(actor, self.play.dossier_id)}

    def finish(self) -> None:
        """Reads where the case stands at the end."""
        self.note(self.last)
        case = self.play.look(self.play.officer, self.last)
        report = self.play.ending(self.play.officer, self.last).report
        self.told.number, self.told.stage = case.number, case.stage
        self.told.exit_reason = report.exit_reason if report is not None else ""
