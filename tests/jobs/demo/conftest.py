"""The demo canton, loaded once for all tests of this folder into a database of its own; they only read it."""

import fcntl
import importlib
import pickle
from collections.abc import Iterable, Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.jobs.cli import DEMO_CASES
from ciiz.jobs.demo.clone import Copy, clone
from ciiz.jobs.demo.places import Swap
from ciiz.jobs.progress import Progress
from tests.harness import databases, day

TODAY = day.TODAY
CASES = DEMO_CASES
NAME = "ciiz_demo"
Ordered = tuple[list[Copy], list[Swap]]
"""What the clones were to become: whose copy each is, and who stands for whom."""


def _load(cluster: Cluster) -> None:
    """Loads the demo canton and keeps what was ordered of the cloning."""

    def noting(copies: Iterable[Copy], swaps: Iterable[Swap], progress: Progress) -> int:
        ordered: Ordered = list(copies), list(swaps)
        (cluster.data / "demo.ordered").write_bytes(pickle.dumps(ordered))
        return clone(*ordered, progress)

    loading = importlib.import_module("ciiz.jobs.demo.load")  # the package's function has the same name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "clone", noting)
        loading.load(CASES, today=TODAY)
    (cluster.data / "demo.done").touch()


@pytest.fixture
def demo(cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo canton behind Django's connection, as administrator; the first test that asks loads it."""
    before = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), (cluster.data / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (cluster.data / "demo.done").exists():
            databases.clone(cluster, NAME)
            databases.connect_django(cluster, NAME, SUPERUSER)
            _load(cluster)
        fcntl.flock(lock, fcntl.LOCK_UN)
        databases.connect_django(cluster, NAME, SUPERUSER)
        yield
        databases.connect_django(cluster, before)


@pytest.fixture
def ordered(cluster: Cluster, demo: None) -> Ordered:
    """What was ordered of the cloning."""
    found: Ordered = pickle.loads((cluster.data / "demo.ordered").read_bytes())  # noqa: S301 - written by ourselves
    return found
