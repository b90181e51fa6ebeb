"""The trace: its part of a page, audited writes a second, how fast it is verified."""

import re
import subprocess
from collections.abc import Callable
from statistics import median
from tempfile import NamedTemporaryFile
from typing import Any

from django.db import connection

from ciiz.domain.organisations.enums import Role
from ciiz.foundation.audit.sealing import seal, verify
from ciiz.foundation.postgres.binaries import bin_folder
from ciiz.foundation.postgres.roles import WORKER
from ciiz.foundation.reading import LOGGING

from ..runtime import use_connection
from .ground import Ground
from .pages import SOME, page
from .report import Figure
from .timing import MILLI, clock

MOST_OF_PAGE, WRITES, VERIFIED = 15.0, 2_000.0, 200_000.0
WRITERS, SECONDS, ROWS = 8, 8, 200_000
WRITE = """\\set n random(1, :rows)
UPDATE tasks_task SET reminded_on = date '2026-01-01' + (random() * 1000)::integer
WHERE id = (SELECT id FROM bench_task WHERE n = :n);
"""


def figures(ground: Ground) -> list[Figure]:
    """All three; the writes come last but one, because verifying reads what they left."""
    return [_share(ground), _writes(ground), _verified(ground)]


def _share(ground: Ground) -> Figure:
    """What writing down who read takes of the case page; looking at a page changes nothing that is audited."""
    shares = []
    for who in [who for who in ground.people.everybody if who.role is Role.CONTACT and who.holds(ground.today)][:5]:
        for [dossier] in ground.rows_of(SOME, who.membership_id)[:25]:
            look = page(who, f"/cases/{dossier}/")
            look()
            logged = _Logged()
            with connection.execute_wrapper(logged), clock() as passed:
                look()
            shares.append(100 * logged.milliseconds / passed[0])
    note = f"median of {len(shares)} running cases, looked at for the second time, by their people"
    return Figure("read log of the case page", median(shares), "%", note, MOST_OF_PAGE)


class _Logged:
    """How long the statement took that writes down who read."""

    milliseconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        with clock() as passed:
            found = execute(sql, params, many, context)
        if sql == LOGGING:
            self.milliseconds += passed[0]
        return found


def _writes(ground: Ground) -> Figure:
    """Each a transaction of its own, with commit to disk, by pgbench as the role of the jobs."""
    ground.above.execute("CREATE TABLE bench_task AS SELECT row_number() OVER () AS n, id FROM tasks_task LIMIT 100000")
    ground.above.execute(f"ALTER TABLE bench_task ADD PRIMARY KEY (n); GRANT SELECT ON bench_task TO {WORKER}")
    [[rows]] = ground.rows_of("SELECT count(*) FROM bench_task")
    with NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(WRITE)
        script.flush()
        place = ["--host", str(ground.cluster.socket), "--port", "5432", "--username", WORKER]
        many = ["--client", str(WRITERS), "--jobs", "2", "--time", str(SECONDS), "--protocol", "prepared"]
        given = ["--no-vacuum", "--define", f"rows={rows}", "--file", script.name, *place, *many, ground.database]
        program = str(bin_folder(ground.cluster.version) / "pgbench")
        done = subprocess.run([program, *given], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    ground.above.execute("DROP TABLE bench_task")
    told = re.search(r"tps = ([0-9.]+)", done.stdout)
    note = f"pgbench, {WRITERS} writers for {SECONDS} s, each write its own transaction; clients on this machine"
    return Figure("audited writes", float(told[1]) if told else 0.0, "1/s", note, WRITES, at_least=True)


def _verified(ground: Ground) -> Figure:
    """Blocks, rows and values, all of them."""
    ground.above.execute(
        "UPDATE tasks_task SET escalated_on = date '2026-01-01' WHERE id IN (SELECT id FROM tasks_task LIMIT %s)",
        [ROWS],
    )
    use_connection(USER=WORKER)
    seal()
    with clock() as passed:
        found = verify()
    use_connection(USER="ciiz_app")
    if found.fault:
        raise LookupError(f"the trace does not hold: {found.fault}")
    number = found.entries + found.readings
    note = f"{found.entries} changes with their values and {found.readings} readings in {found.blocks} blocks"
    return Figure("trace verified", number * MILLI / passed[0], "1/s", note, VERIFIED, at_least=True)
