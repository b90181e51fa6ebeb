"""What is not trusted is read in a process of its own, with limits of memory and time, and answers in JSON.

The program of such a process is a script of ours; it begins by `limit`, and reads a line of JSON and then the bytes.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class OverLimit(Exception):
    """Reading took more memory or time than it may."""


class Crashed(Exception):
    """The process ended without an answer."""


def ask(script: Path, about: Mapping[str, Any], content: bytes, *, seconds: float) -> dict[str, Any]:
    """What a script answers about some bytes, `seconds` at most; raises `OverLimit` or `Crashed`."""
    try:
        # The interpreter that runs us and a file of this package: nothing of the command comes from outside.
        child = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(script)],
            input=json.dumps(about).encode() + b"\n" + content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={"PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired as late:
        raise OverLimit from late
    if child.returncode < 0 or (child.returncode > 0 and b"MemoryError" in child.stderr):
        raise OverLimit
    if child.returncode > 0:
        raise Crashed
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def limit(memory: int, seconds: int) -> None:
    """For the process itself: no more memory (bytes) and processor time than given, no file, no core."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
