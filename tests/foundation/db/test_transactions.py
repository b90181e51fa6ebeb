"""Operations inside a journey join its transaction; alone they are atomic themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciiz.domain.organisations.public import Institution
from ciiz.foundation.db.transactions import atomic
from tests.worlds import institution

pytestmark = pytest.mark.django_db


@atomic
def rename(code: str, *, fail: bool = False) -> None:
    """An operation that writes and then may fail."""
    Institution.objects.filter(code=code).update(phone="changed")
    if fail:
        raise ValueError(code)


@atomic
def rename_both(*, fail: bool = False) -> None:
    """A journey of two operations."""
    rename("RAV")
    rename("SMZ", fail=fail)


def savepoints(captured: CaptureQueriesContext) -> int:
    """Savepoints that were set."""
    return sum(query["sql"].startswith("SAVEPOINT") for query in captured)


def test_a_journey_sets_one_savepoint() -> None:
    with CaptureQueriesContext(connection) as captured:
        rename_both()
    assert savepoints(captured) == 1


def test_an_operation_alone_is_atomic() -> None:
    with pytest.raises(ValueError, match="RAV"):
        rename("RAV", fail=True)
    assert institution("RAV").phone == ""


def test_what_fails_late_undoes_the_whole_journey() -> None:
    with pytest.raises(ValueError, match="SMZ"):
        rename_both(fail=True)
    assert institution("RAV").phone == ""
    with CaptureQueriesContext(connection) as captured:
        rename("RAV")
    assert savepoints(captured) == 1
