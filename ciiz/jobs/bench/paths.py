"""Path analysis: all figures of all processes at once for the office, and the same of some cases in plain Python."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from ciiz.domain.paths import public as paths
from ciiz.domain.paths.public import Among, Key
from ciiz.domain.paths.public import Figure as Counted

from . import reference
from .ground import Ground
from .pages import people
from .report import Figure
from .timing import Taken, clock, middle

RUNS = 5
MOST = 3000.0
A_CASE = 20
"""Records of steps a case: 2 million of 100,000 cases."""
COMPARED = 1000
COPIES = 100_000
"""Copied records stand behind this place of their case, and go again."""
COPY = """
INSERT INTO processes_steprecord ({columns})
SELECT {values} FROM processes_steprecord r, generate_series(1, %s) AS n (n)
WHERE r.place < %s ORDER BY n.n, r.done_on LIMIT %s
"""


def figures(ground: Ground) -> list[Figure]:
    """The median over as many records as the target names, and how many figures differ from plain Python."""
    definitions = tuple(row[0] for row in ground.rows_of("SELECT id FROM processes_definition WHERE canton_id = 'VS'"))
    compared, differing = _differences(ground, definitions)
    taken: list[Taken] = []
    with _enough(ground) as (records, copied):
        for _run in range(RUNS):
            with people(ground)["office"].acting(ground.today, "bench") as actor, clock() as passed:
                told = paths.figures(actor, Among(definitions))
            taken.append(Taken(passed[0], 1))
    whole = told.of("all") or Counted(0, 0)
    note = f"median of {RUNS}: {whole.cases} cases of the office, {records / 1e6:.2f} million records of steps"
    note += f", {copied / 1e6:.2f} of them copied for this"
    return [
        Figure("path analysis", middle(taken).milliseconds, "ms", note, MOST),
        Figure("path analysis, wrong", differing, "figures", f"other than in plain Python, {compared} cases", 0),
    ]


def _differences(ground: Ground, definitions: tuple[UUID, ...]) -> tuple[int, int]:
    """How many of the office's latest cases were compared, and how many of their figures differ."""
    office = people(ground)["office"]
    with office.acting(ground.today, "bench") as actor:
        latest = paths.behind(actor, Among(definitions), "all")[:COMPARED]
    days = ground.rows_of("SELECT min(opened_on) FROM cases_case WHERE dossier_id = ANY (%s::uuid[])", list(latest))
    among = Among(definitions, opened_from=days[0][0])
    with office.acting(ground.today, "bench") as actor:
        told = paths.figures(actor, among).found
        cases = paths.behind(actor, among, "all")
    plain = reference.figures(lambda sql, values: ground.rows_of(sql, *values), cases, set(definitions))
    counted: dict[Key, Counted] = {key: one for key, one in told.items() if one.number}
    return len(cases), sum(counted.get(key) != plain.get(key) for key in counted.keys() | plain.keys())


@contextmanager
def _enough(ground: Ground) -> Iterator[tuple[int, int]]:
    """Inside there are so many records; those that are missing are copies of others, without what follows from them."""
    ((there,),) = ground.rows_of("SELECT count(*) FROM processes_steprecord")
    missing = max(ground.cases * A_CASE - there, 0)
    columns = [row[0] for row in ground.rows_of(
        "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'processes_steprecord'"
    )]  # fmt: skip
    values = [{"id": "gen_random_uuid()", "place": f"r.place + {COPIES} * n.n"}.get(one, f"r.{one}") for one in columns]
    copy = COPY.format(columns=", ".join(columns), values=", ".join(values))
    ground.above.execute("SET session_replication_role = replica")  # neither triggers nor checks: gone afterwards
    try:
        ground.above.execute(copy, [missing // max(there, 1) + 1, COPIES, missing])
        ground.above.execute("VACUUM (ANALYZE) processes_steprecord")
        yield there + missing, missing
    finally:
        ground.above.execute("DELETE FROM processes_steprecord WHERE place > %s", [COPIES])
        ground.above.execute("SET session_replication_role = origin")
        ground.above.execute("VACUUM (ANALYZE) processes_steprecord")
