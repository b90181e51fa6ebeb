"""Old keys and counters go, fresh ones stay."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from ciiz.domain.imports.models import Import, Portion
from ciiz.domain.imports.public import keep
from ciiz.foundation.postgres.roles import WORKER
from ciiz.foundation.ratelimits import RateLimit, attempt
from ciiz.foundation.submissions import Submission, claim
from ciiz.jobs.periodic.tidying import forget
from ciiz.web.shell.sessions import SessionStore
from tests.harness.databases import connected_as
from tests.worlds import become

NOW = datetime(2026, 11, 22, 3, 29, tzinfo=UTC)


def brought(days: int) -> Import:
    """A file brought in some days ago, with a row that waits."""
    actor = become("rav.contact")
    kept = keep(
        actor=actor, file_name="x", rows=1, portions=[[{"line": 2}]], there=0, changed=0, refused=0, findings=[]
    )
    Import.objects.filter(id=kept.id).update(brought_at=NOW - timedelta(days=days))
    return kept


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


@pytest.mark.django_db(transaction=True)
def test_rows_that_nobody_imported_go_after_a_day_and_reports_after_a_month() -> None:
    with transaction.atomic():
        fresh, late, _old = brought(0), brought(2), brought(31)
    with connected_as(WORKER):
        forget(NOW)
        assert [(row.id, row.state) for row in Import.objects.order_by("-brought_at")] == [
            (fresh.id, "waiting"),
            (late.id, "dropped"),
        ]
        assert [row.of_id for row in Portion.objects.all()] == [fresh.id]
