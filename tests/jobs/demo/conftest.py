"""The demo canton, loaded once for all tests of this folder into a database of its own; they only read it."""

import fcntl
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.jobs.demo.load import load
from tests.harness import databases

TODAY = date(2026, 11, 22)
CASES = 700
NAME = "ciiz_demo"


@pytest.fixture
def demo(cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo canton behind Django's connection, as administrator; the first test that asks loads it."""
    before = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), (cluster.data / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (cluster.data / "demo.done").exists():
            databases.clone(cluster, NAME)
            databases.connect_django(cluster, NAME, SUPERUSER)
            load(CASES, today=TODAY)
            (cluster.data / "demo.done").touch()
        fcntl.flock(lock, fcntl.LOCK_UN)
        databases.connect_django(cluster, NAME, SUPERUSER)
        yield
        databases.connect_django(cluster, before)
