"""The nightly run of reminders: with one task in twenty cases due, once more, and the mails of the day."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ciiz.foundation.mail.models import Mail
from ciiz.foundation.postgres.roles import APP, WORKER

from ..periodic import reminders
from .ground import Ground
from .report import Figure
from .timing import MILLI, clock

MOST = 60.0
SHARE = 20
FALL_DUE = """
UPDATE tasks_task SET due_on = %s, set_on = %s::date - 30 WHERE (dossier_id, id) IN (
    SELECT DISTINCT ON (dossier_id) dossier_id, id FROM tasks_task WHERE state = 'open' AND due_on IS NOT NULL
    ORDER BY dossier_id, id LIMIT %s)
"""
WRITTEN = "SELECT count(*) FROM audit.entry"


def figures(ground: Ground) -> list[Figure]:
    """All that was due before is reminded of first; then one task in twenty cases falls due on the day."""
    with _as_worker():
        reminders.climb(ground.today)
    ground.above.execute(FALL_DUE, (ground.today, ground.today, ground.cases // SHARE))
    with _as_worker():
        with clock() as passed:
            reminded = reminders.climb(ground.today)
        with clock() as mailed:
            mails = reminders.digests(ground.today)
        before, sent = ground.rows_of(WRITTEN), Mail.objects.count()
        with clock() as again:
            anew = reminders.climb(ground.today) + reminders.digests(ground.today)
        written = ground.rows_of(WRITTEN)[0][0] - before[0][0] + Mail.objects.count() - sent + anew
    note = (
        f"{reminded} tasks reminded of, of {ground.cases} cases, and {mails} mails written ({mailed[0] / MILLI:.1f} s)"
    )
    return [
        Figure("nightly reminders", (passed[0] + mailed[0]) / MILLI, "s", note, MOST),
        Figure("nightly reminders, again", written, "rows", f"written by a second run of {again[0] / MILLI:.1f} s", 0),
    ]


@contextmanager
def _as_worker() -> Iterator[None]:
    connection.close()
    connection.settings_dict["USER"] = WORKER
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = APP
