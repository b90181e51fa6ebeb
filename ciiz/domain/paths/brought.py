"""An event log that somebody brings in, from its bytes to the figures; knows neither Django's settings nor a database.

Rows that cannot be used are left out and named. Whatever a cell holds is text and nothing more.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from ciiz.foundation import sheets

from . import columns
from .counting import Followed, Passage, count, followed

MOST_BYTES = 10 * 1024 * 1024
MOST_EVENTS = 200_000
MOST_NAMES = 200
"""So many different steps, and so many institutions, at most: with more the wrong column was read."""
LONGEST = 200
NAMED = 50
"""So many problems are named, the rest is counted."""
QUOTED = 40
"""So many characters of a cell that cannot be read are told."""
ZURICH = ZoneInfo("Europe/Zurich")
YEARS = range(1900, 3000)
SWISS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:[ ,T]+(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?")
LEFT = frozenset({"", "complete", "completed", "done", "abgeschlossen", "erledigt", "termine", "concluso"})
CUT_OFF = frozenset({"ate abort", "pi abort", "abort", "aborted", "withdraw", "withdrawn", "abgebrochen", "annule"})
"""What a life cycle says of a step that was left; with any other word the row is no step that was left."""


class Refused(Exception):
    """The whole file, by the name of the reason and what it is told with."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(slots=True)
class _Event:
    moment: datetime
    code: str
    entered: datetime | None
    person: str
    institution: str
    completed: bool


@dataclass(slots=True)
class _Log:
    """What was understood, case by case."""

    header: Sequence[str]
    places: dict[str, int]
    courses: defaultdict[str, list[_Event]] = field(default_factory=lambda: defaultdict(list))
    problems: list[tuple[int, str, str, str]] = field(default_factory=list)
    faulty: int = 0
    underway: int = 0

    def problem(self, line: int, what: str, code: str, cell: str = "") -> None:
        """Names the row (its line in the file) and the column as the file calls it."""
        self.faulty += 1
        if len(self.problems) < NAMED:
            heading = self.header[self.places[what]] if what else ""
            self.problems.append((line, heading, code, cell[:QUOTED]))


def read(content: bytes, offices: Collection[str]) -> dict[str, Any]:
    """Figures of a log as JSON; steps of these `offices`, by code or name, are no institution's. Raises `Refused`."""
    sheet = _sheet(content)
    places = columns.found(sheet.header)
    missing = [what for what in columns.NEEDED if what not in places]
    if missing:
        raise Refused("headings", missing=missing)
    if again := columns.twice(sheet.header, places):
        raise Refused("twice", heading=again)
    log = _Log(sheet.header, places)
    without = {columns.plain(name) for name in offices}
    for row in sheet.rows:
        _take(log, row, without)
    if not log.courses:
        raise Refused("nothing", problems=log.problems, more=log.faulty - len(log.problems))
    return _told(log)


def _sheet(content: bytes) -> sheets.Sheet:
    if content.startswith(b"PK\x03\x04"):
        raise Refused("no_csv")
    try:
        return sheets.read(
            content, limits=sheets.Limits(file_bytes=MOST_BYTES, rows=MOST_EVENTS), heading=columns.known
        )
    except (sheets.EmptyFile, sheets.HeaderOnly) as empty:
        raise Refused("empty") from empty
    except (sheets.TableTooLarge, sheets.FileTooLarge) as large:
        raise Refused("events") from large
    except sheets.NoHeader as none:
        raise Refused("headings", missing=list(columns.NEEDED)) from none
    except sheets.SheetError as other:
        raise Refused("no_csv") from other


def _take(log: _Log, row: sheets.Row, without: Collection[str]) -> None:
    if row.flaw is not None:
        log.problem(row.line, "", row.flaw.value)
        return
    cells = {what: " ".join(str(row.cells[place] or "").split()) for what, place in log.places.items()}
    transition = columns.plain(cells.get("lifecycle", ""))
    if transition not in LEFT and transition not in CUT_OFF:
        log.underway += 1
        return
    for what in columns.NEEDED:
        if not cells[what]:
            log.problem(row.line, what, "missing")
            return
    for what in ("case", "activity", "person", "institution"):
        if len(cells.get(what, "")) > LONGEST:
            log.problem(row.line, what, "long", cells[what])
            return
    moment, entered = _moment(cells["time"]), _moment(cells.get("entered", ""))
    if moment is None:
        log.problem(row.line, "time", "time", cells["time"])
    elif entered is None and cells.get("entered"):
        log.problem(row.line, "entered", "time", cells["entered"])
    elif entered is not None and entered > moment:
        log.problem(row.line, "entered", "before", cells["entered"])
    else:
        institution = cells.get("institution", "")
        held = "" if columns.plain(institution) in without else institution
        event = _Event(moment, cells["activity"], entered, cells.get("person", ""), held, transition in LEFT)
        log.courses[cells["case"]].append(event)


@lru_cache(maxsize=10_000)
def _moment(text: str) -> datetime | None:
    """A moment as the clock in Switzerland shows it; days are written 2026-11-23, 23.11.2026 or 23/11/2026."""
    swiss = SWISS.fullmatch(text)
    try:
        if swiss:
            day, month, year, hour, minute, second = (int(part or 0) for part in swiss.groups())
            found = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - as the clock shows it
        else:
            found = datetime.fromisoformat(text)
        if found.year not in YEARS:
            return None
        return found.astimezone(ZURICH).replace(tzinfo=None) if found.tzinfo else found
    except ValueError:
        return None


def _passages(courses: dict[str, list[_Event]]) -> Iterable[Passage]:
    """Each case in the order of time; what happened at one moment, in that of the file.

    Where a log does not say when a step was reached it was when the one before it was left; of the first step of a
    case nobody knows then how long it took.
    """
    for case, events in courses.items():
        before: datetime | None = None
        for one in sorted(events, key=lambda event: event.moment):
            entered = one.entered or before
            yield Passage(
                case=case,
                code=one.code,
                entered_on=(entered or one.moment).date(),
                done_on=one.moment.date(),
                person=one.person,
                institution=one.institution,
                completed=one.completed and entered is not None,
            )
            before = one.moment


def _told(log: _Log) -> dict[str, Any]:
    passages = list(_passages(log.courses))
    for what, names in (
        ("activity", {one.code for one in passages}),
        ("institution", {one.institution for one in passages}),
    ):
        if len(names) > MOST_NAMES:
            raise Refused("names", heading=log.header[log.places[what]], number=len(names), most=MOST_NAMES)
    steps: Followed = followed(passages)
    return {
        "events": len(passages),
        "cases": len(log.courses),
        "first": min(one.done_on for one in passages).isoformat(),
        "last": max(one.done_on for one in passages).isoformat(),
        "columns": [[what, log.header[place]] for what, place in log.places.items()],
        "problems": log.problems,
        "more": log.faulty - len(log.problems),
        "underway": log.underway,
        "order": steps.order,
        "figures": [[*key, *asdict(one).values()] for key, one in count(passages).items()],
        "followed": [[*pair, *asdict(one).values()] for pair, one in steps.found.items()],
    }
