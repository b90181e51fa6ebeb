"""Fills an empty database with the demo canton: organisations, processes, played archetypes, their clones."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from ciiz.domain.organisations.public import canton_values, demo_weights, load_demo_organisations
from ciiz.domain.persons.public import words
from ciiz.domain.processes.public import install
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.jobs import concerns
from ciiz.jobs.periodic import deadlines, matches, reminders
from ciiz.jobs.play import People
from ciiz.jobs.progress import Progress, Silent

from . import concerned, contacts, elsewhere, meetings, people
from .archetypes import AGES, LANGUAGES, PATHS, PERMITS, STEPS, Archetype, play
from .clone import Copy, clone
from .places import Places, Swap

CANTON = "VS"
YEARS = 3
PLACES_A_REGION = 12
FURTHER = 4_900_000
"""People of the cases that are never copied have numbers behind those of the copies."""
SINCE = date(2018, 1, 1)
NIGHTLY = (
    deadlines.consents,
    deadlines.entitlements,
    deadlines.statutes,
    deadlines.surveys,
    matches.find,
    reminders.climb,
)
"""What the worker does every few hours anyway: on the played cases at once, so that their clones have it, too."""


class Played:
    """An archetype that has been played, in one language."""

    def __init__(self, archetype: Archetype, language: str, dossier_id: UUID, person_id: UUID) -> None:
        self.archetype = archetype
        self.language = language
        self.dossier_id = dossier_id
        self.person_id = person_id


def is_empty() -> bool:
    """No dossier is there yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM access_dossier)")
        return bool(cursor.fetchone()[0])


