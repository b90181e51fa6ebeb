"""Where the running cases of older versions would land on the version in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotFound

from .. import engine, policies
from ..graphs import graph_of
from ..models import Definition, Instance


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
    older = Definition.objects.filter(canton_id=definition.canton_id, code=definition.code).exclude(id=definition.id)
    graphs = {one.version: graph_of(one) for one in older.defer("xml")}
    rows = _behind(definition).values_list("definition__version", "state__active").annotate(cases=Count("id"))
    target = graph_of(definition)
    found = [
        Landing(
            version=version,
            codes=tuple(active),
            steps=tuple(f"{code} {graphs[version].steps[code].text.name[language]}" for code in active),
            cases=cases,
            lands=tuple(
                f"{code} {target.steps[code].text.name[language]}" for code in lands(graphs[version], target, active)
            ),
        )
        for version, active, cases in rows
    ]
    return sorted(found, key=lambda one: (bool(one.lands), -one.version, one.codes))


def lands(before: engine.Definition, after: engine.Definition, active: Sequence[str]) -> tuple[str, ...]:
    """The steps of another version on which a case lands that stands at these steps; none if it cannot."""
    try:
        return engine.move(after, engine.State(before.key, active=tuple(active))).active
    except engine.MoveRefused:
        return ()


def to_move(actor: Actor, definition: Definition, seats: Mapping[str, str], most: int) -> list[ToMove]:
    """Running cases that are behind this version and land on it, or for whose steps another one was chosen."""
    if not policies.may_move(actor.role):
        raise NotFound
    target = graph_of(definition)
    found = []
    for row in _behind(definition).select_related("definition").defer("definition__xml").order_by("id").iterator():
        active = row.state["active"]
        step = seats.get(",".join(active))
        if step in target.steps or lands(graph_of(row.definition), target, active):
            found.append(ToMove(row.dossier_id, row.version, step if step in target.steps else None))
        if len(found) == most:
            break
    return found


def steps_of(definition: Definition, language: str) -> list[tuple[str, str]]:
    """Codes and names of the steps of a version, to choose from."""
    return [(code, f"{code} {node.text.name[language]}") for code, node in graph_of(definition).steps.items()]


def _behind(definition: Definition) -> QuerySet[Instance]:
    rows = Instance.objects.filter(process=definition.code, ended_on__isnull=True)
    return rows.filter(definition__canton_id=definition.canton_id).exclude(definition=definition)
