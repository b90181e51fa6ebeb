"""Reads of the context: where a case stands, who did what when, the handbook."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from uuid import UUID

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.fields import LANGUAGES, TranslatedText
from ciiz.foundation.i18n.phrases import colon
from ciiz.foundation.reading import register

from .. import engine
from ..enums import DefinitionState
from ..graphs import graph_of, localized, pictured
from ..models import Definition, Instance, StepRecord, depths


@dataclass(frozen=True, slots=True)
class Deed:
    """One passage through a step."""

    entered_on: date
    done_on: date
    outcome: str
    deviation: bool
    reason: str
    who: str
    institution: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How one element of the drawing is shown: lit, done or neither; `node` is its id in the drawing."""

    node: str
    code: str
    name: TranslatedText
    role: str
    lit: bool
    entered_on: date | None
    deeds: tuple[Deed, ...]

    @property
    def done(self) -> bool:
        """At least once completed."""
        return any(deed.outcome for deed in self.deeds)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One process of a case: which drawing, which step is lit, who did what when."""

    instance_id: UUID
    definition_id: UUID
    process: str
    name: TranslatedText
    version: int
    ended_on: date | None
    marks: tuple[Mark, ...]

    @property
    def lit(self) -> tuple[Mark, ...]:
        """What the case waits for."""
        return tuple(mark for mark in self.marks if mark.lit)


@dataclass(frozen=True, slots=True)
class HandbookRow:
    """One step as the handbook describes it, in one language."""

    code: str
    name: str
    description: str
    responsible: str
    roles_with: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    systems: tuple[str, ...]
    deadlines: tuple[engine.Deadline, ...]
    following: tuple[str, ...]
    journeys: tuple[str, ...]
    reconstructed: bool


@dataclass(frozen=True, slots=True)
class Element:
    """Something of a drawing that has a code: a step, an event or an end; `node` is its id in the drawing."""

    node: str
    code: str
    name: TranslatedText
    is_step: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version that was or is in force, with what changed since the one before; nothing is told of the first."""

    definition: Definition
    first: bool
    changes: tuple[engine.Change, ...]


def drawing(actor: Actor, dossier_id: UUID) -> list[Drawn]:
    """The processes of a case, the one that waits now first; two statements."""
    del actor
    register([dossier_id], "basic")
    rows = Instance.objects.select_related("definition").defer("definition__xml").filter(dossier_id=dossier_id)
    instances = sorted(rows, key=lambda row: -row.id.int)
    depth = depths(instances)
    instances.sort(key=lambda row: (row.ended_on is not None, row.ended_on is None and -depth[row.id]))
    deeds: dict[tuple[UUID, str], list[Deed]] = defaultdict(list)
    records = StepRecord.objects.filter(dossier_id=dossier_id).select_related("done_by__user", "done_by__institution")
    for row in records.order_by("instance", "ordinal"):
        deeds[row.instance_id, row.code].append(
            Deed(
                entered_on=row.entered_on,
                done_on=row.done_on,
                outcome=row.outcome,
                deviation=row.deviation,
                reason=row.reason,
                who=str(row.done_by.user),
                institution=str(row.done_by.institution),
            )
        )
    return [_drawn(instance, deeds) for instance in instances]


def last_done(actor: Actor, dossier_id: UUID, journey: str) -> date | None:
    """The day on which a journey last completed a step of the case."""
    del actor
    register([dossier_id], "basic")
    return next((record.done_on for record in _done(dossier_id, journey)), None)


@compiled
def _done(dossier_id: UUID, journey: str) -> QuerySet[StepRecord]:
    done = StepRecord.objects.filter(dossier_id=dossier_id, journey=journey).exclude(outcome="")
    return done.order_by("-done_on", "-id").only("done_on")[:1]


