"""Search by name: 200 beginnings of names, three letters each."""

from statistics import median

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


def figures(ground: Ground) -> list[Figure]:
    """The search's own time and that of its page, for those with the most and the fewest cases."""
    beginnings = [beginning for (beginning,) in ground.rows_of(BEGINNINGS, PREFIXES)]
    everybody = people(ground)
    found = []
    for name in ("smallest institution", "largest institution", "office"):
        who = everybody[name]
        with who.acting(ground.today, "bench") as actor:
            search(actor, "zzz")
            times = []
            for beginning in beginnings:
                with clock() as passed:
                    search(actor, beginning)
                times += passed
        note = f"{len(beginnings)} beginnings of three letters; slowest {max(times):.0f} ms"
        found.append(Figure(f"search by name: {name}", median(times), "ms", note, MOST))
        show = page(who, "/search/")
        show(show.sent(q="zzz"))
        addresses = [show.sent(q=beginning) for beginning in beginnings]
        pages = [measure(lambda show=show, a=a: show(a)).milliseconds for a in addresses]  # type: ignore[misc]
        found.append(Figure(f"search by name: {name}, page", median(pages), "ms", "the same as whole pages"))
    return found
