"""Importing and publishing processes."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db.models import Max

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound

from .. import engine, policies
from ..engine import ImportRefused, Problem
from ..enums import DefinitionState
from ..errors import FileRefused
from ..graphs import accept, graph_of
from ..models import Definition

LIBRARY = Path(__file__).parents[3] / "library" / "processes"


@atomic
def import_definition(*, actor: Actor, content: bytes, on: date, values: Mapping[str, str] | None = None) -> Definition:
    """Imports a file as a draft of the actor's canton; the same file twice is the same version."""
    if not policies.may_import(actor.role):
        raise NotAllowed
    return store(actor.canton, content, dict(values or {}), on)


@atomic
def publish(*, actor: Actor, definition_id: UUID, on: date) -> Definition:
    """Publishes a version; cases that run stay on theirs, new ones start on this."""
    if not policies.may_import(actor.role):
        raise NotAllowed
    definition = Definition.objects.filter(id=definition_id, canton_id=actor.canton).first()
    if definition is None:
        raise NotFound
    put_in_force(definition, on, by=actor.membership_id)
    check_calls(actor.canton)
    return definition


@atomic
def install(*, canton: str, values: Mapping[str, str], on: date, own: Path | None = None) -> list[Definition]:
    """Imports and publishes the processes that a canton uses: of the library those that it names, and its own.

    `own` is the canton's folder of processes; a choice (`values`) holds in every drawing that offers it. Run by the
    installation, without an actor; a file that has not changed stays the version that it is.
    """
    rules = canton_values(canton)
    installed = [
        put_in_force(store(canton, content, chosen, on), on) for content, chosen in _chosen(rules, values, own).values()
    ]
    check_calls(canton)
    return installed


def drawn(values: CantonValues, own: Path | None = None) -> dict[str, engine.Definition]:
    """The processes that a canton's files describe, by code, read and checked without a database."""
    graphs = {}
    for content, chosen in _chosen(values, values.drawn(), own).values():
        try:
            graph = accept(content, chosen).definition
        except ImportRefused as refusal:
            raise FileRefused(refusal) from refusal
        graphs[graph.code] = graph
    _refuse(_unanswered(graphs))
    return graphs


def _chosen(
    rules: CantonValues, values: Mapping[str, str], own: Path | None
) -> dict[str, tuple[bytes, dict[str, str]]]:
    """Files of a canton by the code that names them, each with the choices that it offers."""
    paths = {path.stem: path for path in sorted(own.glob("*.bpmn"))} if own else {}
    paths |= {code: LIBRARY / f"{code}.bpmn" for code in rules.process.library}
    missing = sorted(code for code, path in paths.items() if not path.is_file())
    if missing or (missing := sorted(rules.entries() - set(paths))):
        _refuse([Problem("process_unknown", missing[0], "process", "a file of the library or of the canton's folder")])
    files = {code: path.read_bytes() for code, path in paths.items()}
    offered = {code: engine.offered(content) for code, content in files.items()}
    if unknown := sorted(set(values).difference(*offered.values())):
        _refuse([Problem("canton_value", unknown[0], "value", "a choice that a file offers")])
    return {
        code: (content, {name: value for name, value in values.items() if name in offered[code]})
        for code, content in files.items()
    }


def check_calls(canton: str) -> None:
    """Every call of a published process finds a published one, and an arrow for each of its ends."""
    rows = Definition.objects.filter(canton_id=canton, state=DefinitionState.PUBLISHED).defer("xml")
    _refuse(_unanswered({row.code: graph_of(row) for row in rows}))


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise FileRefused(ImportRefused(tuple(problems)))


def _unanswered(graphs: Mapping[str, engine.Definition]) -> list[Problem]:
    problems = []
    for graph in graphs.values():
        for node in graph.steps.values():
            called = graphs.get(node.calls)
            if node.calls and called is None:
                problems.append(Problem("call_unknown", node.id, node.kind, f"a published process {node.calls}"))
            elif called is not None and (lost := graph.unanswered(node, called)):
                problems.append(Problem("call_unanswered", node.id, node.kind, f"an arrow for {min(lost)}"))
    return problems


def store(canton: str, content: bytes, values: dict[str, str], on: date, *, again: bool = False) -> Definition:
    """The version of a canton that this file is: a new one, unless it is known.

    `again`: one that is in force no longer counts as unknown, so that the way back to it is a version of its own.
    """
    try:
        drawing = accept(content, values)
    except ImportRefused as refusal:
        raise FileRefused(refusal) from refusal
    versions = Definition.objects.filter(canton_id=canton)
    same = versions.filter(sha256=drawing.sha256).order_by("-version")
    known = (same.exclude(state=DefinitionState.RETIRED) if again else same).first()
    if known is not None:
        return known
    code = drawing.definition.code
    latest = versions.filter(code=code).aggregate(latest=Max("version"))["latest"] or 0
    definition = Definition(
        canton_id=canton,
        code=code,
        version=latest + 1,
        values=dict(drawing.definition.values),
        xml=drawing.xml.decode(),
        sha256=drawing.sha256,
        imported_on=on,
    )
    definition.save(force_insert=True)
    return definition


def put_in_force(definition: Definition, on: date, *, note: str = "", by: int | None = None) -> Definition:
    """Retires the version in force and puts this one in its place, with what changed and who says so."""
    if definition.state == DefinitionState.PUBLISHED:
        return definition
    current = Definition.objects.filter(
        canton_id=definition.canton_id, code=definition.code, state=DefinitionState.PUBLISHED
    )
    current.update(state=DefinitionState.RETIRED)
    definition.state, definition.published_on = DefinitionState.PUBLISHED, on
    definition.note, definition.published_by_id = note, by
    definition.save(update_fields=["state", "published_on", "note", "published_by"])
    return definition
