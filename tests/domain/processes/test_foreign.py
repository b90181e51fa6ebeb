"""Drawings of other tools: what cannot run by name, what is hostile; within ten seconds and half a gigabyte."""

import resource
from copy import deepcopy
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from ciiz.domain.processes import engine
from ciiz.domain.processes.engine import ImportRefused, Problem
from ciiz.domain.processes.engine.foreign import adopt
from ciiz.domain.processes.graphs import examined, localized, pictured
from ciiz.domain.processes.operations.definitions import LIBRARY
from ciiz.domain.processes.public import DraftRefused
from ciiz.domain.processes.queries.drafts import told
from ciiz.domain.processes.reading import read_foreign

from .drawings import LINE, file
from .tools import FILES, STANDARD

NOT = {
    "Camunda 7": {("not_in_subset", "V"), ("journey_missing", "U"), ("lane_missing", "U")},
    "Camunda 8": {("timer", "T"), ("lane_missing", "U")},
    "Signavio": {("not_in_subset", "DO"), ("role_unknown", "La"), ("journey_missing", "T")},
    "ADONIS": {("not_in_subset", "W"), ("start_triggered", "S"), ("lane_missing", "T")},
    "ARIS": {("not_in_subset", "G"), ("not_in_subset", "X"), ("journey_missing", "A")},
    "bpmn.io": {("one_process", "P2"), ("lane_missing", "T")},
}
"""Of each drawing some of what cannot run."""


def problems(name: str) -> tuple[Problem, ...]:
    return examined(adopt(FILES[name], language="de", code="AB12", cut=True).xml).problems


@pytest.mark.parametrize("name", FILES)
def test_a_drawing_of_another_tool_is_read_in_a_process_of_its_own(name: str) -> None:
    read = read_foreign(FILES[name], language="fr", code="AB12", cut=True)
    assert name.split(maxsplit=1)[0].lower() in read.tool.lower() or name == "bpmn.io"
    assert 'lang="fr"' in read.xml
    for other in ("camunda", "zeebe", "signavio", "boc-group.com/", "softwareag", "${"):
        assert other not in read.xml.replace("http://www.softwareag.com/aris", "").replace(read.tool, "")
    assert "<svg" in pictured(localized(read.xml, "fr"), "fr")


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_run_is_named_element_by_element(name: str) -> None:
    found = problems(name)
    assert NOT[name] <= {(one.code, one.element) for one in found}
    labels = engine.labels(adopt(FILES[name], language="de", cut=True).xml, "de")
    assert all(one.message for one in told(found, labels))
    assert not {one.code for one in found} & {"attribute_not_in_subset", "extension_unknown", "arrow_loose"}


def test_a_name_in_two_lines_is_one_and_its_steps_are_numbered_from_left_to_right() -> None:
    found = examined(adopt(FILES["Signavio"], language="de", code="AB12").xml)
    assert engine.labels(found.xml, "de")["T"] == "Anfrage prüfen"
    assert b'ciiz:code="AB12.1"' in found.xml
    assert found.xml.index(b"AB12.1") < found.xml.index(b"AB12.2") < found.xml.index(b"AB12.3")


def test_programs_and_expressions_are_refused_by_name_or_cut_out_on_demand() -> None:
    with pytest.raises(DraftRefused) as refusal:
        read_foreign(FILES["Camunda 7"], language="de")
    assert [(one.code, one.element, one.kind) for one in refusal.value.problems] == [
        ("program", "f3", "conditionExpression")
    ]
    read = read_foreign(FILES["Camunda 7"], language="de", cut=True)
    assert [one.element for one in read.cut] == ["f3"]
    assert read.changes["programs"] == 1


SCRIPT = file(*LINE[:1], '<bpmn:scriptTask id="s1" scriptFormat="js"><bpmn:script>1</bpmn:script></bpmn:scriptTask>')


def test_a_script_task_becomes_one_of_a_person_without_its_script() -> None:
    xml = adopt(SCRIPT, language="de", cut=True).xml
    assert b"script" not in xml.lower()
    assert b"userTask" in xml


