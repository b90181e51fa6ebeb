"""One row at a time, each in a transaction of its own, so that one that fails stops none of the others."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import SystemActor, enter_system
from ciiz.foundation.errors import DomainError

log = logging.getLogger(__name__)


class Row(Protocol):
    """Anything with an identifier of its own."""

    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=Row)


class Incomplete(Exception):
    """Some rows failed: the queue tries the job again, which does only what is still to be done."""


def each(day: date, find: Callable[[SystemActor], Sequence[R]], *acts: Callable[[SystemActor, R], bool]) -> int:
    """Does `acts` to every row found, as the platform on a day; returns how many had an effect."""
    with transaction.atomic():
        rows = find(enter_system(purpose="deadlines", today=day))
    done, failed = 0, 0
    for row in rows:
        try:
            done += _one(day, row, acts)
        except (DatabaseError, DomainError):
            log.exception("job failed for row %s", row.id)
            failed += 1
    if failed:
        raise Incomplete(failed)
    return done


def _one(day: date, row: R, acts: Iterable[Callable[[SystemActor, R], bool]]) -> int:
    with transaction.atomic():
        actor = enter_system(purpose="deadlines", today=day)
        with connection.cursor() as cursor:
            # Two workers at the same row wait for each other; the second finds it done.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(row.id)])
        return sum(act(actor, row) for act in acts)
