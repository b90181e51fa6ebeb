"""A page that fetches rows of protected tables and registers no reading at all fails.

Whether what it registers is what it shows is not compared here.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ciiz.foundation import reading
from ciiz.foundation.db.protect import tables
from ciiz.foundation.db.protection import Kind
from ciiz.web.shell.actor import ActorMiddleware

COUNTED = re.compile(r"\s*SELECT\s+COUNT\(", re.IGNORECASE)
"""A bare number shows nobody: the navigation says on every page how much waits."""
TABLE = re.compile(r'(?:FROM|JOIN)\s+"?([a-z_]+)"?', re.IGNORECASE)
SCAFFOLD = frozenset({"access_grant", "access_participation", "access_dossier", "access_mandate"})
"""Who takes part is asked by policies and journeys themselves; it is shown only together with other data."""
BROUGHT = frozenset({"imports_import", "imports_portion"})
"""Rows of a file that somebody has brought in: of no dossier yet, shown to nobody else."""


class Unregistered(AssertionError):
    """A page shows what nobody will find in the log of readings."""


def guard(patch: pytest.MonkeyPatch) -> None:
    """Fails a test with a page that shows rows of protected tables and registers nothing."""
    protected = {m._meta.db_table for m, p in tables() if p.kind is Kind.PROTECTED} - SCAFFOLD - BROUGHT
    fetched: set[str] = set()
    registered: list[bool] = []
    answer, write = ActorMiddleware.__call__, reading.write

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        shows = sql.lstrip().upper().startswith("SELECT") and not COUNTED.match(sql)
        if shows and context["cursor"].rowcount > 0:
            fetched.update(protected.intersection(TABLE.findall(sql)))
        return result

    def noticing(scope: reading.Scope) -> None:
        registered.append(bool(scope.shown))
        write(scope)

    def guarded(self: ActorMiddleware, request: HttpRequest) -> HttpResponseBase:
        fetched.clear()
        registered.clear()
        with connection.execute_wrapper(watch):
            response = answer(self, request)
        if request.method == "GET" and response.status_code == 200 and fetched and not any(registered):
            raise Unregistered(f"{request.path} shows rows of {sorted(fetched)} and registers nothing")
        return response

    patch.setattr(reading, "write", noticing)
    patch.setattr(ActorMiddleware, "__call__", guarded)
