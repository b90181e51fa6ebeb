"""`ciiz audit verify`: is the audit trail what was sealed and signed?"""

import argparse
import os
import sys
from pathlib import Path

from ciiz.foundation.postgres.folders import data_folder

from .runtime import start_django


def run(arguments: list[str]) -> int:
    """Returns 0 when chain and checkpoints hold, 1 when they do not, naming the place."""
    parser = argparse.ArgumentParser(prog="ciiz audit")
    parser.add_argument(
        "action", choices=["verify", "key"], help="verify the trail, or print the key of its checkpoints"
    )
    parser.add_argument("--checkpoints", type=Path, help="folder, or a file of lines kept elsewhere")
    parser.add_argument("--key", action="append", help="a key to trust, in place of the one of this installation")
    options = parser.parse_args(arguments)
    demo = data_folder() / "secret"
    if not os.environ.get("CIIZ_SECRET_KEY") and demo.exists():
        os.environ["CIIZ_SECRET_KEY"] = demo.read_text().strip()
    if not os.environ.get("CIIZ_SECRET_KEY") and not options.key:
        print("ciiz audit: set CIIZ_SECRET_KEY, or name the key of the checkpoints with --key", file=sys.stderr)
        return 2
    start_django("owner")
    from django.conf import settings

    from ciiz.foundation.audit import checkpoints

    if options.action == "key":
        print(checkpoints.public_key())
        return 0
    from .database import require_schema
    from .embedded import database

    with database():
        require_schema()
        return _verify(options.checkpoints or settings.CHECKPOINTS, options.key or [checkpoints.public_key()])


def _verify(kept: Path, keys: list[str]) -> int:
    from ciiz.foundation.audit import checkpoints
    from ciiz.foundation.audit.sealing import verify
    from ciiz.foundation.clock import now

    found = verify()
    faults = [found.fault] if found.fault else []
    signed = None
    if found.blocks or kept.is_file() or any(kept.glob("*.jsonl")):
        try:
            signed = checkpoints.check(kept, keys)
        except checkpoints.Contradiction as wrong:
            faults.append(str(wrong))
    print(f"{found.blocks} blocks hold {found.entries} changes and {found.readings} readings")
    if signed:
        print(f"signed up to block {signed.block} of {signed.sealed_at}")
    if found.unsealed and found.oldest:
        age = (now() - found.oldest).total_seconds()
        print(f"not sealed yet: {found.unsealed}, the oldest for {age:.0f} s")
    for fault in faults:
        print(f"the audit trail does not hold: {fault}")
    if not faults:
        print("the audit trail is whole")
    return 1 if faults else 0
