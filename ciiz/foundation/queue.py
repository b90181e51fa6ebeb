"""The queue in the database: jobs are deferred in the transaction that causes them, and run after its commit.

`task` registers a function as a job, `defer` puts one into the queue. Jobs carry ids only: the queue's tables have no
row-level security. A job that fails is tried again with growing pauses; one whose worker died is put back.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")
APP, WORKER = "ciiz_app", "ciiz_worker"

PRIVILEGES = [
    *(f"REVOKE ALL ON {table} FROM PUBLIC, {APP}, {WORKER}" for table in TABLES),
    # Pages put jobs in, learn their number and whether one like it waits; they neither read nor change what waits.
    f"GRANT INSERT, SELECT (id, queueing_lock) ON procrastinate_jobs TO {APP}",
    f"GRANT INSERT ON procrastinate_events TO {APP}",
    *(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {WORKER}" for table in TABLES),
    *(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {WORKER}" for table in TABLES),
    f"GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq TO {APP}",
    # `ciiz serve` refuses to start while migrations are pending, so it must see which are done.
    f"GRANT SELECT ON django_migrations TO {APP}, {WORKER}",
]
"""What `ciiz db protect` grants on the queue; its functions run with the rights of their caller."""

RETRY = RetryStrategy(max_attempts=11, exponential_wait=3)
"""Pauses of 3, 9, 27 … seconds: the twelfth and last try comes after three days."""

STALLED_SECONDS = 120


def task(name: str, *, retry: RetryStrategy = RETRY, once: str | None = None) -> Callable[[Callable[..., Any]], Any]:
    """Register a function as the job `name`; its arguments are ids, dates as text and numbers.

    With `once` at most one job of that mark waits.
    """
    return app.task(name=name, retry=retry, queueing_lock=once)


def defer(name: str, *, once: str | None = None, **arguments: str | int | None) -> bool:
    """Put a job into the queue, in the transaction in progress.

    With `once` at most one job of that mark waits; False says that one is waiting already.
    """
    job = app.configure_task(name, queueing_lock=once, allow_unknown=False)
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


@app.periodic(cron="*/2 * * * *")
@app.task(name="queue.requeue_stalled", queueing_lock="queue.requeue_stalled", pass_context=True)
async def requeue_stalled(context: JobContext, timestamp: int) -> None:
    """Put back the jobs whose worker died (no heartbeat for two minutes)."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="queue.forget", queueing_lock="queue.forget", pass_context=True)
async def forget(context: JobContext, timestamp: int) -> None:
    """Delete what ended more than a month ago; failures stay until then, for the operator."""
    await context.app.job_manager.delete_old_jobs(nb_hours=24 * 30, include_failed=True, include_cancelled=True)