def load(cases: int, *, today: date, progress: Progress | None = None) -> None:
    """Loads at least as many cases as asked (all archetypes in any case), into an empty database, besides those that
    show the ways of other cantons; as administrator of the embedded server, who lends its connection to the pages' role
    while cases are played.
    """
    progress = progress or Silent()
    progress.say("loading institutions, people and processes")
    load_demo_organisations(today)
    values = canton_values(CANTON)
    install(canton=CANTON, values=values.drawn(), on=SINCE)
    dice = random.Random(CANTON)  # noqa: S311 - repeatable invention, no secret
    played = play_all(dice, today=today, progress=progress)
    progress.say("playing cases by the processes of other cantons")
    others = elsewhere.install_all(today)
    _become(APP)
    try:
        play_steps(today=today)
        elsewhere.play_all(others, today=today)
    finally:
        _become(None)
    copy_all(dice, played, cases - len(played), today=today, progress=progress)
    _become(APP)
    try:
        cast = People.of(CANTON)
        meetings.play(cast, today=today)
        concerned.play(cast, but={one.dossier_id for one in played}, today=today)
        _become(WORKER)
        concerns.waiting(today)
    finally:
        _become(None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def play_all(dice: random.Random, *, today: date, progress: Progress | None = None) -> list[Played]:
    """Plays every archetype in every language and calls about no case, as the pages' role; then what days bring."""
    progress = progress or Silent()
    cast = People.of(CANTON)
    communes = _communes()
    played: list[tuple[Archetype, str, UUID]] = []
    twins: dict[str, people.Identity] = {}
    _become(APP)
    try:
        pairs = [(language, archetype) for language in LANGUAGES for archetype in PATHS]
        for language, archetype in progress.through("playing cases from referral to closing", pairs):
            number = len(played)
            who = people.identity(
                dice,
                number,
                today=today,
                language=language,
                communes=communes["OW" if language == "de" else "SION"],
                ages=AGES.get(archetype.theme, (27.0, 61.0)),
                permits=PERMITS.get(archetype.theme, ()),
            )
            if archetype.once:
                known = twins.setdefault(archetype.name, who)
                who = replace(known, commune=who.commune)
            dossier = play(archetype, cast, who, number=number, language=language, today=today)
            played.append((archetype, language, dossier))
        contacts.play(cast, today=today)
        _become(WORKER)
        for nightly in NIGHTLY:
            nightly(today)
    finally:
        _become(None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossier_id, person_id FROM persons_subject")
        persons = dict(cursor.fetchall())
    return [Played(archetype, language, dossier, persons[dossier]) for archetype, language, dossier in played]


def play_steps(*, today: date) -> None:
    """Cases at steps where none of the others stands; by dice of their own, so that all the others stay as they are."""
    dice, cast, communes = random.Random("steps"), People.of(CANTON), _communes()  # noqa: S311 - as above
    for number, archetype in enumerate(STEPS):
        ages = AGES.get(archetype.theme, (27.0, 61.0))
        who = people.identity(dice, FURTHER + number, today=today, language="fr", communes=communes["SION"], ages=ages)
        play(archetype, cast, who, number=number, language="fr", today=today)


def copy_all(
    dice: random.Random, played: list[Played], count: int, *, today: date, progress: Progress | None = None
) -> int:
    """Clones the played cases `count` times in all, by their weights, over the regions and three years."""
    places = Places(dice, CANTON, demo_weights())
    swaps: list[Swap] = []
    where: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for place in range(PLACES_A_REGION * len(places.regions())):
        region = places.regions()[place % len(places.regions())]
        swaps.extend(places.cast(place, region))
        where[_language(region.code)].append((place, region.code))
    made = clone(_copies(dice, played, max(count, 0), where, today=today), swaps, progress)
    _count_numbers()
    return made


def _language(region: str) -> str:
    """The language in which files are kept in a region."""
    return "de" if region == "OW" else "fr"


def _copies(
    dice: random.Random, played: list[Played], count: int, where: dict[str, list[tuple[int, str]]], *, today: date
) -> Iterator[Copy]:
    communes = _communes()
    weights = [one.archetype.weight * len(where[one.language]) for one in played]
    numbers = _Numbers()
    originals = dice.choices(played, weights=weights, k=count)
    years = _years_to_fill(played, originals)
    for serial, original in enumerate(originals, start=len(played)):
        place, region = dice.choice(where[original.language])
        days = -_earlier(dice, original.archetype, years)
        identity = people.identity(
            dice,
            serial,
            today=today + timedelta(days=days),
            language=original.language,
            communes=communes[region],
            ages=AGES.get(original.archetype.theme, (25.0, 62.0)),
            permits=PERMITS.get(original.archetype.theme, ()),
        )
        opened = today - timedelta(days=original.archetype.days - days)
        tokens = words(f"{identity.family_name} {identity.given_names}")
        yield Copy(
            original.dossier_id, original.person_id, serial, days, place, numbers.next(opened.year), identity, tokens
        )


def _years_to_fill(played: list[Played], originals: list[Played]) -> list[int]:
    """How many ended cases each span of twelve months back from today takes, so that all hold as many openings."""
    lately = [one.archetype for one in originals if not one.archetype.ended] + [one.archetype for one in played]
    held = [sum(archetype.days // 365 == year for archetype in lately) for year in range(YEARS)]
    each = (len(played) + len(originals)) // YEARS
    return [max(each - number, 1) for number in held]


def _earlier(dice: random.Random, archetype: Archetype, years: list[int]) -> int:
    """How many days before its original a clone takes place: ended ones where the years need them, open ones lately."""
    if archetype.ended:
        year = dice.choices(range(YEARS), weights=years)[0]
        opened = dice.randrange(max(year * 365, 1), (year + 1) * 365)
        return max(opened - archetype.days, dice.randrange(0, 21))
    return dice.randrange(0, 7 if archetype.days < 60 else 21)


class _Numbers:
    """Case numbers behind those that the played cases took."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT year, last FROM cases_counter WHERE canton_id = %s", [CANTON])
            self._last: dict[int, int] = defaultdict(int, cursor.fetchall())

    def next(self, year: int) -> str:
        """The next one of a year."""
        self._last[year] += 1
        return f"{CANTON}-{year}-{self._last[year]:04d}"


def _count_numbers() -> None:
    """Sets the counters behind the highest number of each year."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO cases_counter (canton_id, year, last)
               SELECT split_part(number, '-', 1), split_part(number, '-', 2)::int,
                      max(split_part(number, '-', 3)::int) FROM cases_case GROUP BY 1, 2
               ON CONFLICT (canton_id, year) DO UPDATE SET last = excluded.last"""
        )


def _communes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for commune in canton_values(CANTON).communes:
        found[commune.region].append(commune.name)
    return found


def _become(role: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}" if role else "RESET ROLE")
