"""Case numbers as people write them: whole, without the canton, or the running number alone."""

import re
from typing import Any

_WRITTEN = re.compile(r"(?:([A-Z]{2})-)?(?:([0-9]{4})-)?([0-9]{3,8})", re.ASCII)
_AFTER = ":"
"""Sorts behind every digit."""


def is_number(text: str) -> bool:
    """Reads like a case number or the end of one: VS-2026-0184, 2026-0184, 0184, 184; three digits at least."""
    return bool(_WRITTEN.fullmatch(text.strip().upper()))


def numbered(text: str) -> tuple[str, list[Any]]:
    """The condition on cases `c` whose number was written like this: SQL and its values.

    The running number may be given by its beginning, or without the noughts before it. It is asked as ranges of a
    C-collated column, which keep their index under row-level security; canton and year are compared with what is left.
    """
    written = _WRITTEN.fullmatch(text.strip().upper())
    if written is None:
        return "false", []
    canton, year, running = written.groups()
    condition = "(c.running >= %s AND c.running < %s OR c.running = %s)"
    values: list[Any] = [running, running + _AFTER, running.zfill(4)]
    for place, part in ((1, canton), (2, year)):
        if part:
            condition += f" AND split_part(c.number, '-', {place}) = %s"
            values.append(part)
    return condition, values
