"""Many rows in few statements: what operations save inside `gathering()` is kept and written at once afterwards.

Operations stay as they are, with all their checks; only their fresh rows wait. A row that waits may be saved again
(it simply keeps its new values). Nothing inside may need to read what waits.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import Any

from django.db import DatabaseError, connection, models

from .prepared import insert, prepared, update


class Batch:
    """Fresh rows that wait, in their order."""

    def __init__(self) -> None:
        self._waiting: set[int] = set()
        self._order: list[models.Model] = []

    def holds(self, row: models.Model) -> bool:
        """Whether a row waits here."""
        return id(row) in self._waiting

    def add(self, row: models.Model) -> None:
        """Keeps a fresh row; one that waits already stays where it is."""
        if not self.holds(row):
            self._waiting.add(id(row))
            self._order.append(row)

    def mark(self) -> int:
        """A point to which `undo` can go back."""
        return len(self._order)

    def undo(self, mark: int) -> None:
        """Forgets what came after a mark."""
        for row in self._order[mark:]:
            self._waiting.discard(id(row))
        del self._order[mark:]

    def take(self, mark: int) -> list[models.Model]:
        """Removes and returns what came after a mark, for another batch to write."""
        taken = self._order[mark:]
        self.undo(mark)
        return taken


def write(rows: Sequence[models.Model]) -> None:
    """Writes rows, one statement a model, in the order in which models first appear.

    The values travel as one JSON text: several times faster than a statement with a parameter for each of them.
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, fresh in by_model.items():
        with prepared() as cursor:
            cursor.execute(inserting(model), [as_json(fresh)])


@cache
def inserting(model: type[models.Model], place: str = "%s") -> str:
    """The statement that writes rows of a model given `as_json`; `place` is where that text goes."""
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields)
    return (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, {place}::jsonb)"  # noqa: S608 - names of our own tables
    )


def as_json(rows: Sequence[models.Model]) -> str:
    """Rows of one model as one text."""
    attributes = [(field.column, field.attname) for field in rows[0]._meta.concrete_fields] if rows else []
    values = [{column: row.__dict__[attribute] for column, attribute in attributes} for row in rows]
    return json.dumps(values, default=_as_text, ensure_ascii=False)


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


_batch: ContextVar[Batch | None] = ContextVar("gathering", default=None)


@contextmanager
def gathering() -> Iterator[Batch]:
    """Inside, fresh rows wait in the batch; writing it is the caller's."""
    batch = Batch()
    token = _batch.set(batch)
    try:
        yield batch
    finally:
        _batch.reset(token)


class Gatherable(models.Model):
    """Base of models whose fresh rows can be gathered."""

    class Meta:
        abstract = True

    def save(self, **how: Any) -> None:
        """Saves, or waits in the open batch."""
        batch = _batch.get()
        if batch is not None and (how.get("force_insert") or batch.holds(self)):
            batch.add(self)
        elif how == {"force_insert": True}:
            insert(self)
        elif how.keys() == {"update_fields"} and how["update_fields"]:
            if not update(self, how["update_fields"]):
                raise DatabaseError(f"{self._meta.label} was not there to be changed")
        else:
            super().save(**how)
