"""Where the running cases of older versions would land on the version in force."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotFound

from .. import engine, policies
from ..graphs import graph_of
from ..models import Definition, Instance

_DRAWN = ("definition__sha256", "parent__definition__sha256", "called")
"""By which files a process, its caller and what it calls are drawn."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Cases that stand at the same steps of one older version; `lands` names those of the other, if there are any."""

    version: int
    codes: tuple[str, ...]
    steps: tuple[str, ...]
    cases: int
    lands: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a choice of another step names."""
        return ",".join(self.codes)


@dataclass(frozen=True, slots=True)
class ToMove:
    """A case that would be moved now; `step` where another one was chosen."""

    dossier_id: UUID
    version: int
    step: str | None


def landings(actor: Actor, definition: Definition, language: str) -> list[Landing]:
    """The running cases that the actor sees and that are not on this version, counted by where they stand.

    Numbers only: no case is shown.
    """
    if not policies.may_move(actor.role):
        raise NotFound
    rows = _behind(definition).values_list("definition__version", *_DRAWN, "state__active")
    counted = list(rows.annotate(cases=Count("id")))
    graphs = _graphs(definition, [drawn for _number, *drawn, _active, _cases in counted])
    target = graph_of(definition)
    found: Counter[tuple[int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = Counter()
    for number, own, above, called, active, cases in counted:
        before = graphs[own]
        reached = lands(before, target, active, _Calls.of(graphs, above, called))
        found[number, tuple(active), _named(before, active, language), _named(target, reached, language)] += cases
    listed = [Landing(number, codes, steps, cases, lands) for (number, codes, steps, lands), cases in found.items()]
    return sorted(listed, key=lambda one: (bool(one.lands), -one.version, one.codes))


class _Calls(NamedTuple):
    """What a running process hangs on: the one that called it, and those that it has called."""

    caller: engine.Definition | None
    called: Sequence[engine.Definition]

    @classmethod
    def of(cls, graphs: Mapping[str, engine.Definition], above: str | None, called: Sequence[str]) -> "_Calls":
        """By the digests of their files."""
        return cls(graphs[above] if above else None, [graphs[one] for one in called])

    def answered(self, target: engine.Definition, active: Sequence[str]) -> bool:
        """Whether, with this version at these steps, every end of what is called has its arrow."""
        above = self.caller.steps.values() if self.caller else ()
        if self.caller and any(self.caller.unanswered(one, target) for one in above if one.calls == target.code):
            return False
        waiting = [target.steps[code] for code in active]
        pairs = ((one, held) for one in waiting for held in self.called if one.calls == held.code)
        return not any(target.unanswered(one, held) for one, held in pairs)


def lands(before: engine.Definition, after: engine.Definition, active: Sequence[str], calls: _Calls) -> tuple[str, ...]:
    """The steps of another version on which a case lands that stands at these steps; none if it cannot, or if it would
    stand there for good because a call has no arrow for how it ends.
    """
    try:
        reached = engine.move(after, engine.State(before.key, active=tuple(active))).active
    except engine.MoveRefused:
        return ()
    return reached if calls.answered(after, reached) else ()


def _named(graph: engine.Definition, codes: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(f"{code} {graph.steps[code].text.name[language]}" for code in codes)


def _graphs(definition: Definition, drawn: Iterable[Sequence[Any]]) -> dict[str, engine.Definition]:
    """What the running processes are drawn by, and what they hang on, by the digest of the file; one statement."""
    wanted = {key for own, above, called in drawn for key in (own, above, *called) if key}
    rows = Definition.objects.filter(sha256__in=wanted, canton_id=definition.canton_id).defer("xml")
    return {row.sha256: graph_of(row) for row in rows}


def to_move(actor: Actor, definition: Definition, seats: Mapping[str, str], most: int) -> list[ToMove]:
    """Running cases that are behind this version and land on it, or for whose steps another one was chosen."""
    if not policies.may_move(actor.role):
        raise NotFound
    target = graph_of(definition)
    found: list[ToMove] = []
    rows = _behind(definition).order_by("id")
    graphs = _graphs(definition, rows.order_by().values_list(*_DRAWN).distinct())
    for row in rows.annotate(own=F(_DRAWN[0]), above=F(_DRAWN[1])).iterator():
        active = row.state["active"]
        calls = _Calls.of(graphs, row.above, row.called)
        step = seats.get(",".join(active))
        chosen = step if step in target.steps and calls.answered(target, ()) else None
        if chosen or lands(graphs[row.own], target, active, calls):
            found.append(ToMove(row.dossier_id, row.version, chosen))
        if len(found) == most:
            break
    return found


def steps_of(definition: Definition, language: str) -> list[tuple[str, str]]:
    """Codes and names of the steps of a version, to choose from."""
    return [(code, f"{code} {node.text.name[language]}") for code, node in graph_of(definition).steps.items()]


def _behind(definition: Definition) -> QuerySet[Any]:
    """Running processes on other versions; with what each has `called` and still runs."""
    rows = Instance.objects.filter(process=definition.code, ended_on__isnull=True)
    running = Instance.objects.filter(parent=OuterRef("id"), ended_on__isnull=True).order_by("definition__sha256")
    behind = rows.filter(definition__canton_id=definition.canton_id).exclude(definition=definition)
    return behind.annotate(called=ArraySubquery(running.values("definition__sha256")))
