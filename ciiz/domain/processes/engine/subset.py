"""The subset of BPMN that is accepted; everything else is refused by name, with what to draw instead."""

from collections.abc import Iterator

from .problems import Problem
from .xml import BPMN, BPMNDI, CIIZ, DC, DI, XSI, Element, name_of

_DOCUMENTED = frozenset({"extensionElements", "documentation"})
_LINKED = _DOCUMENTED | {"incoming", "outgoing"}
_NOTES = frozenset({"textAnnotation", "association"})
_FLOW = frozenset({"startEvent", "endEvent", "userTask", "exclusiveGateway", "callActivity", "sequenceFlow"})

CHILDREN: dict[str, frozenset[str]] = {
    "definitions": frozenset({"collaboration", "process"}),
    "collaboration": _DOCUMENTED | _NOTES | {"participant", "messageFlow"},
    "participant": _DOCUMENTED,
    "messageFlow": _DOCUMENTED,
    "process": _DOCUMENTED | _NOTES | _FLOW | {"laneSet", "parallelGateway", "boundaryEvent", "subProcess"},
    "subProcess": _LINKED | _NOTES | _FLOW | {"boundaryEvent"},
    "laneSet": frozenset({"lane"}),
    "lane": _DOCUMENTED | {"flowNodeRef"},
    "startEvent": _LINKED | {"signalEventDefinition", "messageEventDefinition"},
    "endEvent": _LINKED,
    "userTask": _LINKED | {"standardLoopCharacteristics"},
    "callActivity": _LINKED,
    "exclusiveGateway": _LINKED,
    "parallelGateway": _LINKED,
    "sequenceFlow": _DOCUMENTED,
    "boundaryEvent": _DOCUMENTED | {"timerEventDefinition"},
    "timerEventDefinition": frozenset({"timeDuration", "timeCycle"}),
    "textAnnotation": _DOCUMENTED | {"text"},
    "association": _DOCUMENTED,
}

ATTRIBUTES: dict[str, frozenset[str]] = {
    "definitions": frozenset({"targetNamespace", "exporter", "exporterVersion", "name"}),
    "participant": frozenset({"name", "processRef"}),
    "messageFlow": frozenset({"name", "sourceRef", "targetRef"}),
    "process": frozenset({"name", "isExecutable", "processType", "isClosed"}),
    "subProcess": frozenset({"name", "triggeredByEvent"}),
    "lane": frozenset({"name"}),
    "startEvent": frozenset({"name", "isInterrupting"}),
    "endEvent": frozenset({"name"}),
    "userTask": frozenset({"name"}),
    "callActivity": frozenset({"name", "calledElement"}),
    "exclusiveGateway": frozenset({"name", "gatewayDirection"}),
    "parallelGateway": frozenset({"name", "gatewayDirection"}),
    "sequenceFlow": frozenset({"name", "sourceRef", "targetRef"}),
    "boundaryEvent": frozenset({"name", "attachedToRef", "cancelActivity"}),
    "association": frozenset({"sourceRef", "targetRef", "associationDirection"}),
}

OWN_ATTRIBUTES: dict[str, frozenset[str]] = {
    "process": frozenset({"code"}),
    "lane": frozenset({"role"}),
    "startEvent": frozenset({"code", "source", "origins"}),
    "endEvent": frozenset({"code", "source", "resumes"}),
    "userTask": frozenset({"code", "source", "with"}),
    "callActivity": frozenset({"code", "source", "with"}),
    "subProcess": frozenset({"code", "source", "interrupts", "during"}),
    "sequenceFlow": frozenset({"outcome", "source"}),
    "boundaryEvent": frozenset({"source"}),
}

OWN_ELEMENTS: dict[str, frozenset[str]] = {
    "text": frozenset({"lang", "name"}),
    "journey": frozenset({"name", "outcomes", "again", "during", "kind"}),
    "input": frozenset({"de", "fr", "it", "en"}),
    "output": frozenset({"de", "fr", "it", "en"}),
    "system": frozenset({"code"}),
    "deadline": frozenset({"code", "days", "after", "task"}),
}

