"""A file that was drawn in another tool, put into the form in which ciiz draws: nothing is guessed, all is counted.

Settings of other tools go, and so do values that BPMN assumes anyhow; a task without kind becomes one of a person; what
is written is kept as words of one language; what has no number gets one, from left to right on the drawing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .problems import ImportRefused, Problem
from .subset import PROGRAMS, programs_in
from .xml import BPMN, BPMNDI, CIIZ, DC, DI, MAX_ELEMENTS, XSI, Element, name_of, refuse

MAX_FOREIGN_BYTES = 10_000_000
OLDER = ("http://schema.omg.org/spec/BPMN/2.0", "http://www.omg.org/spec/BPMN/20100501/MODEL")
_DRAWN_WITH = {"http://schema.omg.org/spec/BPMN/2.0/DI": BPMNDI}
_OURS = frozenset({BPMN, BPMNDI, DC, DI, CIIZ})

_ASSUMED = {
    "completionQuantity": "1",
    "startQuantity": "1",
    "isForCompensation": "false",
    "isImmediate": None,
    "parallelMultiple": "false",
    "expressionLanguage": None,
    "typeLanguage": None,
    "implementation": None,
    "default": None,
    "instantiate": "false",
    "isInterrupting": "true",
    "triggeredByEvent": "false",
    "partitionElementRef": None,
    "dataObjectRef": None,
    "messageRef": None,
    "signalRef": None,
    "errorRef": None,
    "escalationRef": None,
    "operationRef": None,
}
"""Attributes that say what holds anyhow (None: whatever they say, it is a setting for another machine)."""
_DECLARED = frozenset(
    {
        "category",
        "correlationProperty",
        "dataStore",
        "endPoint",
        "error",
        "escalation",
        "import",
        "interface",
        "itemDefinition",
        "message",
        "relationship",
        "resource",
        "signal",
    }
)
"""Declarations beside the processes: nothing of them is drawn."""
_TASKS = ("task", "manualTask")
_NUMBERED = ("startEvent", "endEvent", "userTask", "callActivity")
_FLOW_NODES = ("Task", "Event", "Gateway", "callActivity", "subProcess", "task")


@dataclass(frozen=True, slots=True)
class Adopted:
    """A file as ciiz would keep it, and what was changed for it: how many of which kind."""

    xml: bytes
    tool: str
    changes: dict[str, int]
    cut: tuple[Problem, ...]


def adopt(content: bytes, *, language: str, code: str = "", cut: bool = False) -> Adopted:
    """Reads a file in any encoding; refuses entities, and programs and expressions unless they may be `cut` out."""
    root, changes = _parsed(content), Counter[str]()
    tool = " ".join((root.get("exporter") or "").split())[:80]
    programs = tuple(programs_in(root))
    if programs and not cut:
        raise ImportRefused(programs)
    changes["programs"] = _without_programs(root)
    changes["foreign"] = _without_foreign(root)
    changes["assumed"] = _without_assumed(root)
    changes["tasks"] = _as_user_tasks(root)
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS:
        raise refuse("too_many_elements", "file", "XML", f"at most {MAX_ELEMENTS} elements")
    changes["words"] = _worded(root, language)
    changes["numbers"] = _numbered(root, code)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["ciiz", "bpmn", "bpmndi", "dc", "di"])
    return Adopted(etree.tostring(root, encoding="UTF-8"), tool, dict(+changes), programs)


def _parsed(content: bytes) -> Element:
    if len(content) > MAX_FOREIGN_BYTES:
        raise refuse("file_too_large", "file", f"{len(content)} bytes", f"at most {MAX_FOREIGN_BYTES} bytes")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if any("<!DOCTYPE".encode(one) in content for one in ("ascii", "utf-16-le", "utf-16-be")):
        raise refuse("document_type", "file", "DOCTYPE", "remove the document type and its entities")
    try:
        root: Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise refuse("not_xml", f"line {error.lineno}", "XML", "export the drawing again") from None
    if root.getroottree().docinfo.doctype:
        raise refuse("document_type", "file", "DOCTYPE", "remove the document type and its entities")
    space, name = name_of(root)
    if name != "definitions" or space not in (BPMN, *OLDER):
        raise refuse("not_bpmn", "file", name, "a BPMN 2.0 file with a definitions element")
    return _today(root)


def _today(root: Element) -> Element:
    """Names of an earlier BPMN 2.0 become those of the standard; prefixes those that we use."""
    today = {**dict.fromkeys(OLDER, BPMN), **_DRAWN_WITH}
    spaces = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "ciiz": CIIZ, "xsi": XSI}
    fresh: Element = etree.Element(f"{{{BPMN}}}definitions", dict(root.attrib), nsmap=spaces)
    fresh.extend(list(root))
    for element in fresh.iter():
        if isinstance(element.tag, str):
            space, name = name_of(element)
            if space in today:
                element.tag = f"{{{today[space]}}}{name}"
    return fresh


def _without_programs(root: Element) -> int:
    """Programs and expressions go; a step that was a program becomes one of a person."""
    gone = 0
    for element in list(root.iter(*(f"{{{BPMN}}}{name}" for name in PROGRAMS))):
        gone += 1
        if name_of(element)[1] == "scriptTask":
            element.tag = f"{{{BPMN}}}userTask"
            element.attrib.pop("scriptFormat", None)
        elif element.getparent() is not None:
            _remove(element)
    return gone


def _without_foreign(root: Element) -> int:
    """Elements and attributes of other tools, and declarations that nothing draws, go."""
    gone = 0
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
            continue
        space, name = name_of(element)
        if element is not root and (space not in _OURS or (space == BPMN and name in _DECLARED)):
            if element.getparent() is not None:
                _remove(element)
                gone += 1
            continue
        for attribute in list(element.attrib):
            other = str(attribute).startswith("{") and etree.QName(attribute).namespace not in _OURS
            if other:
                gone += etree.QName(attribute).namespace != XSI
                del element.attrib[attribute]
    for extension in list(root.iter(f"{{{BPMN}}}extensionElements")):
        if not len(extension):
            _remove(extension)
    return gone


def _without_assumed(root: Element) -> int:
    gone = 0
    for element in root.iter():
        if name_of(element)[0] != BPMN:
            continue
        for name, value in _ASSUMED.items():
            if element.get(name) is not None and value in (None, element.get(name)):
                del element.attrib[name]
                gone += 1
    return gone


def _as_user_tasks(root: Element) -> int:
    found = list(root.iter(*(f"{{{BPMN}}}{name}" for name in _TASKS)))
    for element in found:
        element.tag = f"{{{BPMN}}}userTask"
    return len(found)


def _worded(root: Element, language: str) -> int:
    """A name, and the documentation of a step, become words in this language where an element has none of ours."""
    told = 0
    for element in list(root.iter()):
        space, kind = name_of(element)
        name = " ".join((element.get("name") or "").split())
        if space != BPMN or not name or kind == "definitions" or kind.endswith("Definition"):
            continue
        extension = element.find(f"{{{BPMN}}}extensionElements")
        if extension is not None and extension.find(f"{{{CIIZ}}}text") is not None:
            continue
        if extension is None:
            extension = etree.Element(f"{{{BPMN}}}extensionElements")
            element.insert(len(element.findall(f"{{{BPMN}}}documentation")), extension)
        text = etree.SubElement(extension, f"{{{CIIZ}}}text", {"lang": language, "name": name})
        if kind in ("userTask", "callActivity"):
            said = " ".join("".join(one.itertext()) for one in element.findall(f"{{{BPMN}}}documentation"))
            text.text = " ".join(said.split()) or None
        told += 1
    return told


def _numbered(root: Element, code: str) -> int:
    """A process without code gets this one, and what has no number the next, from left to right."""
    processes = sorted(root.findall(f"{{{BPMN}}}process"), key=len, reverse=True)
    if not processes:
        return 0
    process, own = processes[0], f"{{{CIIZ}}}code"
    if code and not process.get(own):
        process.set(own, code)
    code = process.get(own, "")
    if not code:
        return 0
    known = {element.get(own) for element in process.iter() if element.get(own)}
    free = (f"{code}.{number}" for number in range(1, 10_000))
    places = dict(_places(root))
    nodes = [one for one in process.iter(*(f"{{{BPMN}}}{name}" for name in _NUMBERED)) if not one.get(own)]
    nodes = [one for one in nodes if name_of(one.getparent())[1] == "process"]
    for element in sorted(nodes, key=lambda one: places.get(one.get("id"), (0.0, 0.0))):
        element.set(own, next(one for one in free if one not in known))
        if not element.get(f"{{{CIIZ}}}source"):
            element.set(f"{{{CIIZ}}}source", "S")
    return len(nodes)


def _places(root: Element) -> Iterator[tuple[str, tuple[float, float]]]:
    for shape in root.iter(f"{{{BPMNDI}}}BPMNShape"):
        bounds = shape.find(f"{{{DC}}}Bounds")
        if bounds is not None:
            try:
                yield shape.get("bpmnElement"), (float(bounds.get("x", 0)), float(bounds.get("y", 0)))
            except ValueError:
                continue


def _remove(element: Element) -> None:
    """Takes an element out and leaves the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
