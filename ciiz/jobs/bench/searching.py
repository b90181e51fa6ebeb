"""Search by name and by number: 200 beginnings of names and of running numbers, three signs each."""

from collections.abc import Callable, Sequence
from statistics import median

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.public import Filters, listing
from ciiz.domain.persons.public import search

from .ground import Ground
from .pages import page, people
from .report import Figure
from .timing import clock, measure

PREFIXES = 200
MOST = 15.0
BEGINNINGS = """
SELECT beginning FROM (SELECT DISTINCT left(token, 3) AS beginning FROM persons_nametoken) AS found
WHERE length(beginning) = 3 ORDER BY md5(beginning) LIMIT %s
"""
RUNNING = """
SELECT running FROM (SELECT DISTINCT left(running, 3) AS running FROM cases_case) AS found
ORDER BY md5(running) LIMIT %s
"""


def figures(ground: Ground) -> list[Figure]:
    """The search's own time and that by name of its page, for those with the most and the fewest cases."""
    beginnings = [beginning for (beginning,) in ground.rows_of(BEGINNINGS, PREFIXES)]
    numbers = [running for (running,) in ground.rows_of(RUNNING, PREFIXES)]
    everybody = people(ground)
    found = []
    for name in ("smallest institution", "largest institution", "office"):
        who = everybody[name]
        with who.acting(ground.today, "bench") as actor:
            times = _times(actor, search, beginnings)
            by_number = _times(actor, _numbered, numbers)
        note = f"{len(beginnings)} beginnings of three letters; slowest {max(times):.0f} ms"
        found.append(Figure(f"search by name: {name}", median(times), "ms", note, MOST))
        show = page(who, "/search/")
        show(show.sent(q="zzz"))
        addresses = [show.sent(q=beginning) for beginning in beginnings]
        pages = [measure(lambda show=show, a=a: show(a)).milliseconds for a in addresses]  # type: ignore[misc]
        found.append(Figure(f"search by name: {name}, page", median(pages), "ms", "the same as whole pages"))
        note = f"{len(numbers)} beginnings of running numbers, three digits; slowest {max(by_number):.0f} ms"
        found.append(Figure(f"search by number: {name}", median(by_number), "ms", note, MOST))
    return found


def _numbered(actor: Actor, text: str) -> object:
    return listing(actor, Filters(number=text), limit=20)


def _times(actor: Actor, ask: Callable[[Actor, str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds of each text, after one that finds nothing."""
    ask(actor, "zzz")
    times: list[float] = []
    for text in texts:
        with clock() as passed:
            ask(actor, text)
        times += passed
    return times
