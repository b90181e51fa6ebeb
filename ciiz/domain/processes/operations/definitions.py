"""Importing and publishing processes."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db.models import Max

from ciiz.domain.access.public import Actor
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
    return _store(actor.canton, content, dict(values or {}), on)


@atomic
def publish(*, actor: Actor, definition_id: UUID, on: date) -> Definition:
    """Publishes a version; cases that run stay on theirs, new ones start on this."""
    if not policies.may_import(actor.role):
        raise NotAllowed
    definition = Definition.objects.filter(id=definition_id, canton_id=actor.canton).first()
    if definition is None:
        raise NotFound
    _publish(definition, on)
    _check_calls(actor.canton)
    return definition


@atomic
def install(*, canton: str, values: Mapping[str, str], on: date, folder: Path = LIBRARY) -> list[Definition]:
    """Imports and publishes all processes of the library for a canton; a choice holds in every drawing that offers it.

    Run by the installation, without an actor; a file that has not changed stays the version that it is.
    """
    files = [path.read_bytes() for path in sorted(folder.glob("*.bpmn"))]
    offered = [engine.offered(content) for content in files]
    if unknown := sorted(set(values).difference(*offered)):
        raise FileRefused(ImportRefused((Problem("canton_value", unknown[0], "value", "a choice that a file offers"),)))
    installed = []
    for content, names in zip(files, offered, strict=True):
        chosen = {name: value for name, value in values.items() if name in names}
        installed.append(_publish(_store(canton, content, chosen, on), on))
    _check_calls(canton)
    return installed


def _check_calls(canton: str) -> None:
    """Every call of a published process finds a published one, and an arrow for each of its ends."""
    rows = Definition.objects.filter(canton_id=canton, state=DefinitionState.PUBLISHED).defer("xml")
    graphs = {row.code: graph_of(row) for row in rows}
    problems = []
    for graph in graphs.values():
        for node in graph.steps.values():
            called = graphs.get(node.calls)
            if node.calls and called is None:
                problems.append(Problem("call_unknown", node.id, node.kind, f"a published process {node.calls}"))
            elif called is not None and (answers := graph.answers(node)) and (lost := set(called.ends) - answers):
                problems.append(Problem("call_unanswered", node.id, node.kind, f"an arrow for {min(lost)}"))
    if problems:
        raise FileRefused(ImportRefused(tuple(problems)))


def _store(canton: str, content: bytes, values: dict[str, str], on: date) -> Definition:
    try:
        drawing = accept(content, values)
    except ImportRefused as refusal:
        raise FileRefused(refusal) from refusal
    versions = Definition.objects.filter(canton_id=canton)
    known = versions.filter(sha256=drawing.sha256).first()
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


def _publish(definition: Definition, on: date) -> Definition:
    if definition.state == DefinitionState.PUBLISHED:
        return definition
    current = Definition.objects.filter(
        canton_id=definition.canton_id, code=definition.code, state=DefinitionState.PUBLISHED
    )
    current.update(state=DefinitionState.RETIRED)
    definition.state, definition.published_on = DefinitionState.PUBLISHED, on
    definition.save(update_fields=["state", "published_on"])
    return definition
