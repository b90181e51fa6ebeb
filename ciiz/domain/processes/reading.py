"""Asks a limited process what is in a file that was drawn elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.limited import Crashed, OverLimit, ask

from .engine import ImportRefused, Problem
from .engine.foreign import MAX_FOREIGN_BYTES
from .errors import DraftRefused
from .journeys import LaneRole, outcomes_by_journey

CHILD = Path(__file__).with_name("child.py")
MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file as it would be kept: how many changes of which kind it took, and the programs that were cut out."""

    xml: str
    tool: str
    changes: Mapping[str, int]
    cut: tuple[Problem, ...]


def read_foreign(
    content: bytes, *, language: str, code: str = "", cut: bool = False, values: Mapping[str, str] | None = None
) -> Foreign:
    """A file of at most 10 MB within 10 seconds and 512 MB; what must not be kept is refused, with every reason."""
    if len(content) > MAX_FOREIGN_BYTES:
        raise _refused("file_too_large", "at most 10 MB")
    about = {
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
        "journeys": outcomes_by_journey(),
        "roles": list(LaneRole),
        "tasks": list(Kind.values),
        "language": language,
        "code": code,
        "cut": cut,
        "values": dict(values or {}),
    }
    try:
        answer = ask(CHILD, about, content, seconds=SECONDS)
    except OverLimit:
        raise _refused("over_limit", "a smaller drawing") from None
    except Crashed:
        raise _refused("not_xml", "export the drawing again") from None
    if "refused" in answer:
        raise DraftRefused(ImportRefused(tuple(Problem(**one) for one in answer["refused"])))
    cut_out = tuple(Problem(**one) for one in answer["cut"])
    return Foreign(answer["xml"], answer["tool"], answer["changes"], cut_out)


def _refused(code: str, instead: str) -> DraftRefused:
    return DraftRefused(ImportRefused((Problem(code, "file", "XML", instead),)))
