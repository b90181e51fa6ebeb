"""At every step of every process that ships stands a case of the demo, and the records of its steps say how it came."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from lxml import etree

import ciiz
from ciiz.domain.processes import engine
from ciiz.domain.processes.engine import State
from ciiz.domain.processes.graphs import graph_of
from ciiz.domain.processes.models import Definition

pytestmark = pytest.mark.usefixtures("demo")

LIBRARY = Path(ciiz.__file__).parent / "library"
FILES = sorted([*LIBRARY.glob("processes/*.bpmn"), *LIBRARY.glob("cantons/*/processes/*.bpmn")])
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
OWN = "{urn:ciiz:bpmn:1}"
OPENS = "refer.check"
"""With the check a case begins: it is at the step only within that act."""


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _steps(path: Path) -> dict[str, list[str]]:
    """Code of each user task that a file draws → the journeys that complete it, whatever a canton chooses."""
    return {
        str(task.get(f"{OWN}code")): [
            str(one.get("name")) for one in task.iter(f"{OWN}journey") if one.get("during") is None
        ]
        for task in etree.parse(path).iter(f"{BPMN}userTask")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_stands_at_every_step(path: Path) -> None:
    standing = {
        code
        for (code,) in _rows(
            "SELECT DISTINCT jsonb_array_elements_text(state -> 'active') FROM processes_instance "
            "WHERE ended_on IS NULL"
        )
    }
    begun = {code for (code,) in _rows(f"SELECT DISTINCT code FROM processes_steprecord WHERE journey = '{OPENS}'")}
    steps = _steps(path)
    calls = {str(task.get(f"{OWN}code")) for task in etree.parse(path).iter(f"{BPMN}callActivity")}
    assert steps or calls
    checks = {code for code, journeys in steps.items() if journeys == [OPENS]}
    assert checks <= begun
    assert sorted((set(steps) | calls) - checks - standing) == []


def _replayed(graphs: Mapping[Any, engine.Definition], records: list[dict[str, Any]], version: Any) -> State:
    """Where a process stands by the records of its steps alone."""
    graph = graphs[records[0]["definition_id"] if records else version]
    state = engine.start(graph)
    for record in records:
        code, outcome, journey = record["code"], record["outcome"], record["journey"]
        assert not record["deviation"], record
        event = graph.events.get(journey)
        if event is not None and event.code == code:
            state = engine.interrupt(graph, state, journey, outcome)
        elif outcome:
            assert code in state.active, record
            state = engine.complete(graph, state, code, outcome)
        # a row without outcome is a step that the event after it cuts off, or that ends with the process that called it
    if records and not records[-1]["outcome"] and state.ended is None:
        state = engine.cut(state)
    return state


def test_where_a_case_stands_follows_from_the_records_of_its_steps() -> None:
    graphs = {one.id: graph_of(one) for one in Definition.objects.all()}
    records: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for instance, text in _rows(
        "SELECT instance_id, to_jsonb(r)::text FROM processes_steprecord r ORDER BY dossier_id, place"
    ):
        record = json.loads(text)
        record["definition_id"] = next(key for key in graphs if str(key) == record["definition_id"])
        records[instance].append(record)
    compared, wrong = 0, []
    for instance, definition, stored in _rows("SELECT id, definition_id, state::text FROM processes_instance"):
        replayed = _replayed(graphs, records[instance], definition)
        if replayed != State.from_json(json.loads(stored)):
            wrong.append((instance, replayed, stored))
        compared += 1
    assert not wrong, (len(wrong), compared, wrong[:3])
    assert compared > 1_000
