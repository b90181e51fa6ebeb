"""Reading is logged: queries register what they show, the entrance writes it down before the answer leaves.

`scope(door)` opens at an entrance (page, API, export, job); `register(…)` is called by the queries of protected tables;
`write()` runs at the end of a transaction that writes and after one that only reads, in one INSERT. A page whose
readings cannot be written is not sent, and a step with it is not taken.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from .db.prepared import prepared


@dataclass(slots=True)
class Scope:
    """What one request or job has shown so far: dossier → categories and bases."""

    door: str
    actor: str = ""
    shown: dict[UUID, tuple[set[str], set[str]]] = field(default_factory=dict)


LOGGING = "SELECT audit.log_readings(%s::text, %s::text, %s::uuid[], %s::text[], %s::text[])"

_scope: ContextVar[Scope | None] = ContextVar("reading_scope", default=None)


def current() -> Scope | None:
    """The open scope, if any."""
    return _scope.get()


@contextmanager
def scope(door: str) -> Iterator[Scope]:
    """Opens a scope for one entrance; `door` names it without personal data ("page cases.case")."""
    opened = Scope(door)
    token = _scope.set(opened)
    try:
        yield opened
    finally:
        _scope.reset(token)


def note_actor(actor: str) -> None:
    """Remembers who reads, for the entries of this scope."""
    opened = _scope.get()
    if opened is not None:
        opened.actor = actor


def register(dossiers: Iterable[UUID], category: str, basis: str = "grant") -> None:
    """Notes that these dossiers' data of a category are shown to the actor of the scope."""
    opened = _scope.get()
    if opened is None:
        return
    for dossier in dossiers:
        categories, bases = opened.shown.setdefault(dossier, (set(), set()))
        categories.add(category)
        bases.add(basis)


def write(opened: Scope) -> None:
    """Writes the scope's readings, in one INSERT; raises if the database refuses, so that nothing is shown unlogged."""
    if not opened.shown:
        return
    categories = [",".join(sorted(shown)) for shown, _bases in opened.shown.values()]
    bases = [",".join(sorted(basis)) for _shown, basis in opened.shown.values()]
    with prepared() as cursor:
        cursor.execute(LOGGING, [opened.door, opened.actor, list(opened.shown), categories, bases])
    opened.shown.clear()
