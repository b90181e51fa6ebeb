"""Links the trace in blocks and checks it: a changed, removed or added row breaks the chain."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ciiz.foundation.queue import task

from ..mail.send import send
from . import checkpoints


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the trace holds in blocks and rows, what is not sealed yet since when, the first thing that is wrong."""

    fault: str | None
    blocks: int
    entries: int
    readings: int
    unsealed: int
    oldest: datetime | None


def seal() -> int:
    """Seals what finished transactions have written; returns the number of rows. As the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.seal()")
        return int(cursor.fetchone()[0])


def verify() -> Verdict:
    """Reads the whole trace. As worker or owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit.verify()")
        return Verdict(*cursor.fetchone())


@app.periodic(cron="* * * * * */10")
@task("audit.seal", once="audit.seal", retry=RetryStrategy(max_attempts=1))
def seal_periodically(timestamp: int) -> None:
    """Every ten seconds; the head goes outside the database at once."""
    seal()
    checkpoints.keep(settings.CHECKPOINTS)


@app.periodic(cron="11 4 * * *")
@task("audit.mail_checkpoint")
def mail_checkpoint_periodically(timestamp: int) -> None:
    """Once a day, where an address is set."""
    if settings.CHECKPOINT_MAIL:
        send(kind="checkpoint", key=f"checkpoint:{timestamp}")
