"""The same AHV number in two looked-after cases: only the worker reads the digests, only the coordination is told."""

from collections.abc import Sequence
from datetime import date

from procrastinate.contrib.django import app

from ciiz.domain.access.public import SystemActor
from ciiz.domain.persons.public import matching
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task, open_of_kind
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.journeys import compare

from .rows import each


@app.periodic(cron="37 */3 * * *")
@task("matches.find")
def find_periodically(timestamp: int) -> None:
    """Every three hours."""
    find(today())


def find(day: date) -> int:
    """New pairs become tasks, tasks whose numbers no longer match are taken back; returns how many of both."""

    def no_longer(actor: SystemActor) -> Sequence[Task]:
        still = {pair.id for pair in matching(actor)}
        return [row for row in open_of_kind(Kind.COMPARE_CASES) if row.subject_id not in still]

    return each(day, matching, lambda actor, pair: compare.found(actor=actor, pair=pair)) + each(
        day, no_longer, lambda actor, row: compare.settled(actor=actor, task=row)
    )
