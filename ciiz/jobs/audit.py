"""`ciiz audit verify`: is the audit trail what was sealed?"""

import argparse

from .runtime import start_django


def run(arguments: list[str]) -> int:
    """Returns 0 when the chain holds, 1 when it does not, naming the place."""
    parser = argparse.ArgumentParser(prog="ciiz audit")
    parser.add_argument("action", choices=["verify"])
    parser.parse_args(arguments)
    start_django("owner")
    from ciiz.foundation.audit.sealing import fault

    from .database import require_schema
    from .embedded import database

    with database():
        require_schema()
        found = fault()
    print("the audit trail is whole" if found is None else f"the audit trail does not hold: {found}")
    return 0 if found is None else 1
