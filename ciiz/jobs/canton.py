"""`ciiz canton load VS`: a canton's folder becomes rows, the library's processes with its choices become its processes.

`ciiz canton check VS` only reads the folder.
"""

import argparse
import sys
from pathlib import Path

from .runtime import start_django


def run(arguments: list[str]) -> int:
    """Returns 0 when the canton is loaded or its files are in order, 1 when not, naming file, place and problem."""
    parser = argparse.ArgumentParser(prog="ciiz canton", description="Load or check the values of a canton.")
    parser.add_argument("action", choices=["load", "check"])
    parser.add_argument("canton", help="a folder: its name in ciiz/library/cantons, or a path")
    options = parser.parse_args(arguments)
    start_django("owner")
    from ciiz.domain.organisations.public import MalformedValues

    folder = _folder(options.canton)
    try:
        if options.action == "check":
            return _check(folder)
        return _load(folder)
    except MalformedValues as error:
        print(f"ciiz: {folder.name}: {error}", file=sys.stderr)
        return 1


def _folder(text: str) -> Path:
    from ciiz.domain.organisations.values.files import CANTONS

    path = Path(text)
    return path if path.is_dir() else CANTONS / text


def _check(folder: Path) -> int:
    from ciiz.domain.organisations.values.files import read_folder

    read = read_folder(folder)
    versions = ", ".join(one.version for one in read.typed.criteria)
    print(f"{read.canton.name['en']}: in order; {len(read.typed.communes)} communes, criteria {versions}")
    return 0


def _load(folder: Path) -> int:
    from ciiz.domain.organisations.public import canton_values, load_canton
    from ciiz.domain.processes.public import install
    from ciiz.foundation.clock import today

    from .embedded import database

    with database():
        canton = load_canton(folder)
        installed = install(canton=canton.code, values=canton_values(canton.code).drawn(), on=today())
    processes = ", ".join(f"{one.code} version {one.version}" for one in installed)
    print(f"loaded {canton.name['en']}: {processes}")
    return 0
