"""The job that seals, and the command that checks."""

from time import sleep

import pytest
from django.db import connection

from ciiz.domain.access.public import found
from ciiz.foundation.audit.sealing import seal, verify
from tests.harness.databases import connect_django, running_cluster
from tests.worlds import TODAY, act


def sealed_once_others_have_finished() -> int:
    """The sealer waits for every transaction of the server, those of tests in other databases too."""
    for _ in range(600):
        if count := seal():
            return count
        sleep(0.1)
    raise AssertionError("nothing was sealed within a minute")


@pytest.mark.django_db(transaction=True)
def test_the_worker_seals_once_and_finds_the_trail_whole() -> None:
    with act("rav.front") as actor:
        found(actor=actor, opened_on=TODAY)
    connect_django(running_cluster(), str(connection.settings_dict["NAME"]), "ciiz_worker")
    assert sealed_once_others_have_finished() == 3
    assert seal() == 0
    assert verify().fault is None
