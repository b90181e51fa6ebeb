"""Letters that a step leaves to the worker: made once, tried again, and a task of somebody when that fails."""

from datetime import date

from django.db import connection, transaction

from ciiz.domain.access.public import Actor, SystemActor, act_for, enter_system
from ciiz.domain.cases.public import Closing
from ciiz.foundation import reading
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.journeys import letter


class NobodyActs(Exception):
    """Whoever took the step had no such role on that day, or has no account any more."""


@task(letter.JOB)
def closing(closing_id: str, on: str) -> None:
    """The letter to the person, in the name of whoever closed and as of that day."""
    try:
        with reading.scope(f"job {letter.JOB}") as opened, transaction.atomic():
            held = _held(closing_id)
            letter.keep(actor=_closer(held, date.fromisoformat(on)), closing=held)
            reading.write(opened)
    except Exception:
        with transaction.atomic():
            letter.failed(actor=_platform(), closing=_held(closing_id))
        raise
    with transaction.atomic():
        letter.made(actor=_platform(), closing=_held(closing_id))


def _held(closing_id: str) -> Closing:
    with connection.cursor() as cursor:
        # Two workers at the same letter wait for each other; the second finds it made.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [closing_id])
    return Closing.objects.select_related("closed_by").get(id=closing_id)


def _closer(held: Closing, day: date) -> Actor:
    closes = held.closed_by
    actor = closes and act_for(membership_id=closes.id, user_id=closes.user_id, today=day)
    if not actor:
        raise NobodyActs
    return actor


def _platform() -> SystemActor:
    return enter_system(purpose="letters", today=today())
