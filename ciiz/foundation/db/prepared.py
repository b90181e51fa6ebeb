"""Statements that the server keeps: parsed and planned when a connection first sends them, then only filled in.

For what every step does: one row written costs the ORM more to word, and PostgreSQL more to plan, than to write.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.utils import CursorWrapper

KEPT = 300
"""Statements that a connection keeps; the driver forgets the one longest unused beyond."""


class _Cursor(psycopg.Cursor[Any]):
    """Sends values apart from the statement, which the server keeps prepared."""

    def execute(self, query: Any, params: Any = None, **_how: Any) -> "_Cursor":
        return super().execute(query, params, prepare=True)

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        # Django's log of statements looks here; the driver itself notes unprepared ones only.
        self._query = super()._convert_query(query, params)
        return self._query


def prepared() -> CursorWrapper:
    """Such a cursor, made as Django makes it: health check, wrappers, translated errors."""
    return _cursor(_database())


def _database() -> Any:
    """The connection itself: Django's `connection` looks for it anew at each attribute."""
    return connections[DEFAULT_DB_ALIAS]


def _cursor(database: Any) -> CursorWrapper:
    database.close_if_health_check_failed()
    database.ensure_connection()
    database.connection.prepared_max = KEPT
    return cast("CursorWrapper", database._prepare_cursor(_Cursor(database.connection)))


def insert(row: models.Model) -> None:
    """Writes a fresh row whose key and values are all there."""
    sql, fields = _inserting(type(row))
    database = _database()
    with _cursor(database) as cursor:
        cursor.execute(sql, [field.get_db_prep_save(field.pre_save(row, True), database) for field in fields])
    row._state.adding = False
    row._state.db = database.alias


def update(row: models.Model, names: Iterable[str], *, version: int | None = None) -> bool:
    """Writes some fields of a row; False if the database has no such row for the actor, or not in that version."""
    sql, fields = _updating(type(row), tuple(names), version is not None)
    database = _database()
    values = [field.get_db_prep_save(field.pre_save(row, False), database) for field in fields]
    with _cursor(database) as cursor:
        cursor.execute(sql, values if version is None else [*values, version])
        return bool(cursor.rowcount)


@cache
def _inserting(model: type[models.Model]) -> tuple[str, list[Any]]:
    fields = model._meta.concrete_fields
    columns = ", ".join(_quoted(field) for field in fields)
    places = ", ".join("%s" for _ in fields)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES ({places})", [*fields]  # noqa: S608 - names of our own tables


@cache
def _updating(model: type[models.Model], names: tuple[str, ...], versioned: bool) -> tuple[str, list[Any]]:
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    table, key = connection.ops.quote_name(model._meta.db_table), model._meta.pk
    condition = f"{_quoted(key)} = %s AND version = %s" if versioned else f"{_quoted(key)} = %s"
    return f"UPDATE {table} SET {columns} WHERE {condition}", [*fields, key]  # noqa: S608 - as above


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))
