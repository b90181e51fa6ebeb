"""Who has something to do is reminded of its term: by the ladder on the platform, once a day by mail.

In portions, each a short transaction of its own: a run that was killed is continued by the next one.
"""

from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from ciiz.domain.access.public import enter_system
from ciiz.domain.organisations.public import cantons
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.jobs.progress import Progress, Silent
from ciiz.journeys import urge

PORTION = 2000


@app.periodic(cron="11 4-20/4 * * *")
@task("reminders.send")
def send_periodically(timestamp: int) -> None:
    """Before work begins, and again during the day, if that was missed."""
    climb(today())


def climb(day: date, progress: Progress | None = None) -> int:
    """Reminds of every task whose next rung has been reached; returns how many."""
    progress, total = progress or Silent(), 0
    for canton in cantons():
        reminded = PORTION
        while reminded == PORTION:
            with transaction.atomic():
                actor = enter_system(purpose="deadlines", today=day)
                reminded = urge.portion(actor=actor, canton=canton, limit=PORTION).reminded
            total += reminded
            progress.say(f"{canton}: {total} reminders")
    return total
