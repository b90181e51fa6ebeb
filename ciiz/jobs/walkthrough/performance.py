"""The whole walkthrough on the database that is connected: organisations, import, five stories, indicators."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ciiz.domain.organisations.public import canton_values, load_demo_organisations
from ciiz.domain.processes.public import install
from ciiz.foundation import clock

from .. import demo_sheet
from ..play import People
from .indicators import core_indicators
from .intake import Imported, import_file
from .stage import Stage, Told
from .stories import STORIES

CANTON = "VS"
BEGIN = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What happened, for people and for `--json`."""

    day: date
    first: Imported
    again: Imported
    cases: tuple[Told, ...]
    indicators: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        again = self.again.as_dict()
        repeated = {name: again[name] for name in ("rows", "imported", "already_there", "refused")}
        return {
            "import": {"on": self.day.isoformat(), **self.first.as_dict(), "again": repeated},
            "cases": [case.as_dict() for case in self.cases],
            "indicators": self.indicators,
        }

    def faults(self) -> list[str]:
        """What did not go as it must; empty when all is well."""
        found = [
            f"{case.story}, {refusal.step}: {refusal.what} by {refusal.who} was not refused as it must be "
            f"(journey: {refusal.error or 'went through'}, SQL: {refusal.rows} rows, {refusal.database or 'no error'})"
            for case in self.cases
            for refusal in case.refusals
            if not refusal.held
        ]
        if self.again.cases:
            found.append(f"imported again, {len(self.again.cases)} rows were doubled")
        return found


def prepare() -> None:
    """Canton, organisations and processes; as the owner."""
    load_demo_organisations(BEGIN)
    install(canton=CANTON, values=canton_values(CANTON).drawn(), on=BEGIN)


def perform(
    file: Path | None = None, *, day: date | None = None, owner: Callable[[], AbstractContextManager[None]]
) -> Result:
    """Plays everything as the pages' role; `owner` gives the connection of the owner, for the indicators alone."""
    today = day or (demo_sheet.DAY if file is None else clock.today())
    people = People.of(CANTON)
    path = file or demo_sheet.PATH
    first = import_file(path, people=people, day=today)
    again = import_file(path, people=people, day=today)
    stage = Stage(people, today, first.cases)
    for story in STORIES:
        story(stage)
    with owner():
        indicators = core_indicators(CANTON, since=today, until=today + timedelta(days=365))
    return Result(today, first, again, tuple(stage.told), indicators)
