"""The database that is measured: a demo of so many cases on a server with the settings of the demo."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from ciiz.foundation.postgres.cluster import DATABASE, SUPERUSER, Cluster
from ciiz.foundation.postgres.folders import data_folder, prepare_data_folder, temporary_folder

from ..runtime import start_django, use_connection
from .report import Figure

LOADED = "loaded.json"
SIZES = """
SELECT sum(reltuples)::bigint, sum(pg_total_relation_size(oid))::bigint
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


@dataclass
class Ground:
    """What all measurements need: the day, the people, a connection that policies do not concern."""

    cluster: Cluster
    cases: int
    today: date
    seconds: float
    rows: int
    size: int
    people: Any = None
    database: str = DATABASE
    _above: "psycopg.Connection[Any] | None" = field(default=None, repr=False)

    @property
    def above(self) -> "psycopg.Connection[Any]":
        """A connection of the administrator: chooses what is measured, compares without policies."""
        if self._above is None:
            self._above = psycopg.connect(
                dbname=self.database, user=SUPERUSER, host=str(self.cluster.socket), port=5432, autocommit=True
            )
            self._above.prepare_threshold = None  # plans anew each time, as Django's connection does
        return self._above

    def rows_of(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Asks as administrator."""
        return list(self.above.execute(query, values).fetchall())

    def close(self) -> None:
        """Lets go of the connection."""
        if self._above is not None:
            self._above.close()

    def figures(self) -> list[Figure]:
        """How long loading took."""
        note = f"{self.rows / 1e6:.1f} million rows, {self.size / 1e9:.1f} GB with indexes; played, then cloned"
        return [
            Figure("demo: cases", self.cases, "cases", "loaded at least; the measurements below are on them"),
            Figure("demo: loading", self.seconds, "s", note),
        ]


@contextmanager
def prepared(cases: int, *, keep: bool, tell: Callable[[str], None]) -> Iterator[Ground]:
    """The database is there inside, loaded; Django is connected to it as the pages' role."""
    folder = data_folder() / "bench" if keep else temporary_folder("ciiz-bench-")
    if keep:
        prepare_data_folder(data_folder())
        folder.mkdir(mode=0o755, exist_ok=True)
    cluster = Cluster(folder)
    ground = None
    try:
        if _loaded(folder).get("cases") != cases:
            cluster.remove()
        cluster.make()
        cluster.start()
        cluster.make_roles()
        cluster.make_database()
        start_django("app")
        ground = _ground(cluster, cases, tell)
        yield ground
    finally:
        _disconnect()
        if ground is not None:
            ground.close()
        if keep:
            cluster.stop()
        else:
            cluster.remove()
            shutil.rmtree(folder, ignore_errors=True)


def _disconnect() -> None:
    from django.apps import apps
    from django.db import connection

    if apps.ready:
        connection.close()


def _loaded(folder: Path) -> dict[str, Any]:
    path = folder / LOADED
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _ground(cluster: Cluster, cases: int, tell: Callable[[str], None]) -> Ground:
    place = {"NAME": DATABASE, "HOST": str(cluster.socket), "PORT": "5432", "PASSWORD": ""}
    loaded = _loaded(cluster.data)
    if loaded.get("cases") != cases:
        tell(f"loading {cases} cases")
        loaded = _load(place, cases)
        (cluster.data / LOADED).write_text(json.dumps(loaded))
    use_connection(**place, USER="ciiz_app")
    from ciiz.foundation import clock

    from ..play import People

    return Ground(cluster, cases, clock.today(), loaded["seconds"], loaded["rows"], loaded["size"], People.of("VS"))


def _load(place: dict[str, str], cases: int) -> dict[str, Any]:
    from django.db import connection

    from ciiz.foundation import clock

    from ..database import migrate
    from ..demo.load import load

    use_connection(**place, USER="ciiz_owner")
    migrate(quiet=True)
    use_connection(**place, USER=SUPERUSER)
    begun = time.perf_counter()
    load(cases, today=clock.today())
    seconds = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # what autovacuum does within the next minutes
        cursor.execute("CHECKPOINT")
        cursor.execute(SIZES)
        rows, size = cursor.fetchone() or (0, 0)
    return {"cases": cases, "seconds": seconds, "rows": rows, "size": size}
