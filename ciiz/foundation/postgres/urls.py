"""Connection settings for Django, from environment variables alone; nothing is started and nothing is contacted."""

import os
from typing import Any
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

from .folders import data_folder, socket_folder
from .roles import LOGIN

VARIABLES = {"owner": "DATABASE_URL_OWNER", "app": "DATABASE_URL", "worker": "DATABASE_URL_WORKER"}
DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}

PREPARE = 5
"""Statements may be prepared; only those are that ask for it (`ciiz.foundation.db.compiled`)."""


ADMINISTRATOR = "DATABASE_URL_ADMIN"
"""Whoever copies and restores the whole database, past every policy: for `ciiz backup` and `ciiz restore` alone."""


def chosen_role() -> str:
    """The role that this command works as: `CIIZ_DB_ROLE`, the pages' role by default."""
    role = os.environ.get("CIIZ_DB_ROLE") or "app"
    if role not in LOGIN:
        raise ValueError(f"CIIZ_DB_ROLE={role}: must be one of {', '.join(LOGIN)}")
    return role


def is_embedded() -> bool:
    """Whether the database is our own server, because no other one is named."""
    return not any(os.environ.get(name) for name in (*VARIABLES.values(), ADMINISTRATOR))


def parameters(role: str) -> dict[str, Any]:
    """The libpq parameters of a role: those of its variable, otherwise the embedded server's socket."""
    if is_embedded():
        return {"dbname": "ciiz", "user": LOGIN[role], "host": str(socket_folder(data_folder())), "port": "5432"}
    url = os.environ.get(VARIABLES[role])
    if not url:
        # Named but absent: an empty host would silently mean a local server.
        return {"dbname": "ciiz", "user": LOGIN[role], "host": f"unset.{VARIABLES[role].lower()}.invalid"}
    return dict(conninfo_to_dict(url))


def libpq_url(role: str) -> str:
    """The connection string of a role, as `psql` takes it."""
    given = parameters(role)
    user, password = quote(str(given.pop("user", "")), safe=""), quote(str(given.pop("password", "")), safe="")
    name = quote(str(given.pop("dbname", "ciiz")), safe="")
    login = f"{user}:{password}@" if password else f"{user}@"
    return f"postgresql://{login}/{name}?{urlencode(given)}"


def database_settings() -> dict[str, Any]:
    """`DATABASES["default"]` for the chosen role.

    JIT is off: policies make plans look costlier than they are, and compiling takes longer than the query. For the same
    reason kept statements and functions keep one plan for all values: planning takes longer than asking.
    """
    role = chosen_role()
    given = parameters(role)
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
    settings |= {django: str(given.pop(name)) for name, django in DJANGO_NAMES.items() if given.get(name)}
    options = " ".join(filter(None, [given.pop("options", None), "-c jit=off -c plan_cache_mode=force_generic_plan"]))
    settings["OPTIONS"] = {"application_name": f"ciiz {role}", "connect_timeout": 5, **given, "options": options}
    settings["OPTIONS"]["prepare_threshold"] = PREPARE
    settings["CONN_MAX_AGE"] = 300
    settings["CONN_HEALTH_CHECKS"] = True
    return settings
