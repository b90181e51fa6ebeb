"""The queue: in the same transaction, with as few rights as possible, and nothing lost when a worker dies."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import TaskNotFound

from ciiz.foundation import queue
from ciiz.foundation.postgres.roles import WORKER
from tests.harness.databases import connected_as

Connection = psycopg.Connection[tuple[object, ...]]


def waiting(direct: Connection) -> list[str]:
    return [str(name) for (name,) in direct.execute("select task_name from procrastinate_jobs order by id")]


@pytest.mark.django_db(transaction=True)
def test_a_job_waits_only_after_the_transaction_commits(worker_connection: Connection) -> None:
    with transaction.atomic():
        queue.defer("mail.deliver", mail_id="1")
        assert waiting(worker_connection) == []
    assert waiting(worker_connection) == ["mail.deliver"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_job(worker_connection: Connection) -> None:
    with transaction.atomic():
        queue.defer("mail.deliver", mail_id="1")
        transaction.set_rollback(True)
    assert waiting(worker_connection) == []


@pytest.mark.django_db
def test_an_unknown_job_is_refused_when_it_is_deferred() -> None:
    with pytest.raises(TaskNotFound):
        queue.defer("no.such.job")


@pytest.mark.django_db
def test_at_most_one_job_of_a_kind_waits_when_asked_for() -> None:
    assert queue.defer("mail.deliver", once="one", mail_id="1")
    assert not queue.defer("mail.deliver", once="one", mail_id="2")
    assert queue.defer("mail.deliver", once="another", mail_id="2")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "select args from procrastinate_jobs",
        "update procrastinate_jobs set status = 'cancelled'",
        "delete from procrastinate_jobs",
        "select * from procrastinate_events",
        "insert into procrastinate_workers default values",
    ],
)
def test_pages_put_jobs_in_but_neither_read_nor_change_them(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_worker_runs_what_waits_as_its_own_role_and_requeues_what_another_left_behind(
    worker_connection: Connection,
) -> None:
    queue.defer("mail.deliver", mail_id="0198b1c0-0000-7000-8000-000000000000")
    worker_connection.execute(
        "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour');"
        "update procrastinate_jobs set status = 'doing', worker_id = (select id from procrastinate_workers)"
    )
    with connected_as(WORKER):
        work_off("queue.requeue_stalled")
    (status,) = worker_connection.execute(
        "select status::text from procrastinate_jobs where task_name = 'mail.deliver'"
    ).fetchone() or (None,)
    assert status == "todo"


def work_off(name: str) -> None:
    """Defer one job and run all that waits."""

    async def run() -> None:
        async with app.open_async():
            await app.configure_task(name).defer_async(timestamp=0)
            await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    # A thread of its own: browser tests in the same process leave a running loop in this one.
    with (
        app.replace_connector(app.connector.get_worker_connector()),  # type: ignore[attr-defined]
        ThreadPoolExecutor(1) as thread,
    ):
        thread.submit(asyncio.run, run()).result()
