"""`ciiz restore FILE --key KEYFILE`: an encrypted backup into an empty database, compared row by row."""

import argparse
import json
import os
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pyrage

from ciiz.foundation.postgres.errors import PostgresError
from ciiz.foundation.postgres.folders import data_folder, prepare_data_folder
from ciiz.foundation.postgres.urls import is_embedded

from .backup import CHECKPOINTS, DUMP, MANIFEST, Rows, _program, address, administrator, digests
from .embedded import database
from .runtime import start_django


def run(arguments: list[str]) -> int:
    """Returns 0 when all rows are there and the same and the database is protected as declared, else 1."""
    parser = argparse.ArgumentParser(prog="ciiz restore")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="file with the private key")
    options = parser.parse_args(arguments)
    if is_embedded():
        prepare_data_folder(data_folder())
    with TemporaryFile(dir=options.file.parent if os.access(options.file.parent, os.W_OK) else data_folder()) as bundle:
        if (refused := _open(options.file, options.key, bundle)) is not None:
            print(f"ciiz restore: {refused}", file=sys.stderr)
            return 1
        start_django("owner")
        with database():
            return _restore(bundle)


def _open(file: Path, key: Path, bundle: IO[bytes]) -> str | None:
    """The decrypted content; or why not, in words."""
    try:
        identity = pyrage.x25519.Identity.from_str(key.read_text().strip())
    except OSError as problem:
        return f"{key}: {problem.strerror}"
    except (pyrage.IdentityError, UnicodeDecodeError):
        return f"{key} holds no private key of age"
    try:
        with file.open("rb") as encrypted:
            pyrage.decrypt_io(encrypted, bundle, [identity])
    except OSError as problem:
        return f"{file}: {problem.strerror or 'damaged, or cut short'}"
    except pyrage.DecryptError:
        return f"{file} cannot be opened with this key, or is damaged"
    bundle.seek(0)
    return None


def _restore(bundle: IO[bytes]) -> int:
    from django.conf import settings

    from .database import differences, protect

    with tarfile.open(fileobj=bundle) as content:
        told = json.loads(_member(content, MANIFEST).read())
        _require_empty(settings.CHECKPOINTS)
        with TemporaryFile(dir=data_folder()) as dump:
            source = _member(content, DUMP)
            while piece := source.read(1 << 20):
                dump.write(piece)
            dump.seek(0)
            _program("pg_restore", ["--exit-on-error", f"--dbname={address()}"], stdin=dump)
        _keep_checkpoints(content, settings.CHECKPOINTS)
    other = _compared(told["rows"])
    for line in other:
        print(f"differs from the backup: {line}")
    # PostgreSQL words policies and privileges anew when it copies them: said as declared, they compare.
    protect()
    drift = differences()
    for line in drift:
        print(f"not protected as declared: {line}")
    print(f"{len(told['rows']) - len(other)} of {len(told['rows'])} tables are what they were")
    return 1 if other or drift else 0


def _member(content: tarfile.TarFile, name: str) -> IO[bytes]:
    found = content.extractfile(name)
    if found is None:
        raise PostgresError(f"The backup holds no {name}.")
    return found


def _require_empty(checkpoints: Path) -> None:
    """Nothing is overwritten."""
    with administrator() as connection:
        [[number]] = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'audit')"
        ).fetchall()
    if number or any(checkpoints.glob("*.jsonl")):
        where = "The database" if number else f"The folder {checkpoints}"
        raise PostgresError(f"{where} is not empty. Nothing was changed; choose an empty one.")


def _keep_checkpoints(content: tarfile.TarFile, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for entry in content.getmembers():
        place, _slash, name = entry.name.partition("/")
        if place == CHECKPOINTS and entry.isfile() and name == Path(name).name:
            (folder / name).write_bytes(_member(content, entry.name).read())


def _compared(expected: Rows) -> list[str]:
    """Tables that are not what they were; if all are, the trace goes on in an era of its own."""
    with administrator() as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        present: dict[str, Any] = digests(connection)
        other = sorted(name for name in {*expected, *present} if expected.get(name) != present.get(name))
        if not other:
            # This cluster numbers its transactions anew.
            connection.execute("SELECT audit.begin_era()")
        connection.execute("COMMIT")
    return other
