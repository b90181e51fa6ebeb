"""Small drawings for tests, sound unless a test spoils them."""

from ciiz.domain.processes import engine

JOURNEYS = {"do.it": ("done",), "do.choose": ("yes", "no"), "do.go_on": ("more", "done"), "stop.now": ("done",)}
ROLES = ("worker", "boss")
TASKS = ("ring", "write")

TEXT = "".join(f'<ciiz:text lang="{language}" name="word">words</ciiz:text>' for language in engine.LANGUAGES)
EXTENSION = f"<bpmn:extensionElements>{TEXT}{{more}}</bpmn:extensionElements>"


def said(more: str = "") -> str:
    """The texts of an element, and what else its extension holds."""
    return EXTENSION.format(more=more)


def step(number: int | str, journey: str = "do.it", *, more: str = "", again: str = "", inner: str = "") -> str:
    """A user task."""
    repeats = f' again="{again}"' if again else ""
    called = said(f'<ciiz:journey name="{journey}"{repeats}/>{more}')
    loop = "<bpmn:standardLoopCharacteristics/>" if again else ""
    return (
        f'<bpmn:userTask id="s{number}" ciiz:code="T1.{number}" ciiz:source="R">{called}{loop}{inner}</bpmn:userTask>'
    )


def arrow(source: str, target: str, outcome: str = "") -> str:
    """A sequence flow, with the outcome that takes it."""
    name = f"f_{source}_{target}_{outcome.replace(' ', '_')}"
    answer = f' ciiz:outcome="{outcome}"' if outcome else ""
    words = said() if outcome else ""
    return (
        f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}"{answer}>{words}</bpmn:sequenceFlow>'
    )


def gateway(name: str, kind: str = "exclusiveGateway") -> str:
    """A gateway."""
    return f'<bpmn:{kind} id="{name}">{said()}</bpmn:{kind}>'


START = f'<bpmn:startEvent id="start" ciiz:code="T1.0" ciiz:source="R">{said()}</bpmn:startEvent>'
END = f'<bpmn:endEvent id="end" ciiz:code="T1.9" ciiz:source="R">{said()}</bpmn:endEvent>'


def stop_event(resumes: str = "T1.2", interrupts: str = "") -> str:
    """An event sub-process that leads to a step."""
    limits = f' ciiz:interrupts="{interrupts}"' if interrupts else ""
    return (
        f'<bpmn:subProcess id="event" triggeredByEvent="true" ciiz:code="T1.X" ciiz:source="R"{limits}>'
        + said('<ciiz:journey name="stop.now"/>')
        + f'<bpmn:startEvent id="event_start" isInterrupting="true">{said()}<bpmn:signalEventDefinition/>'
        + "</bpmn:startEvent>"
        + f'<bpmn:endEvent id="event_end" ciiz:resumes="{resumes}">{said()}</bpmn:endEvent>'
        + arrow("event_start", "event_end")
        + "</bpmn:subProcess>"
    )


def file(*elements: str, lanes: str | None = None, code: str = "T1", head: str = "", undrawn: str = "") -> bytes:
    """A BPMN file of these elements; every element with an id is drawn, but for `undrawn`."""
    body = "".join(elements)
    ids = [part.split('"', 1)[0] for part in body.split(' id="')[1:]]
    members = "".join(f"<bpmn:flowNodeRef>{name}</bpmn:flowNodeRef>" for name in ids if not name.startswith("f_"))
    if lanes is None:
        lanes = f'<bpmn:lane id="lane" ciiz:role="worker">{said()}{members}</bpmn:lane>'
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}"><dc:Bounds x="0" y="0" width="1" height="1"/>'
        "</bpmndi:BPMNShape>"
        for name in [*ids, "lane", "lane2"]
        if name != undrawn
    )
    return (
        f'{head}<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
        'xmlns:ciiz="urn:ciiz:bpmn:1" xmlns:other="urn:other" id="d">'
        f'<bpmn:process id="p" ciiz:code="{code}">{said()}<bpmn:laneSet id="ls">{lanes}</bpmn:laneSet>{body}'
        f'</bpmn:process><bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="p">{shapes}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    ).encode()


def read(content: bytes, values: dict[str, str] | None = None) -> engine.Definition:
    """The definition of a file, by the journeys and roles of these tests."""
    return engine.read(content, journeys=JOURNEYS, roles=ROLES, tasks=TASKS, values=values).definition


LINE = (START, step(1), step(2), END, arrow("start", "s1"), arrow("s1", "s2"), arrow("s2", "end"))
"""Start, two steps, end."""

PARALLEL = (
    START,
    gateway("fork", "parallelGateway"),
    step(1, "do.choose"),
    gateway("again"),
    step(2),
    step(3, "do.go_on", again="more"),
    gateway("join", "parallelGateway"),
    step(4),
    END,
    stop_event("T1.4", "T1.1 T1.2 T1.3"),
    arrow("start", "fork"),
    arrow("fork", "s1"),
    arrow("fork", "s2"),
    arrow("s1", "again"),
    arrow("again", "s1", "no"),
    arrow("again", "join", "yes"),
    arrow("s2", "s3"),
    arrow("s3", "join"),
    arrow("join", "s4"),
    arrow("s4", "end"),
)
"""A block of two branches, one with a loop and one with an ongoing step, and an event that breaks it off."""
