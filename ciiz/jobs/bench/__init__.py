"""`ciiz bench [--cases N] [--keep]`: measures how fast the platform is on a demo of N cases; writes var/bench.json.

On a server of its own with the settings of the demo, gone afterwards; with `--keep` it stays in the data folder, and
the next measurement of as many cases begins at once. Every figure says what was measured and how, and whether its
target was reached; one that was not is reported like the others.
"""

import argparse
import os
import secrets
import sys

CASES = 100_000


def run(arguments: list[str]) -> int:
    """Measures, prints the table, writes the file; 0 also where targets were missed: the figures say so."""
    options = parser().parse_args(arguments)
    os.environ["CIIZ_DEMO"] = "1"  # pages as the demo serves them: plain HTTP, no second factor
    os.environ.setdefault("CIIZ_SECRET_KEY", secrets.token_urlsafe(48))  # shared with the server that is asked by HTTP
    from .ground import prepared

    with prepared(options.cases, keep=options.keep, tell=_tell) as ground:
        from .everything import measured
        from .report import show, write

        figures = measured(ground, tell=_tell)
    show(figures)
    print(f"written to {write(figures)}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    command = argparse.ArgumentParser(prog="ciiz bench", description="Measure and write var/bench.json.")
    command.add_argument("--cases", type=_count, default=CASES, help="cases of the demo (default %(default)s)")
    command.add_argument("--keep", action="store_true", help="keep the database for the next measurement")
    return command


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is not a number of cases")
    return int(text)


def _tell(what: str) -> None:
    print(f"ciiz bench: {what}", file=sys.stderr, flush=True)
