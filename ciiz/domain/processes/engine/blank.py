"""A first drawing to begin with: a pool, a lane, start, one step, end."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from .xml import BPMN, BPMNDI, CIIZ, DC, DI

_SHAPES = {
    "pool": (160, 80, 600, 160),
    "lane": (190, 80, 570, 160),
    "start": (242, 142, 36, 36),
    "step": (340, 120, 120, 80),
    "end": (532, 142, 36, 36),
}
_ARROWS = {"to_step": ((278, 160), (340, 160)), "to_end": ((460, 160), (532, 160))}


def blank(code: str, role: str, name: Mapping[str, str]) -> bytes:
    """A process of this code and name with one step of this role, still without words and journey."""
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{one}_di" bpmnElement="{one}"{_horizontal(one)}>'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'
        for one, (x, y, width, height) in _SHAPES.items()
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="{one}_di" bpmnElement="{one}">'
        + "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
        + "</bpmndi:BPMNEdge>"
        for one, points in _ARROWS.items()
    )
    texts = "".join(f'<ciiz:text lang="{language}" name={quoteattr(word)}/>' for language, word in name.items())
    words = f"<bpmn:extensionElements>{texts}</bpmn:extensionElements>" if texts else ""
    members = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in ("start", "step", "end"))
    return (
        f'<bpmn:definitions xmlns:bpmn="{BPMN}" xmlns:bpmndi="{BPMNDI}" xmlns:dc="{DC}" xmlns:di="{DI}" '
        f'xmlns:ciiz="{CIIZ}" id="definitions" targetNamespace="{CIIZ}">'
        '<bpmn:collaboration id="collaboration">'
        f'<bpmn:participant id="pool" processRef="process">{words}</bpmn:participant></bpmn:collaboration>'
        f'<bpmn:process id="process" isExecutable="false" ciiz:code={quoteattr(code)}>{words}'
        f'<bpmn:laneSet id="lanes"><bpmn:lane id="lane" ciiz:role={quoteattr(role)}>{members}</bpmn:lane>'
        "</bpmn:laneSet>"
        f'<bpmn:startEvent id="start" ciiz:code={quoteattr(f"{code}.1")} ciiz:source="S"/>'
        f'<bpmn:userTask id="step" ciiz:code={quoteattr(f"{code}.2")} ciiz:source="S"/>'
        f'<bpmn:endEvent id="end" ciiz:code={quoteattr(f"{code}.3")} ciiz:source="S"/>'
        '<bpmn:sequenceFlow id="to_step" sourceRef="start" targetRef="step"/>'
        '<bpmn:sequenceFlow id="to_end" sourceRef="step" targetRef="end"/></bpmn:process>'
        '<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">'
        f"{shapes}{edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    ).encode()


def _horizontal(one: str) -> str:
    return ' isHorizontal="true"' if one in ("pool", "lane") else ""
