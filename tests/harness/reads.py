"""A page that fetches rows of protected tables and registers other readings than those fails.

For every row the server says from which table and column each value comes: so it is known whose rows were fetched.
Compared are dossiers and, where a table has one category, that category: who was fetched must be registered, and nobody
else may be. Rows that come without their dossier are compared with nothing but that something is registered.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ciiz.foundation import reading
from ciiz.foundation.db.protect import tables
from ciiz.foundation.db.protection import Kind, Protection
from ciiz.web.shell.actor import ActorMiddleware

SCAFFOLD = frozenset({"access_grant", "access_participation", "access_dossier", "access_mandate"})
"""Who takes part is asked by policies and journeys themselves; it is shown only together with other data."""
BROUGHT = frozenset({"imports_import", "imports_portion"})
"""Rows of a file that somebody has brought in: of no dossier yet, shown to nobody else."""

MEETINGS = frozenset({"meetings_meeting", "meetings_invitation", "meetings_slot", "meetings_series"})
"""When and where a meeting is, and who is invited: of no dossier. What is for one case comes with its item."""


TOLD = ("SELECT privacy_head(", "SELECT privacy_plan(", "SELECT * FROM privacy_document")
"""Statements by which the person concerned reads (`ciiz/domain/privacy/sql/functions.sql`)."""


class Unregistered(AssertionError):
    """A page shows what nobody will find in the log of readings, or the log says what no page has shown."""


@dataclass(frozen=True)
class Table:
    """A protected table: its columns by number."""

    name: str
    protection: Protection
    columns: dict[int, str]


@cache
def _tables() -> dict[int, Table]:
    """The protected tables by the number that the server gives them."""
    protection = {
        model._meta.db_table: one
        for model, one in tables()
        if one.kind is Kind.PROTECTED and model._meta.db_table not in BROUGHT | MEETINGS
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::bigint, c.relname, jsonb_object_agg(a.attnum, a.attname)::text FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relname = ANY(%s) GROUP BY 1, 2",
            [list(protection)],
        )
        rows = cursor.fetchall()
    return {
        oid: Table(name, protection[name], {int(number): column for number, column in json.loads(columns).items()})
        for oid, name, columns in rows
    }


@dataclass
class Fetched:
    """What a page has fetched."""

    categories: dict[UUID, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    """Dossier → category, "" where the table has several → tables."""
    scaffold: set[UUID] = field(default_factory=set)
    """Dossiers of which it was asked who takes part."""
    loose: set[str] = field(default_factory=set)
    """Tables of rows that came without their dossier."""
    told: bool = False
    """Functions of the person's own page have answered, whose rows are of no table."""

    def note(self, result: Any) -> None:
        """Notes the rows of an answer of the server."""
        known = _tables()
        origin = [(known.get(result.ftable(i)), result.ftablecol(i)) for i in range(result.nfields)]
        keys = {
            i
            for i, (table, number) in enumerate(origin)
            if table and table.columns[number] == ("id" if table.name == "access_dossier" else "dossier_id")
        }
        for table in {table.name: table for table, _number in origin if table}.values():
            own = {i for i in keys if (at := origin[i][0]) and at.name == table.name} or keys
            if not own:
                self.loose |= {table.name} - SCAFFOLD
            for i in own:
                for row in range(result.ntuples):
                    if value := result.get_value(row, i):
                        self._note(UUID(value.decode()), table)

    def _note(self, dossier: UUID, table: Table) -> None:
        if table.name in SCAFFOLD:
            self.scaffold.add(dossier)
        else:
            self.categories[dossier][table.protection.category or ""].add(table.name)

    def faults(self, registered: dict[UUID, set[str]]) -> list[str]:
        """What was fetched and is not registered, and the other way round."""
        found = [
            f"rows of {sorted(names)} of {dossier} are fetched, {category or 'nothing'} is not registered"
            for dossier, fetched in self.categories.items()
            for category, names in fetched.items()
            if (category not in registered.get(dossier, ()) if category else dossier not in registered)
        ]
        if self.told and not registered:
            found.append("functions of the person's page have answered, nothing is registered")
        if self.loose and not registered:
            found.append(f"rows of {sorted(self.loose)} are fetched, nothing is registered")
        if not self.loose and not self.told:
            found += [
                f"{dossier} is registered, no row of it is fetched"
                for dossier in registered.keys() - self.categories.keys() - self.scaffold
            ]
        return found


def guard(patch: pytest.MonkeyPatch) -> None:
    """Fails a test with a page that registers other readings than those of the protected rows it has fetched."""
    fetched = Fetched()
    registered: dict[UUID, set[str]] = {}
    answer, write = ActorMiddleware.__call__, reading.write

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        answered = context["cursor"].pgresult
        if answered is not None and answered.ntuples:
            fetched.note(answered)
            fetched.told |= sql.startswith(TOLD)
        return result

    def noticing(scope: reading.Scope) -> None:
        for dossier, (categories, _bases) in scope.shown.items():
            registered.setdefault(dossier, set()).update(categories)
        write(scope)

    def guarded(self: ActorMiddleware, request: HttpRequest) -> HttpResponseBase:
        nonlocal fetched
        fetched = Fetched()
        registered.clear()
        _tables()  # asks the server, once, before it is watched
        with connection.execute_wrapper(watch):
            response = answer(self, request)
        if request.method == "GET" and response.status_code == 200 and (faults := fetched.faults(registered)):
            raise Unregistered(f"{request.path}: " + "; ".join(faults))
        return response

    patch.setattr(reading, "write", noticing)
    patch.setattr(ActorMiddleware, "__call__", guarded)
