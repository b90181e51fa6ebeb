"""`ciiz walkthrough [FILE] [--json]`: plays the main job through, from a spreadsheet of referrals to closed cases.

On a database of its own, gone afterwards: referrals are imported twice, five cases go to five different ends, at each
stage what must be refused is tried by journey and by SQL, and the canton's six core indicators end it. Exit code 1 if
anything that must be refused was not, or something imported was doubled.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from ..reader import add_language


def run(arguments: list[str]) -> int:
    """Returns 0 when everything went as it must, 1 when not or when the file cannot be read."""
    options = parser().parse_args(arguments)
    from ..embedded import scratch_database
    from ..runtime import work_as

    if options.file is not None and not options.file.is_file():
        print(f"ciiz: {options.file} is no file", file=sys.stderr)
        return 1
    with scratch_database():
        from django.utils import translation

        from ciiz.foundation.errors import DomainError

        from . import performance, telling

        with translation.override(options.language):
            with work_as("owner"):
                performance.prepare()
            try:
                result = performance.perform(options.file, day=options.day, owner=lambda: work_as("owner"))
            except DomainError as refusal:
                print(f"ciiz: {refusal}", file=sys.stderr)
                return 1
            if options.json:
                json.dump(result.as_dict(), sys.stdout, ensure_ascii=False, indent=2)
                print()
            else:
                telling.tell(result)
            for fault in result.faults():
                print(f"ciiz: {fault}", file=sys.stderr)
            return 1 if result.faults() else 0


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    command = argparse.ArgumentParser(
        prog="ciiz walkthrough", description="Play the main job through, on a database of its own."
    )
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="xlsx or CSV (default: the sample)")
    command.add_argument("--json", action="store_true", help="print cases, indicators and import as JSON")
    add_language(command, "the report")
    command.add_argument(
        "--day",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="day of the import (default: today; of the sample its own day)",
    )
    return command
