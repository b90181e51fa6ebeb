"""Old keys and counters go, fresh ones stay."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from ciiz.foundation.postgres.roles import WORKER
from ciiz.foundation.ratelimits import RateLimit, attempt
from ciiz.foundation.submissions import Submission, claim
from ciiz.jobs.periodic.tidying import forget
from ciiz.web.shell.sessions import SessionStore
from tests.harness.databases import connected_as

NOW = datetime(2026, 11, 22, 3, 29, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_the_worker_forgets_what_is_old_and_keeps_what_is_fresh() -> None:
    fresh = uuid.uuid4()
    claim(fresh, user_id=1, now=NOW - timedelta(days=13))
    claim(uuid.uuid4(), user_id=1, now=NOW - timedelta(days=15))
    attempt("login", "new@test.example", limit=5, window=timedelta(hours=1), now=NOW - timedelta(days=1))
    attempt("login", "old@test.example", limit=5, window=timedelta(hours=1), now=NOW - timedelta(days=3))
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(NOW + timedelta(days=days))
        session.save()
    with connected_as(WORKER):
        assert forget(NOW) == 3
        assert forget(NOW) == 0
        assert [row.key for row in Submission.objects.all()] == [fresh]
        assert RateLimit.objects.count() == 1
