"""Schema and protection: what `ciiz migrate` and `ciiz db protect` do, as the owner."""

import hashlib
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ciiz.foundation.db import protect as protection
from ciiz.foundation.postgres.errors import PostgresError


def migrate(*, quiet: bool = False) -> None:
    """Bring the schema up to date and make the database's protection what the models declare."""
    call_command("migrate", verbosity=0 if quiet else 1, interactive=False)
    protection.protect()
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_migrations IS %s", [_mark()])


@cache
def _mark() -> str:
    """One mark for all migrations of this version: until a release they are rewritten, not added to."""
    package = Path(__file__).resolve().parent.parent
    files = sorted(package.glob("**/migrations/[0-9]*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def is_of_this_version() -> bool:
    """The tables were made by just these migrations, not by others of the same names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('django_migrations'::regclass)")
        return bool(cursor.fetchone()[0] == _mark())


class NotMigrated(PostgresError):
    """The schema is not there yet, or older than this version."""


def require_schema() -> None:
    """Refuses what makes sense on a migrated database only."""
    if pending := _pending():
        raise NotMigrated(f"{pending} migrations are pending. Run `ciiz migrate` first.")


def is_current() -> bool:
    """Nothing to migrate and protected as declared: the usual case of a later start, told quickly."""
    return not _pending() and protection.verified()


def protect() -> None:
    """Make policies and privileges what the models declare."""
    protection.protect()


def differences() -> list[str]:
    """Policies and privileges that differ from the declared ones, one line each."""
    return list(protection.differences())


def objections_to_serving() -> list[str]:
    """Why pages must not be served on this connection: empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper or rolbypassrls, pg_has_role(current_user, 'ciiz_owner', 'member'),"
            " exists (select from pg_class where relowner = pg_roles.oid) from pg_roles where rolname = current_user"
        )
        name, above, is_owner, owns = cursor.fetchone()
    if above or is_owner or owns:
        return [
            f"the database role {name} can step around row-level security (superuser, BYPASSRLS or owner of tables). "
            "DATABASE_URL must name ciiz_app."
        ]
    if pending := _pending():
        return [f"{pending} migrations are pending. Run `ciiz migrate`."]
    if not protection.verified():
        return ["the database is not protected as declared. See `ciiz db protect --check`, then run `ciiz db protect`."]
    return []


def _pending() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
