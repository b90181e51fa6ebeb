"""The parsed form of stored definitions, kept in memory by digest: a version is parsed once per process."""

from functools import lru_cache
from threading import Lock

from ciiz.domain.tasks.enums import Kind

from . import engine
from .journeys import LaneRole, outcomes_by_journey
from .models import Definition

_LOCK = Lock()
_GRAPHS: dict[str, engine.Definition] = {}
KEPT = 200


def accept(content: bytes, values: dict[str, str] | None = None) -> engine.Drawing:
    """A file by the house's journeys, roles and tasks."""
    return engine.read(content, journeys=outcomes_by_journey(), roles=list(LaneRole), tasks=Kind.values, values=values)


def examined(content: bytes, values: dict[str, str] | None = None) -> engine.Examined:
    """A file that is being drawn, by the same; what must not be kept is refused."""
    return engine.examine(
        content, journeys=outcomes_by_journey(), roles=list(LaneRole), tasks=Kind.values, values=values
    )


def graph_of(definition: Definition) -> engine.Definition:
    """The graph of a stored definition; reads the file (a deferred column) only the first time."""
    graph = _GRAPHS.get(definition.sha256)
    if graph is None:
        graph = accept(definition.xml.encode()).definition
        with _LOCK:
            if len(_GRAPHS) >= KEPT:
                _GRAPHS.clear()
            _GRAPHS[definition.sha256] = graph
    return graph


@lru_cache(maxsize=64)
def localized(xml: str, language: str, labels: tuple[tuple[str, str], ...] = ()) -> str:
    """The drawing in a language, with other labels for some elements."""
    return engine.localize(xml.encode(), language, dict(labels)).decode()


@lru_cache(maxsize=64)
def pictured(xml: str, language: str, labels: tuple[tuple[str, str], ...] = ()) -> str:
    """The drawing in a language as SVG."""
    return engine.picture(localized(xml, language, labels).encode())