_AUTOMATIC = "a user task with a journey: programs are never run from a file"
INSTEAD: dict[str, str] = {
    "scriptTask": _AUTOMATIC,
    "serviceTask": _AUTOMATIC,
    "businessRuleTask": _AUTOMATIC,
    "sendTask": _AUTOMATIC,
    "receiveTask": "an event sub-process with a journey",
    "manualTask": "a user task with a journey",
    "task": "a user task with a journey",
    "inclusiveGateway": "an exclusive gateway, or a parallel block of fork and join",
    "complexGateway": "an exclusive gateway, or a parallel block of fork and join",
    "eventBasedGateway": "an event sub-process with a journey",
    "intermediateCatchEvent": "a timer on the border of a step, or an event sub-process",
    "intermediateThrowEvent": "a user task with a journey, or an end",
    "conditionExpression": "ciiz:outcome on the arrow: expressions are never evaluated",
    "loopCondition": "again on the journey: expressions are never evaluated",
    "multiInstanceLoopCharacteristics": "one step: its journey handles the many",
    "transaction": "steps",
    "adHocSubProcess": "steps",
    "subProcess": "an event sub-process, or a call activity",
    "parallelGateway": "a parallel block outside of the event sub-process",
    "boundaryEvent": "a timer on the border of a step",
    "timeDate": "a duration such as P14D",
    "ioSpecification": "ciiz:input and ciiz:output",
    "dataObjectReference": "ciiz:input and ciiz:output",
    "dataStoreReference": "ciiz:system",
    "signalEventDefinition": "a plain start or end",
    "messageEventDefinition": "a plain start or end",
}

_DRAWING = frozenset({BPMNDI, DC, DI})

PROGRAMS = frozenset(
    {
        "script",
        "scriptTask",
        "conditionExpression",
        "loopCondition",
        "completionCondition",
        "activationCondition",
        "formalExpression",
        "expression",
        "transformation",
    }
)
"""Elements that hold a program or an expression for another machine."""


def programs_in(root: Element) -> Iterator[Problem]:
    """Every program and expression of a file, by the element that carries it; nothing of it is ever executed."""
    for element in root.iter():
        namespace, name = name_of(element)
        if namespace != BPMN or name not in PROGRAMS:
            continue
        carrier = element if name == "scriptTask" else element.getparent()
        if name == "scriptTask" or name_of(carrier)[1] not in PROGRAMS:
            yield Problem("program", _where(carrier), name, INSTEAD.get(name, "leave it out"))


def outside_subset(root: Element) -> Iterator[Problem]:
    """Every element and attribute that the subset does not know."""
    if name_of(root) != (BPMN, "definitions"):
        yield Problem("not_bpmn", "file", name_of(root)[1], "a BPMN 2.0 file with a definitions element")
        return
    yield from _attributes(root, "definitions")
    yield from _children(root, "definitions")


def _where(element: Element) -> str:
    return str(element.get("id") or f"line {element.sourceline}")


def _unknown(element: Element, kind: str) -> Problem:
    return Problem("not_in_subset", _where(element), kind, INSTEAD.get(kind, "leave it out"))


def _children(parent: Element, kind: str) -> Iterator[Problem]:
    for child in parent:
        namespace, name = name_of(child)
        if namespace == BPMNDI and name == "BPMNDiagram" and kind == "definitions":
            yield from _diagram(child)
        elif namespace != BPMN or name not in CHILDREN.get(kind, frozenset()):
            yield _unknown(child, name)
        elif name == "extensionElements":
            yield from _extension(child)
        else:
            yield from _attributes(child, name)
            yield from _children(child, name)


def _attributes(element: Element, kind: str) -> Iterator[Problem]:
    plain = ATTRIBUTES.get(kind, frozenset()) | {"id"}
    own = OWN_ATTRIBUTES.get(kind, frozenset())
    for attribute in element.attrib:
        namespace, _brace, name = str(attribute).rpartition("}")
        namespace = namespace.lstrip("{")
        known = name in plain if not namespace else (namespace == CIIZ and name in own)
        if not known and namespace != XSI:
            yield Problem("attribute_not_in_subset", _where(element), f"{kind}@{name}", "leave it out")


def _extension(extension: Element) -> Iterator[Problem]:
    for element in extension.iterdescendants():
        namespace, name = name_of(element)
        if namespace != CIIZ or name not in OWN_ELEMENTS:
            yield Problem("extension_unknown", _where(extension.getparent()), name, f"elements of {CIIZ} only")
            continue
        if unknown := sorted({str(attribute) for attribute in element.attrib} - OWN_ELEMENTS[name]):
            yield Problem("extension_unknown", _where(extension.getparent()), f"{name}@{unknown[0]}", "leave it out")


def _diagram(diagram: Element) -> Iterator[Problem]:
    for element in diagram.iterdescendants():
        if name_of(element)[0] not in _DRAWING:
            yield _unknown(element, name_of(element)[1])
