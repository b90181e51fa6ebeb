"""What a played case knows of itself: people, institutions, language, and where it is in its lists of texts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.public import Case, Ending, case, ending
from ciiz.domain.organisations.enums import Role

from .people import People, Who
from .texts import Texts, texts


class Scene:
    """One case being played; `institutions[0]` refers it, the others are its partners.

    `number` picks people and texts, so that two cases of the same kind differ; every verb takes its day, and `by`
    where somebody else than usual is to try it.
    """

    door = "play"

    def __init__(self, people: People, institutions: Iterable[str], *, number: int = 0, language: str = "") -> None:
        self.people = people
        self.institutions = tuple(institutions)
        self.number = number
        self.referrer = people.front(self.institutions[0], number)
        self.contact = people.contact(self.institutions[0], number)
        self.language = language or self.contact.language
        self.texts: Texts = texts(self.language)
        self._dossier_id: UUID | None = None
        self._coordinator: Who | None = None
        self.manager: Who | None = None
        self.deputy: Who | None = None
        self.consent_id: UUID | None = None
        self.hand_over_id: UUID | None = None

    @property
    def dossier_id(self) -> UUID:
        """The dossier, once the check has opened it."""
        if self._dossier_id is None:
            raise LookupError("the case has not begun")
        return self._dossier_id

    @dossier_id.setter
    def dossier_id(self, value: UUID) -> None:
        self._dossier_id = value

    @property
    def coordinator(self) -> Who:
        """Who looks after the case, once it is forwarded."""
        if self._coordinator is None:
            raise LookupError("the case has not been forwarded")
        return self._coordinator

    @property
    def coordinator_or_none(self) -> Who | None:
        """The same, None before."""
        return self._coordinator

    @property
    def case_manager(self) -> Who:
        """Who manages the case, once named."""
        if self.manager is None:
            raise LookupError("nobody manages the case")
        return self.manager

    @property
    def officer(self) -> Who:
        """The cantonal officer."""
        return self.people.in_office(Role.OFFICER)

    @property
    def partners(self) -> tuple[str, ...]:
        """Codes of the institutions wanted at the table."""
        return self.institutions[1:]

    def ids(self, codes: Iterable[str]) -> list[int]:
        """Institutions as identifiers."""
        return [self.people.ids[code] for code in codes]

    def nth_institution(self, number: int) -> str:
        """One of the case's institutions; numbers run round."""
        return self.institutions[number % len(self.institutions)]

    def pick(self, options: tuple[str, ...], number: int | None = None) -> str:
        """A text of a list, by the case's number or another one."""
        return self.texts.pick(options, self.number if number is None else number)

    @contextmanager
    def acting(self, who: Who, on: date) -> Iterator[Actor]:
        """One step: a transaction in which `who` acts on a day."""
        with who.acting(on, self.door) as actor:
            yield actor

    def look(self, who: Who, on: date) -> Case:
        """The case as somebody sees it on a day."""
        with self.acting(who, on) as actor:
            return case(actor, self.dossier_id)

    def ending(self, who: Who, on: date) -> Ending:
        """How the case ends, as somebody sees it on a day."""
        with self.acting(who, on) as actor:
            return ending(actor, self.dossier_id)

    def find_coordinator(self, who: Who, on: date) -> Who:
        """Learns from the case who looks after it."""
        held = self.look(who, on)
        self._coordinator = self.people.coordinator(region_id=held.region_id, theme_id=held.theme_id, on=on)
        return self._coordinator
