"""Reading a BPMN file without trusting it, choosing a canton's values, putting the drawing into a language."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from .graph import LANGUAGES
from .problems import ImportRefused, Problem

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CIIZ = "urn:ciiz:bpmn:1"

NUMBERED = ("userTask", "callActivity", "subProcess")

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 8_000
MAX_DEPTH = 24

Element = Any


def refuse(code: str, element: str, kind: str, instead: str) -> ImportRefused:
    """A refusal with a single problem."""
    return ImportRefused((Problem(code, element, kind, instead),))


def parse_tree(content: bytes) -> Element:
    """Root element of the file; no document type, no entities, no network, bounded in size, number and depth."""
    if len(content) > MAX_BYTES:
        raise refuse("file_too_large", "file", f"{len(content)} bytes", f"at most {MAX_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse("not_utf8", "file", "encoding", "save the file as UTF-8") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise refuse("document_type", "file", "DOCTYPE", "remove the document type and its entities")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise refuse("not_xml", f"line {error.lineno}", "XML", "export the drawing again") from None
    information: Any = root.getroottree().docinfo
    if information.doctype:
        raise refuse("document_type", "file", "DOCTYPE", "remove the document type and its entities")
    _bound(root)
    return root


def _bound(root: Element) -> None:
    for number, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            raise refuse("instruction", f"line {element.sourceline}", "processing instruction", "remove it")
        if number >= MAX_ELEMENTS:
            raise refuse("too_many_elements", "file", "XML", f"at most {MAX_ELEMENTS} elements")
    for depth, _level in enumerate(_levels(root)):
        if depth >= MAX_DEPTH:
            raise refuse("too_deep", "file", "XML", f"at most {MAX_DEPTH} levels")


def _levels(root: Element) -> Iterator[list[Element]]:
    level = [root]
    while level:
        yield level
        level = [child for element in level for child in element]


def name_of(element: Element) -> tuple[str, str]:
    """Namespace and local name."""
    tag = etree.QName(element.tag)
    return tag.namespace or "", tag.localname


def offered_values(root: Element) -> dict[str, dict[str, bool]]:
    """Which values the file leaves to the canton: name → choice → whether it is the default."""
    offered: dict[str, dict[str, bool]] = {}
    for element in root.iter():
        choice = element.get(f"{{{CIIZ}}}canton-value")
        if choice is None:
            continue
        name, equals, value = choice.partition("=")
        if not (equals and name and value):
            raise refuse("canton_value", element.get("id", "?"), choice, "write name=value")
        default = element.get(f"{{{CIIZ}}}canton-default") == "true"
        choices = offered.setdefault(name, {})
        choices[value] = choices.get(value, False) or default
    return offered


def offered(content: bytes) -> frozenset[str]:
    """Names of the choices that a file leaves to the canton."""
    return frozenset(offered_values(parse_tree(content)))


def choose(root: Element, values: Mapping[str, str]) -> dict[str, str]:
    """Leave in the tree only what the canton chose (a default where it says nothing); returns the full choice."""
    offered = offered_values(root)
    if unknown := sorted(set(values) - set(offered)):
        raise refuse("canton_value", unknown[0], "value", f"the file offers {', '.join(sorted(offered)) or 'none'}")
    chosen: dict[str, str] = {}
    for name, choices in offered.items():
        defaults = [value for value, default in choices.items() if default]
        if len(defaults) != 1:
            raise refuse("canton_value", name, "defaults", "mark exactly one choice with canton-default")
        chosen[name] = values.get(name, defaults[0])
        if chosen[name] not in choices:
            raise refuse("canton_value", name, chosen[name], f"one of {', '.join(sorted(choices))}")
    _cut(root, chosen)
    return chosen


def _cut(root: Element, chosen: Mapping[str, str]) -> None:
    """Remove what was not chosen, with the arrows that hang on it and their shapes."""
    gone: set[str] = set()
    for element in list(root.iter()):
        choice = element.attrib.pop(f"{{{CIIZ}}}canton-value", None)
        element.attrib.pop(f"{{{CIIZ}}}canton-default", None)
        if choice is not None and chosen[choice.partition("=")[0]] != choice.partition("=")[2]:
            gone.add(element.get("id", ""))
    gone.discard("")
    hanging = ("sequenceFlow", "messageFlow", "association", "boundaryEvent")
    for element in root.iter(*(f"{{{BPMN}}}{kind}" for kind in hanging)):
        if gone & {element.get("sourceRef"), element.get("targetRef"), element.get("attachedToRef")}:
            gone.add(element.get("id", ""))
    references = {f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing", f"{{{BPMN}}}flowNodeRef"}
    for element in list(root.iter()):
        refers = (element.text or "").strip() if element.tag in references else element.get("bpmnElement")
        if element.get("id") in gone or refers in gone:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def canonical(root: Element) -> bytes:
    """Bytes that are equal for equal trees; their digest names a version."""
    result: bytes = etree.tostring(root, method="c14n")
    return result


def words(element: Element) -> dict[str, str]:
    """The four languages of an element that carries them as attributes."""
    return {language: element.get(language, "") for language in LANGUAGES}


def labels(content: bytes, language: str) -> dict[str, str]:
    """How each element of a file is called, by its id: in the language, else as the drawing says."""
    found: dict[str, str] = {}
    for element in parse_tree(content).iter():
        identifier = element.get("id")
        if identifier and name_of(element)[0] == BPMN:
            path = f"{{{BPMN}}}extensionElements/{{{CIIZ}}}text"
            told = {text.get("lang"): text.get("name") for text in element.findall(path)}
            found[identifier] = " ".join((told.get(language) or element.get("name") or "").split())
    return found


def localize(content: bytes, language: str, labels: Mapping[str, str] | None = None) -> bytes:
    """The drawing with its labels in one language and the numbers of its steps, for the page.

    `labels` are other words for some elements, by id.
    """
    root = parse_tree(content)
    for text in list(root.iter(f"{{{CIIZ}}}text")):
        if text.get("lang") == language and text.get("name"):
            element = text.getparent().getparent()
            number = element.get(f"{{{CIIZ}}}code", "").rpartition(".")[2] if name_of(element)[1] in NUMBERED else ""
            label = (labels or {}).get(element.get("id", ""), text.get("name"))
            element.set("name", f"{number} {label}".strip())
    for extension in list(root.iter(f"{{{BPMN}}}extensionElements")):
        extension.getparent().remove(extension)
    result: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return result
