"""Reads one file that was drawn elsewhere, in a process of its own with limits, and says as JSON what is in it.

Started by `reading.py` as a script; it imports the engine, which knows neither Django nor the database. Input: one line
of JSON (limits, journeys, roles, tasks, language, code, whether programs may be cut out), then the bytes of the file.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from ciiz.domain.processes import engine
from ciiz.domain.processes.engine.foreign import adopt
from ciiz.foundation.limited import limit


def read(content: bytes, about: dict[str, Any]) -> dict[str, Any]:
    """The file as it would be kept with what keeps it from running, or why it is refused."""
    try:
        found = adopt(content, language=about["language"], code=about["code"], cut=about["cut"])
        examined = engine.examine(
            found.xml,
            journeys=about["journeys"],
            roles=about["roles"],
            tasks=about["tasks"],
            values={name: value for name, value in about["values"].items() if name in engine.offered(found.xml)},
        )
    except engine.ImportRefused as refusal:
        return {"refused": [asdict(problem) for problem in refusal.problems]}
    return {
        "xml": examined.xml.decode(),
        "tool": found.tool,
        "changes": found.changes,
        "cut": [asdict(problem) for problem in found.cut],
        "problems": len(examined.problems),
    }


def main() -> None:
    """Read from standard input, answer on standard output."""
    about = json.loads(sys.stdin.buffer.readline())
    limit(about["memory_bytes"], about["seconds"])
    json.dump(read(sys.stdin.buffer.read(), about), sys.stdout)


if __name__ == "__main__":
    main()
