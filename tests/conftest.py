"""The house rules of the suite: own cluster, role of the pages, closed network, undefined template variables fail."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from ciiz.foundation import clock
from ciiz.foundation.postgres.binaries import chosen_version
from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.roles import OWNER, WORKER

from .harness import databases, network
from .harness.day import TODAY

Connection = psycopg.Connection[tuple[object, ...]]

os.environ.setdefault("FAIL_INVALID_TEMPLATE_VARS", "true")
# Modules are compiled once, not by every worker and every process that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    """Under xdist the controller owns the cluster, because it outlives every worker."""
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[CLUSTER] = databases.start_cluster()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that started the cluster removes it."""
    if cluster := config.stash.get(CLUSTER, None):
        databases.stop_cluster(cluster)


CLUSTER = pytest.StashKey[Cluster]()
LONG = ("tests/jobs/demo/", "tests/web/test_crawl.py", "tests/jobs/", "tests/e2e/", "tests/security/")
"""What takes long, the longest first."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Among several workers what takes long begins first, so that none waits for another at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: next((i for i, part in enumerate(LONG) if item.nodeid.startswith(part)), len(LONG)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there before the first test stays to the end: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What ran is noted for `make test`, which runs twice and tells both in the end."""
    path = os.environ.get("CIIZ_TALLY")
    if path and not hasattr(terminalreporter.config, "workerinput"):
        ran = {name: len(terminalreporter.getreports(name)) for name in ("passed", "failed", "error", "skipped")}
        told = ", ".join(f"{number} {name}" for name, number in ran.items() if number or name == "passed")
        with Path(path).open("a") as tally:
            tally.write(f"PostgreSQL {chosen_version()}: {told}\n")


@pytest.fixture(scope="session", autouse=True)
def _same_day_every_day() -> Iterator[None]:
    """Pages know no other day than the scenes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "day_of", lambda moment: TODAY)
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """A world is rolled back with its test; what pages have remembered of it would meet the next one's rows."""
    cache.clear()


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Cluster:
    """The throw-away server of this run; started on first use when there is one process only."""
    if databases.VARIABLE not in os.environ:
        request.config.stash[CLUSTER] = databases.start_cluster()
    return databases.running_cluster()


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """Name of this process among xdist's workers, part of its databases' names."""
    workerinput = getattr(request.config, "workerinput", {})
    return str(workerinput.get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_setup(
    cluster: Cluster, worker_name: str, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A clone of the template for this process, and one more for each test that commits."""
    own: list[AbstractContextManager[str]] = []

    def give_clone(test: type[TransactionTestCase]) -> None:
        own.append(databases.own_clone(cluster, f"ciiz_{worker_name}_own"))
        own[-1].__enter__()

    def drop_clone(test: TransactionTestCase) -> None:
        own.pop().__exit__(None, None, None)

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        databases.ensure_template(cluster)
        databases.clone(cluster, f"ciiz_{worker_name}")
        databases.connect_django(cluster, f"ciiz_{worker_name}")
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(give_clone))
        patch.setattr(TransactionTestCase, "_fixture_teardown", drop_clone)
        yield
        connection.close()


def _connect(cluster: Cluster, user: str) -> Iterator[Connection]:
    with cluster.connect(connection.settings_dict["NAME"], user) as direct:
        if connection.in_atomic_block:
            direct.autocommit = False
        yield direct
        if connection.in_atomic_block:
            direct.rollback()


@pytest.fixture
def owner_connection(cluster: Cluster, _django_db_helper: None) -> Iterator[Connection]:
    """The test's database as owner: another connection.

    In a `transaction=True` test what it writes is committed at once and seen by the app. In an ordinary test neither
    side sees the other's rows, and what it writes is rolled back.
    """
    yield from _connect(cluster, OWNER)


@pytest.fixture
def worker_connection(cluster: Cluster, _django_db_helper: None) -> Iterator[Connection]:
    """The test's database as the worker's role; otherwise like `owner_connection`."""
    yield from _connect(cluster, WORKER)


@pytest.fixture(autouse=True, scope="session")
def _closed_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.close_network(patch)
        yield
