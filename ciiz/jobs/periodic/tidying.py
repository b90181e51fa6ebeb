"""Sessions, keys, counters and rows of files that nobody needs any more are forgotten."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from ciiz.domain.imports import public as imports
from ciiz.foundation import ratelimits, submissions
from ciiz.foundation.clock import now
from ciiz.foundation.queue import task

SUBMISSION_DAYS = 14
"""A form that lies open in a browser longer than this is sent as a new one."""
WINDOW_DAYS = 2
"""Longer than any window in which attempts are counted."""

ROW_HOURS = 24
"""Rows of a file that somebody brought in and did not import."""
REPORT_DAYS = 30
"""What was wrong with a file; values in it are masked."""


@app.periodic(cron="29 */6 * * *")
@task("tidying.forget")
def forget_periodically(timestamp: int) -> None:
    """Every six hours."""
    forget(now())


def forget(at: datetime) -> int:
    """Forgets sessions that are over, keys, counters and imports that are old enough; returns how many."""
    over, _ = Session.objects.filter(expire_date__lt=at).delete()
    return (
        over
        + submissions.forget_old(before=at - timedelta(days=SUBMISSION_DAYS))
        + ratelimits.forget_old(before=at - timedelta(days=WINDOW_DAYS))
        + imports.forget_old(
            rows_before=at - timedelta(hours=ROW_HOURS), reports_before=at - timedelta(days=REPORT_DAYS)
        )
    )
