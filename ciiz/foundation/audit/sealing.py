"""Links the trace in blocks and checks it: a changed, removed or added row breaks the chain."""

from django.db import connection
from procrastinate.contrib.django import app

from ciiz.foundation.queue import task


def seal() -> int:
    """Seals what finished transactions have written; returns the number of rows. As the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.seal()")
        return int(cursor.fetchone()[0])


def fault() -> str | None:
    """The first place where the trace is not what was sealed; None when it holds. As worker or owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.verify()")
        found: str | None = cursor.fetchone()[0]
        return found


@app.periodic(cron="* * * * *")
@task("audit.seal")
def seal_periodically(timestamp: int) -> None:
    """Every minute."""
    seal()
