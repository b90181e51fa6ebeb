"""`ciiz backup FILE`: the whole database and the checkpoints in one encrypted file; `--new-key` makes who may open it.

The file is encrypted with age for one or several recipients, so that the machine that writes it cannot read it again.
It holds a dump of PostgreSQL with everything that ciiz stores (files of cases are rows), the folder of the checkpoints,
and a list of all tables with number and digest of their rows, which `ciiz restore` compares.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import psycopg
import pyrage
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ciiz.foundation.postgres.binaries import bin_folder, chosen_version
from ciiz.foundation.postgres.cluster import DATABASE, SUPERUSER
from ciiz.foundation.postgres.errors import PostgresError
from ciiz.foundation.postgres.folders import data_folder, socket_folder
from ciiz.foundation.postgres.urls import ADMINISTRATOR, is_embedded

from .embedded import database
from .runtime import start_django

RECIPIENTS = "CIIZ_BACKUP_FOR"
MANIFEST, DUMP, CHECKPOINTS = "manifest.json", "database.dump", "checkpoints"
PLAINLY = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET bytea_output = 'hex'; SET extra_float_digits = 1"
"""Rows are written out the same on every server."""

Rows = dict[str, list[Any]]


def run(arguments: list[str]) -> int:
    """Returns 0 when the file is written, 2 when it is not said for whom."""
    options = _parser().parse_args(arguments)
    if options.new_key:
        return _new_key(options.file)
    recipients = options.recipients or os.environ.get(RECIPIENTS, "").split()
    if not recipients:
        print(f"ciiz backup: say for whom, with --for or {RECIPIENTS} (`ciiz backup --new-key FILE`)", file=sys.stderr)
        return 2
    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError:
        print("ciiz backup: a recipient is an age key, which begins with age1", file=sys.stderr)
        return 2
    start_django("owner")
    with database():
        rows = write(options.file, keys)
    print(f"{options.file}: {len(rows)} tables, {sum(number for number, _digest in rows.values())} rows")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ciiz backup")
    parser.add_argument("file", type=Path)
    parser.add_argument("--for", dest="recipients", action="append", metavar="age1…", help="who can open it")
    parser.add_argument("--new-key", action="store_true", help="write a new private key to FILE, print its public part")
    return parser


def _new_key(file: Path) -> int:
    """A private key, readable by its user alone; kept apart from the backups and from the database."""
    made = pyrage.x25519.Identity.generate()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        print(f"ciiz backup: {file}: {problem.strerror}", file=sys.stderr)
        return 1
    with os.fdopen(handle, "w") as out:
        out.write(f"{made}\n")
    print(made.to_public())
    return 0


def write(file: Path, recipients: list[Any]) -> Rows:
    """Writes the encrypted file, whole or not at all; returns number and digest of the rows by table."""
    from django.conf import settings

    draft = file.with_name(f"{file.name}.part")
    with TemporaryFile(dir=file.parent) as dump, TemporaryFile(dir=file.parent) as bundle:
        rows = _dump(dump)
        _bundle(bundle, dump, rows, settings.CHECKPOINTS)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            pyrage.encrypt_io(bundle, out, recipients)
            out.flush()
            os.fsync(out.fileno())
    draft.replace(file)
    return rows


def _dump(out: IO[bytes]) -> Rows:
    """Dump and digests of the same moment."""
    with administrator() as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
            raise PostgresError("There is nothing of ciiz in this database: no backup was written.")
        [[snapshot]] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        command = ["--format=custom", f"--snapshot={snapshot}", f"--dbname={address()}"]
        _program("pg_dump", command, stdout=out)
        rows = digests(connection)
        connection.execute("COMMIT")
    return rows


def _bundle(out: IO[bytes], dump: IO[bytes], rows: Rows, checkpoints: Path) -> None:
    with tarfile.open(fileobj=out, mode="w") as bundle:
        told = json.dumps({"rows": rows}, separators=(",", ":")).encode()
        for name, content, size in ((MANIFEST, BytesIO(told), len(told)), (DUMP, dump, dump.seek(0, os.SEEK_END))):
            content.seek(0)
            entry = tarfile.TarInfo(name)
            entry.size = size
            bundle.addfile(entry, content)
        for line in sorted(checkpoints.glob("*.jsonl")):
            bundle.add(line, f"{CHECKPOINTS}/{line.name}")
    out.seek(0)


def digests(connection: "psycopg.Connection[Any]") -> Rows:
    """Of every table how many rows it has and the sum of their digests, whatever their order."""
    connection.execute(PLAINLY)
    found: Rows = {}
    tables = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'audit') ORDER BY 1, 2"
    ).fetchall()
    for schema, name in tables:
        table = sql.Identifier(schema, name)
        count = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t")
        [[number, digest]] = connection.execute(count.format(table)).fetchall()
        found[f"{schema}.{name}"] = [number, digest]
    return found


def address(name: str = DATABASE) -> str:
    """Where the administrator connects: the embedded server's own, or `DATABASE_URL_ADMIN`."""
    if is_embedded():
        return make_conninfo(dbname=name, user=SUPERUSER, host=str(socket_folder(data_folder())), port="5432")
    named = os.environ.get(ADMINISTRATOR)
    if not named:
        raise PostgresError(
            f"Set {ADMINISTRATOR} to a role that reads past every policy (docs/operations.md). Nothing was done."
        )
    return named


@contextmanager
def administrator() -> Iterator["psycopg.Connection[Any]"]:
    """A connection past every policy; each statement is its own transaction unless one is begun."""
    with psycopg.connect(address(), autocommit=True) as connection:
        yield connection


def _program(name: str, arguments: list[str], **streams: Any) -> None:
    """One of PostgreSQL's programs; what it says is the error. Its address stands in the list of processes: a password
    belongs into `PGPASSFILE`, not into the address."""
    command = [str(bin_folder(chosen_version()) / name), *arguments]
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False, **streams)  # noqa: S603 - our own program
    if done.returncode:
        said = bytes(done.stderr).decode(errors="replace").strip()
        raise PostgresError(f"{name} failed: {said[-2000:]}")
