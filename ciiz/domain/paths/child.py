"""Counts one event log that somebody brings in, in a process of its own with limits, and says the figures as JSON.

Started by `looking.py` as a script; without Django's settings and without the database. Input: one line of JSON with
the limits and the names of the IIZ offices, then the bytes of the file.
"""

import json
import sys

from ciiz.domain.paths.brought import Refused, read
from ciiz.foundation.limited import limit


def main() -> None:
    """Read from standard input, answer on standard output."""
    about = json.loads(sys.stdin.buffer.readline())
    limit(about["memory_bytes"], about["seconds"])
    try:
        answer = read(sys.stdin.buffer.read(), about["offices"])
    except Refused as refused:
        answer = {"refused": refused.code, "values": refused.values}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