def _drawn(instance: Instance, deeds: dict[tuple[UUID, str], list[Deed]]) -> Drawn:
    graph = graph_of(instance.definition)
    state = engine.State.from_json(instance.state)
    named = [node for node in graph.nodes.values() if node.code]
    return Drawn(
        instance_id=instance.id,
        definition_id=instance.definition_id,
        process=instance.process,
        name=TranslatedText(graph.text.name),
        version=instance.version,
        ended_on=instance.ended_on,
        marks=tuple(
            Mark(
                node=node.id,
                code=node.code,
                name=TranslatedText(node.text.name),
                role=node.role,
                lit=node.code in state.active or node.code == state.ended,
                entered_on=_day(instance.entered.get(node.code)),
                deeds=tuple(deeds.get((instance.id, node.code), ())),
            )
            for node in sorted(named, key=lambda node: number_of(node.code))
        ),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def number_of(code: str) -> tuple[int, str]:
    """Sort key of a code: 2 before 10, 7 before 7e, letters last."""
    number = code.rpartition(".")[2]
    digits = "".join(takewhile(str.isdigit, number))
    return (int(digits) if digits else 10_000, number)


def definitions(actor: Actor) -> QuerySet[Definition]:
    """All versions of the actor's canton, without the files."""
    return Definition.objects.filter(canton_id=actor.canton).defer("xml").order_by("code", "-version")


def current(actor: Actor) -> list[tuple[Definition, TranslatedText]]:
    """The versions on which new cases start, one a process, with their names."""
    return [(found, title(found)) for found in definitions(actor).filter(state=DefinitionState.PUBLISHED)]


def ends(actor: Actor, language: str) -> dict[str, dict[str, str]]:
    """The processes that a step may call, by code, each with the codes of its ends in words."""
    graphs = [graph_of(definition) for definition, _name in current(actor)]
    return {
        graph.code: {code: f"{code} {end.text.name[language]}" for code, end in graph.ends.items()} for graph in graphs
    }


def title(definition: Definition) -> TranslatedText:
    """Name of the process."""
    return TranslatedText(graph_of(definition).text.name)


def published(actor: Actor, process: str) -> Definition:
    """The version on which new cases start."""
    found = definitions(actor).filter(code=process, state=DefinitionState.PUBLISHED).first()
    if found is None:
        raise NotFound
    return found


def versions(actor: Actor, process: str) -> list[Version]:
    """The versions that were ever in force, the newest first."""
    rows = list(definitions(actor).filter(code=process, published_on__isnull=False))
    if not rows:
        raise NotFound
    before = [graph_of(row) for row in rows[1:]]
    return [
        Version(row, not older, tuple(engine.differences(older[0], graph_of(row)) if older else ()))
        for row, older in zip(rows, [*([one] for one in before), []], strict=True)
    ]


def in_force_once(actor: Actor, process: str, version: int) -> Definition:
    """A version that is or was in force, by its number."""
    found = definitions(actor).filter(code=process, version=version, published_on__isnull=False).first()
    if found is None:
        raise NotFound
    return found


def drawing_xml(
    actor: Actor, definition_id: UUID, language: str, *, term: Callable[[engine.Deadline], str] | None = None
) -> str:
    """The drawing of a version for the page, with its labels in one of the four languages; `term` words the timers."""
    return localized(*_labelled(actor, definition_id, language, term))


def drawing_svg(
    actor: Actor, definition_id: UUID, language: str, *, term: Callable[[engine.Deadline], str] | None = None
) -> str:
    """The same as a picture, for paper and for browsers without JavaScript."""
    return pictured(*_labelled(actor, definition_id, language, term))


def _labelled(
    actor: Actor, definition_id: UUID, language: str, term: Callable[[engine.Deadline], str] | None
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    found = definitions(actor).filter(id=definition_id).defer(None).first()
    if found is None or language not in LANGUAGES:
        raise NotFound
    timers = graph_of(found).timers() if term else ()
    return found.xml, language, tuple((one.id, term(one)) for _node, one in timers if term)


def handbook(definition: Definition, language: str) -> list[HandbookRow]:
    """The steps of a version with responsible, inputs, outputs, systems and terms, in the order of their numbers."""
    graph = graph_of(definition)
    lanes = {lane.id: lane.text.name[language] for lane in graph.lanes}
    roles = {lane.role: lane.text.name[language] for lane in graph.lanes}
    return [
        HandbookRow(
            code=node.code,
            name=node.text.name[language],
            description=node.text.description.get(language, ""),
            responsible=lanes[node.lane],
            roles_with=tuple(roles.get(role, role) for role in node.roles_with),
            inputs=tuple(item.words[language] for item in node.inputs),
            outputs=tuple(item.words[language] for item in node.outputs),
            systems=node.systems,
            deadlines=node.deadlines,
            following=_following(graph, node, language),
            journeys=tuple(sorted({*node.journeys, *node.during})),
            reconstructed=node.source == "R",
        )
        for node in sorted(graph.steps.values(), key=lambda node: number_of(node.code))
    ]


def elements(definition: Definition) -> list[Element]:
    """What has a code in a drawing, in the order of the numbers."""
    graph = graph_of(definition)
    return [
        Element(node.id, node.code, TranslatedText(node.text.name), node.code in graph.steps)
        for node in sorted(graph.nodes.values(), key=lambda node: number_of(node.code))
        if node.code
    ]


def _following(graph: engine.Definition, node: engine.Node, language: str) -> tuple[str, ...]:
    """Codes that follow, with the answer that leads there where there is a choice."""
    told = []
    for flow in graph.outgoing[node.id]:
        target = graph.nodes[flow.target]
        if target.code:
            told.append(target.code)
            continue
        for way in graph.outgoing[target.id]:
            code = graph.nodes[way.target].code
            told.append(colon(way.text.name[language], code) if way.text else code)
    return tuple(told)