BILLION = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (ord("a") + n, b"&%c;" % (ord("a") + n - 1) * 10) for n in range(1, 10)
)
REFUSED = {
    "document_type": BILLION + b']><bpmn:definitions xmlns:bpmn="x">&j;</bpmn:definitions>',
    "not_xml": b"PK\x03\x04 not a drawing",
    "not_bpmn": b'<?xml version="1.0"?><Package xmlns="http://www.wfmc.org/2008/XPDL2.1"/>',
    "too_many_elements": file(*LINE, "".join(f'<bpmn:userTask id="n{n}"/>' for n in range(10_000))),
    "file_too_large": b" " * 10_000_001,
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_drawing_or_hostile_is_refused_by_name(code: str) -> None:
    with pytest.raises(DraftRefused) as refusal:
        read_foreign(REFUSED[code], language="de")
    assert {one.code for one in refusal.value.problems} == {code}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_a_document_type_is_found_in_any_encoding(encoding: str) -> None:
    text = f'<!DOCTYPE x SYSTEM "file:///etc/passwd"><definitions xmlns="{STANDARD}"/>'
    with pytest.raises(ImportRefused):
        adopt(text.encode(encoding), language="de")


def large() -> bytes:
    """Ten megabytes, most of it another tool's."""
    more = f"<other:meta key='{'k' * 400}'/>" * 21
    body = file(*LINE, *(f'<bpmn:userTask id="n{n}" name="{n}">{{0}}</bpmn:userTask>' for n in range(1100))).decode()
    extended = body.replace("{0}", f"<bpmn:extensionElements>{more}</bpmn:extensionElements>").encode()
    return extended + b" " * (10_000_000 - len(extended))


def test_the_largest_file_is_read_in_time() -> None:
    content = large()
    assert len(content) == 10_000_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = process_time()
    read = read_foreign(content, language="de", code="T1")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime + process_time() - begun < 8
    assert read.changes["foreign"] >= 1100 * 21
    assert len(read.xml) < 1_000_000


def test_a_file_that_takes_too_much_ends_its_own_process_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciiz.domain.processes.reading.MEMORY_BYTES", 60 * 1024 * 1024)
    with pytest.raises(DraftRefused) as refusal:
        read_foreign(large(), language="de")
    assert refusal.value.problems[0].code in {"over_limit", "not_xml"}


SEED = (LIBRARY / "CII102.bpmn").read_bytes()


def survives(content: bytes) -> bool:
    """It is read and shown with every problem in words, or it is refused with a reason."""
    try:
        found = examined(adopt(content, language="de", code="AB12", cut=True).xml)
    except ImportRefused as refusal:
        return bool(refusal.problems)
    pictured(localized(found.xml.decode(), "de"), "de")
    return all(one.message for one in told(found.problems, {}))


PIECES = [b"", b"<", b'"', b"id", b"task", b"Gateway", b' xmlns:bpmn="x"', b"&#x1F600;"]


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_a_spoilt_drawing_never_breaks_the_reader(data: some.DataObject) -> None:
    content = bytearray(SEED)
    for _number in range(data.draw(some.integers(1, 6))):
        begin = data.draw(some.integers(0, len(content) - 1))
        end = min(len(content), begin + data.draw(some.integers(0, 60)))
        content[begin:end] = data.draw(some.sampled_from(PIECES))
    assert survives(bytes(content))


KINDS = ("task", "subProcess", "callActivity", "parallelGateway", "exclusiveGateway", "lane", "boundaryEvent")


@settings(max_examples=100, deadline=None)
@given(some.integers(0, 10**9))
def test_a_drawing_with_pieces_taken_out_or_doubled_never_breaks_the_reader(seed: int) -> None:
    chance, root = Random(seed), etree.fromstring(SEED)  # noqa: S311 - nothing is secret here
    for _number in range(chance.randint(1, 8)):
        element = chance.choice(list(root.iter()))
        parent, what = element.getparent(), chance.choice(["remove", "double", "rename", "strip"])
        if what == "remove" and parent is not None:
            parent.remove(element)
        elif what == "double" and parent is not None:
            parent.append(deepcopy(element))
        elif what == "rename" and parent is not None:
            element.tag = f"{{{STANDARD}}}{chance.choice(KINDS)}"
        else:
            element.attrib.clear()
    assert survives(etree.tostring(root))
