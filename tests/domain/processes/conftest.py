"""The library's processes in the test canton, and a case in which they run."""

import uuid

import pytest

from ciiz.domain.access.public import found
from ciiz.domain.processes.models import Definition
from ciiz.domain.processes.public import (
    install,
)
from tests.worlds import TODAY, act, looked_after


@pytest.fixture
def processes() -> list[Definition]:
    """The library's processes in the test canton."""
    with act("officer"):
        return install(canton="ZZ", values={}, on=TODAY)


@pytest.fixture
def dossier(processes: list[Definition]) -> uuid.UUID:
    """A case of the RAV's contact person that the regional coordinator looks after."""
    assert processes
    with act("rav.contact") as actor:
        dossier = found(actor=actor, opened_on=TODAY).id
    looked_after(dossier)
    return dossier
