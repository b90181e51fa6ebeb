"""Django for a command: which role it works as, and whether the database is there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def start_django(role: str) -> None:
    """Load settings and apps for a command that works as `role` (owner, app or worker)."""
    os.environ["CIIZ_DB_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def use_connection(**values: Any) -> None:
    """Point Django's one connection elsewhere; the next query connects anew."""
    from django.db import connection

    connection.close()
    connection.settings_dict.update(values)


@contextmanager
def work_as(role: str) -> Iterator[None]:
    """Inside, queries run as `role` on the database in use; outside of a transaction only."""
    from django.db import connection

    from ciiz.foundation.postgres.urls import database_settings

    names = ("USER", "PASSWORD", "OPTIONS")
    before = {name: connection.settings_dict[name] for name in names}
    former = os.environ.get("CIIZ_DB_ROLE", "app")
    try:
        os.environ["CIIZ_DB_ROLE"] = role
        wanted = database_settings()
        use_connection(USER=wanted.get("USER", ""), PASSWORD=wanted.get("PASSWORD", ""), OPTIONS=wanted["OPTIONS"])
        yield
    finally:
        os.environ["CIIZ_DB_ROLE"] = former
        use_connection(**before)
