"""Sessions, keys and counters that nobody needs any more are forgotten."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from ciiz.foundation import ratelimits, submissions
from ciiz.foundation.clock import now
from ciiz.foundation.queue import task

SUBMISSION_DAYS = 14
"""A form that lies open in a browser longer than this is sent as a new one."""
WINDOW_DAYS = 2
"""Longer than any window in which attempts are counted."""


@app.periodic(cron="29 */6 * * *")
@task("tidying.forget")
def forget_periodically(timestamp: int) -> None:
    """Every six hours."""
    forget(now())


def forget(at: datetime) -> int:
    """Forgets sessions that are over, submission keys and rate limits that are old enough; returns how many."""
    over, _ = Session.objects.filter(expire_date__lt=at).delete()
    return (
        over
        + submissions.forget_old(before=at - timedelta(days=SUBMISSION_DAYS))
        + ratelimits.forget_old(before=at - timedelta(days=WINDOW_DAYS))
    )
