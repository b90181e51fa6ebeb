"""Protection as declared on the models becomes the database's own: functions, triggers, policies, privileges, ties.

`protect()` runs as the owner after every migration and is idempotent. `differences()` tells what the database has
otherwise than declared, by protecting inside a transaction that is rolled back; `verified()` answers the same as yes or
no for a role without DDL, by digests left on the schema.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from . import belonging, reach
from .policies import LETTER, Policy
from .protection import Kind, Protection

OWNER, APP, WORKER = "ciiz_owner", "ciiz_app", "ciiz_worker"
_PRIVILEGE = {"s": "SELECT", "i": "INSERT", "d": "DELETE"}


class Undeclared(Exception):
    """A model has no protection: nothing is served until it has."""


def protection_of(model: type[models.Model]) -> Protection:
    """The declared protection of a model; automatic through tables inherit that of the model that declares them."""
    declared = getattr(model, "protection", None) or settings.PROTECTION_OF_OTHERS.get(model._meta.label)
    if declared is None and model._meta.auto_created:
        return protection_of(cast(type[models.Model], model._meta.auto_created))
    if not isinstance(declared, Protection):
        raise Undeclared(model._meta.label)
    return declared


def tables() -> Iterator[tuple[type[models.Model], Protection]]:
    """All managed models with their protection, through tables included."""
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
        if model._meta.managed and not model._meta.proxy:
            yield model, protection_of(model)


def _scripts() -> Iterator[str]:
    """The SQL files of all apps: functions, triggers, then what is refused to the roles in spite of the grant."""
    folders = [Path(config.path) / "sql" for config in apps.get_app_configs() if config.name.startswith("ciiz.")]
    for kind in ("functions", "triggers", "privileges"):
        if kind == "privileges":
            yield f"REVOKE ALL ON ALL ROUTINES IN SCHEMA public FROM PUBLIC, {APP}, {WORKER}"
            yield f"GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO {APP}, {WORKER}"
        for folder in folders:
            for path in sorted(folder.glob(f"{kind}*.sql")):
                yield path.read_text()


def _table_statements(model: type[models.Model], protection: Protection) -> Iterator[str]:
    table = model._meta.db_table
    yield f"ALTER TABLE {table} OWNER TO {OWNER}"
    yield f"REVOKE ALL ON {table} FROM PUBLIC, {APP}, {WORKER}"
    for role, letters in ((APP, protection.app), (WORKER, protection.worker)):
        for letter in letters:
            if letter == "u":
                yield f"GRANT UPDATE ({', '.join(_updatable(model))}) ON {table} TO {role}"
            else:
                yield f"GRANT {_PRIVILEGE[letter]} ON {table} TO {role}"
    if protection.kind is not Kind.PROTECTED:
        return
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY {OWNER}_all ON {table} FOR ALL TO {OWNER} USING (true) WITH CHECK (true)"
    policies: tuple[Policy, ...] = model.row_policies()  # type: ignore[attr-defined]
    for policy in policies:
        if LETTER[policy.command] in protection.app:
            yield policy.sql(table, APP)
    for policy in _worker_policies(protection):
        yield policy.sql(table, WORKER)
    dossier = "id" if table == "access_dossier" else "dossier_id"
    key = model._meta.pk.column if model._meta.pk is not None else "id"
    if protection.audited and table != "access_grant":
        yield (
            f"CREATE OR REPLACE TRIGGER audit_record AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION audit.record('{key}', '{dossier}')"
        )


def _updatable(model: type[models.Model]) -> list[str]:
    """Columns that may change: never the key, the dossier or the contributor."""
    fixed = {"id", "dossier_id", "contributor_id"}
    columns = [field.column for field in model._meta.concrete_fields if field.column]
    return [f'"{column}"' for column in columns if column not in fixed] or [f'"{columns[0]}"']


def _worker_policies(protection: Protection) -> Iterator[Policy]:
    if "s" in protection.worker:
        yield Policy("read", "SELECT", using="true")
    if "i" in protection.worker:
        yield Policy("add", "INSERT", check="true")
    if "u" in protection.worker:
        yield Policy("change", "UPDATE", using="true")
    if "d" in protection.worker:
        yield Policy("remove", "DELETE", using="true")


def _sequence_statements() -> Iterator[str]:
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}, {WORKER}"
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {WORKER}"


def _extra_statements() -> Iterator[str]:
    """Lines of technical packages that bring their own functions (the queue)."""
    yield from settings.PROTECTION_EXTRA_SQL


def statements() -> list[str]:
    """Everything that makes the declared protection, in order."""
    lines = list(_scripts())
    for model, protection in tables():
        lines.extend(_table_statements(model, protection))
    lines.extend(belonging.statements(list(tables())))
    lines.extend(reach.statements(list(tables())))
    lines.extend(_sequence_statements())
    lines.extend(_extra_statements())
    return lines


def protect() -> None:
    """Makes the database's protection equal to the declared one; as the owner, in one transaction."""
    lines = statements()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ciiz protect'))")
        cursor.execute(
            "SELECT format('DROP POLICY %I ON %I', policyname, tablename) FROM pg_policies WHERE schemaname = 'public'"
        )
        for (drop,) in cursor.fetchall():
            cursor.execute(drop)
        for line in lines:
            cursor.execute(line)
        cursor.execute(f"COMMENT ON SCHEMA public IS '{_stamp(lines, _snapshot(cursor))}'")


def _stamp(lines: list[str], snapshot: list[str]) -> str:
    declared = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    found = hashlib.sha256("\n".join(snapshot).encode()).hexdigest()
    return f"ciiz {declared} {found}"


def _snapshot(cursor: CursorWrapper) -> list[str]:
    """What the catalogue says about protection, one line a fact, the same for every role that asks."""
    cursor.execute((Path(__file__).parent / "snapshot.sql").read_text())
    return [line for (line,) in cursor.fetchall()]


def snapshot() -> list[str]:
    """The protection that the database has now."""
    with connection.cursor() as cursor:
        return _snapshot(cursor)


def differences() -> list[str]:
    """What the database has (-) and what is declared (+) where they differ; as the owner; changes nothing."""
    before = set(snapshot())
    with transaction.atomic():
        protect()
        after = set(snapshot())
        transaction.set_rollback(True)
    return [f"- {line}" for line in sorted(before - after)] + [f"+ {line}" for line in sorted(after - before)]


def verified() -> bool:
    """The database is protected as declared by this very code; for roles that may not change it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        (comment,) = cursor.fetchone() or (None,)
        return bool(comment == _stamp(statements(), _snapshot(cursor)))
