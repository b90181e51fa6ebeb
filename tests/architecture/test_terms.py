"""One function says until when something is due: nowhere else is a term looked up or a day counted on."""

import ast
import re
from pathlib import Path

import ciiz

ROOT = Path(ciiz.__file__).parent
ONE = "journeys/terms.py"
ELSE = {
    "web/start/desk.py": "what has moved in the last days",
    "domain/cases/queries/desk.py": "cases without an event for some days",
    "jobs/periodic/tidying.py": "what is forgotten after some hours or days",
    "jobs/demo_sheet.py": "invented days",
    "domain/organisations/operations/demo.py": "invented days",
    "web/waiting/views/calendar.py": "how often in an hour a calendar is asked for",
    "web/personal/entering.py": "how long the person's page stays open, and a code by mail is good",
    "web/personal/limits.py": "how often somebody may try to open it",
    "domain/meetings/operations/standing.py": "the rhythm of sessions that somebody plans",
    "journeys/intake/dates.py": "what a number in a sheet means as a day",
}
"""Looking back is no term."""
APART = ("web/shell/", "foundation/", "jobs/walkthrough/", "jobs/play/", "jobs/demo/", "jobs/bench/")
"""How long links, codes and limits of the login last is none of a case; the demonstration plays on invented days."""
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(ROOT.rglob("*.py"))
    if "migrations" not in path.parts and not path.relative_to(ROOT).as_posix().startswith(APART)
}


def counted(source: str) -> list[str]:
    """Where days are counted on: every distance but the one day between a last day and the first one after it."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    written = [ast.unparse(node) for node in calls if ast.unparse(node.func).endswith("timedelta")]
    return [one for one in written if not one.endswith("timedelta(days=1)")]


def reckoned(source: str) -> list[str]:
    """Days on which something is due that are the result of a sum."""
    given = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.keyword))
    days = (node.value for node in given if node.arg in ("due_on", "survey_due_on"))
    return [ast.unparse(day) for day in days if any(isinstance(part, ast.BinOp) for part in ast.walk(day))]


def test_nobody_counts_days_beside_the_terms() -> None:
    assert {name: found for name, text in SOURCES.items() if name not in ELSE and (found := counted(text))} == {}
    assert [name for name in ELSE if name not in SOURCES or not counted(SOURCES[name])] == []


def test_nobody_else_asks_the_canton_for_a_term() -> None:
    asked = {name for name, text in SOURCES.items() if re.search(r"values[.]deadlines\b", text)}
    assert asked == {ONE}


def test_no_journey_reckons_a_day_on_which_something_is_due() -> None:
    assert {name: found for name, text in SOURCES.items() if (found := reckoned(text))} == {}


def test_the_search_finds_what_it_looks_for() -> None:
    assert counted("until = on + timedelta(days=14)\nlast = until - timedelta(days=1)") == ["timedelta(days=14)"]
    assert counted("x = datetime.timedelta(weeks=2)") == ["datetime.timedelta(weeks=2)"]
    assert reckoned("Wanted(kind, to, due_on=on + two_weeks)") == ["on + two_weeks"]
