"""What the canton no longer keeps is erased: IIZ checks that came to nothing, after their months."""

from datetime import date

from procrastinate.contrib.django import app

from ciiz.domain.cases.public import checks_over
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.journeys import erase

from .rows import each


@app.periodic(cron="43 */6 * * *")
@task("erasing.checks")
def checks_periodically(timestamp: int) -> None:
    """Every six hours."""
    checks(today())


def checks(day: date) -> int:
    """Erases what is over; returns how many dossiers went."""
    return each(day, checks_over, lambda actor, row: erase.check(actor=actor, old=row))
