"""From a BPMN file to a `Definition`: read with distrust, refuse by name, check, freeze."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from .check import problems_in_part, problems_of
from .graph import LANGUAGES, Deadline, Definition, Flow, Item, Lane, Node, NodeKind, Text
from .parallel import blocks_of
from .problems import ImportRefused, Problem
from .subset import CHILDREN, outside_subset, programs_in
from .xml import BPMN, BPMNDI, CIIZ, Element, canonical, choose, name_of, parse_tree, words

_PERIOD = re.compile(r"(?P<again>R/)?P(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?")
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
_NODES = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.TASK,
    "callActivity": NodeKind.CALL,
    "exclusiveGateway": NodeKind.CHOICE,
    "parallelGateway": NodeKind.PARALLEL,
}


_INNER = ("userTask", "callActivity")


_ROOT = "definitions"


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file that may be kept says: its graph if it is sound, else why it cannot run; the text as stored."""

    definition: Definition | None
    problems: tuple[Problem, ...]
    xml: bytes
    code: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file that was accepted: its graph and the text as stored, with the canton's choices carried out."""

    definition: Definition
    xml: bytes
    sha256: str


def read(
    content: bytes,
    *,
    journeys: Mapping[str, Collection[str]],
    roles: Collection[str],
    tasks: Collection[str] = (),
    values: Mapping[str, str] | None = None,
) -> Drawing:
    """Accept a file or raise `ImportRefused` with all reasons.

    `journeys` are the legal journeys with their outcomes, `roles` the legal roles of lanes, `tasks` the tasks that a
    timer may name, `values` what the canton chooses where the file offers a choice.
    """
    root = parse_tree(content)
    chosen = choose(root, values or {})
    if problems := tuple(outside_subset(root)):
        raise ImportRefused(problems)
    xml = canonical(root)
    digest = hashlib.sha256(xml).hexdigest()
    reader = _Reader(root, journeys, frozenset(roles), frozenset(tasks))
    definition = reader.definition(digest, chosen)
    if problems := (*reader.problems, *problems_of(definition)):
        raise ImportRefused(problems)
    return Drawing(definition, xml, digest)


def examine(
    content: bytes,
    *,
    journeys: Mapping[str, Collection[str]],
    roles: Collection[str],
    tasks: Collection[str] = (),
    values: Mapping[str, str] | None = None,
) -> Examined:
    """What a file says that is being drawn; it may be incomplete. `ImportRefused` if it must not even be kept.

    Refused is what cannot be read with trust and what holds a program or an expression. Where an element is outside of
    the subset, nothing is said of the ways that lead through it.
    """
    root = parse_tree(content)
    if name_of(root) != (BPMN, _ROOT):
        raise ImportRefused(tuple(outside_subset(root)))
    if programs := tuple(programs_in(root)):
        raise ImportRefused(programs)
    chosen = choose(root, values or {})
    xml = canonical(root)
    outside = tuple(outside_subset(root))
    reader = _Reader(root, journeys, frozenset(roles), frozenset(tasks))
    process = reader.processes[0] if reader.processes else None
    code = _own(process, "code") if process is not None else ""
    name = reader.names(process) if process is not None else {}
    try:
        definition = reader.definition(hashlib.sha256(xml).hexdigest(), chosen)
    except ImportRefused as refusal:
        return Examined(None, (*outside, *refusal.problems), xml, code, name)
    more = problems_in_part(definition) if reader.partial else problems_of(definition)
    found = tuple(dict.fromkeys((*outside, *reader.problems, *more)))
    return Examined(None if found else definition, found, xml, code, name)


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _own(element: Element, name: str) -> str:
    return (element.get(f"{{{CIIZ}}}{name}") or "").strip()


def _kind(element: Element) -> str:
    return name_of(element)[1]


class _Reader:
    """Walks the tree once and collects what is wrong instead of stopping at the first problem."""

    def __init__(
        self, root: Element, journeys: Mapping[str, Collection[str]], roles: frozenset[str], tasks: frozenset[str]
    ) -> None:
        self.root = root
        self.journeys = journeys
        self.roles = roles
        self.tasks = tasks
        self.problems: list[Problem] = []
        self.nodes: dict[str, Node] = {}
        self.flows: list[Flow] = []
        self.lanes: list[Lane] = []
        self.lane_of: dict[str, Lane] = {}
        self.timers: dict[str, list[Deadline]] = defaultdict(list)
        self.moved: dict[str, str] = {}
        """Start of an event sub-process → the sub-process itself: arrows leave from there."""
        self.processes = sorted(root.findall(_tag("process")), key=len, reverse=True)
        self.outside = frozenset(_outside(self.processes[0])) if self.processes else frozenset()
        """Ids of what the subset does not know, and of what lies in it."""
        self.partial = False
        """An arrow leads to or from there: the graph is not the whole process."""

    def wrong(self, code: str, element: Element, instead: str, kind: str = "") -> None:
        where = element.get("id") or f"line {element.sourceline}"
        self.problems.append(Problem(code, where, kind or _kind(element), instead))

    def definition(self, digest: str, values: Mapping[str, str]) -> Definition:
        if not self.processes:
            raise ImportRefused((Problem("one_process", "file", "process", "exactly one process in a file"),))
        process = self.processes[0]
        for other in self.processes[1:]:
            self.wrong("one_process", other, "exactly one process in a file")
        code = _own(process, "code")
        if not _CODE.fullmatch(code):
            self.wrong("code_missing", process, "ciiz:code such as AB12")
        self._ids()
        self._lanes(process)
        for timer in process.iter(_tag("boundaryEvent")):
            self._timer(timer)
        for element in process:
            self._element(element)
        for element in process.iter(_tag("sequenceFlow")):
            if self.outside & {element.get("id"), element.get("sourceRef"), element.get("targetRef")}:
                self.partial = True
            else:
                self._flow(element)
        self._drawn(process)
        for participant in self.root.iter(_tag("participant")):
            self._text(participant)
        return self._freeze(code, digest, values, self._text(process))

    def _freeze(self, code: str, digest: str, values: Mapping[str, str], text: Text) -> Definition:
        outgoing: dict[str, list[Flow]] = defaultdict(list)
        incoming: dict[str, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            outgoing[flow.source].append(flow)
            incoming[flow.target].append(flow)
        nodes = self.nodes
        starts = [node.id for node in nodes.values() if node.kind is NodeKind.START]
        parallel = [node.id for node in nodes.values() if node.kind is NodeKind.PARALLEL]
        blocks, problems = blocks_of(nodes, outgoing, incoming, parallel)
        if not self.partial:
            self.problems += problems
        return Definition(
            key=f"{code}:{digest[:16]}",
            code=code,
            text=text,
            start=starts[0] if len(starts) == 1 else "",
            nodes=nodes,
            flows=tuple(self.flows),
            lanes=tuple(self.lanes),
            outgoing={node: tuple(outgoing[node]) for node in nodes},
            incoming={node: tuple(incoming[node]) for node in nodes},
            steps={node.code: node for node in nodes.values() if node.waits},
            ends={node.code: node for node in nodes.values() if node.kind is NodeKind.END},
            events={name: node for node in nodes.values() if node.kind is NodeKind.EVENT for name in node.journeys},
            blocks=blocks,
            values=dict(values),
            beside=frozenset(code for node in nodes.values() if node.beside for code in node.inner),
        )

    def _ids(self) -> None:
        seen: set[str] = set()
        for element in self.root.iter():
            identifier = element.get("id")
            if identifier in seen:
                self.wrong("duplicate_id", element, "an id of its own")
            if identifier:
                seen.add(identifier)

    def _lanes(self, process: Element) -> None:
        for element in process.iter(_tag("lane")):
            role = _own(element, "role")
            if role not in self.roles:
                self.wrong(
                    "role_unknown", element, f"ciiz:role, one of {', '.join(sorted(self.roles))}", role or "lane"
                )
            lane = Lane(element.get("id", ""), role, self._text(element))
            self.lanes.append(lane)
            for reference in element.findall(_tag("flowNodeRef")):
                member = (reference.text or "").strip()
                if member in self.lane_of:
                    self.wrong("two_lanes", element, f"{member} in one lane, the others in ciiz:with")
                self.lane_of[member] = lane

    def _element(self, element: Element, lane: Lane | None = None) -> None:
        kind = _kind(element)
        if kind == "subProcess":
            self._event(element)
        elif kind in _NODES:
            identifier = element.get("id", "")
            if not identifier:
                self.wrong("id_missing", element, "an id")
            here = self.lane_of.get(identifier) or lane
            self.nodes[identifier] = self._node(element, _NODES[kind], here)

    def _node(self, element: Element, kind: NodeKind, lane: Lane | None) -> Node:
        with_roles = tuple(_own(element, "with").split())
        for role in with_roles:
            if role not in self.roles:
                self.wrong("role_unknown", element, f"one of {', '.join(sorted(self.roles))}", role)
        if kind is NodeKind.START and list(element.iter(_tag("signalEventDefinition"), _tag("messageEventDefinition"))):
            self.wrong("start_triggered", element, "a plain start: the process is started by a journey")
        loop = element.find(_tag("standardLoopCharacteristics"))
        names, again, during = self._journeys(element)
        kinds = {one.get("name", ""): one.get("kind", "") for one in self._own_elements(element, "journey")}
        return Node(
            id=element.get("id", ""),
            kind=kind,
            text=self._text(element, needed=kind not in (NodeKind.CHOICE, NodeKind.PARALLEL)),
            code=_own(element, "code"),
            lane=lane.id if lane else "",
            role=lane.role if lane else "",
            roles_with=with_roles,
            journeys=names,
            during=during,
            kinds={name: told for name, told in kinds.items() if told},
            again=again,
            ongoing=loop is not None,
            calls=element.get("calledElement", ""),
            origins=tuple(_own(element, "origins").split()),
            inputs=self._items(element, "input"),
            outputs=self._items(element, "output"),
            systems=tuple(system.get("code", "") for system in self._own_elements(element, "system")),
            deadlines=tuple(self.timers.get(element.get("id", ""), ())),
            source=self._source(element),
        )

    def _event(self, element: Element) -> None:
        if element.get("triggeredByEvent") != "true":
            self.wrong("not_in_subset", element, "an event sub-process, or a call activity")
            return
        starts = element.findall(_tag("startEvent"))
        if len(starts) != 1:
            self.wrong("event_start", element, "exactly one start in the event sub-process")
            return
        beside = starts[0].get("isInterrupting", "true") != "true"
        identifier = element.get("id", "")
        lane = self.lane_of.get(identifier)
        names, _again, _during = self._journeys(element)
        self.moved[starts[0].get("id", "")] = identifier
        self.nodes[identifier] = Node(
            id=identifier,
            kind=NodeKind.EVENT,
            text=self._text(element),
            code=_own(element, "code"),
            lane=lane.id if lane else "",
            role=lane.role if lane else "",
            journeys=names,
            interrupts=frozenset(_own(element, "during" if beside else "interrupts").split()),
            beside=beside,
            inner=frozenset(_own(child, "code") for child in element if _kind(child) in _INNER),
            source=self._source(element),
        )
        for child in element:
            if _kind(child) == "endEvent" and beside and (_own(child, "resumes") or _own(child, "code")):
                self.wrong("event_beside", child, "a plain end: the process goes on where it stands")
            elif _kind(child) == "endEvent" and (beside or _own(child, "resumes")):
                end = self._node(child, NodeKind.RESUME, lane)
                self.nodes[end.id] = replace(end, code="", resumes=_own(child, "resumes"))
            elif _kind(child) != "startEvent":
                self._element(child, lane)

    def _flow(self, element: Element) -> None:
        outcomes = frozenset(_own(element, "outcome").split())
        text = self._text(element) if outcomes else None
        source = element.get("sourceRef", "")
        flow = Flow(element.get("id", ""), self.moved.get(source, source), element.get("targetRef", ""), outcomes, text)
        if flow.source not in self.nodes or flow.target not in self.nodes:
            self.wrong("arrow_loose", element, "both ends on elements of the process")
            return
        self.flows.append(flow)

    def _journeys(self, element: Element) -> tuple[dict[str, tuple[str, ...]], frozenset[str], frozenset[str]]:
        found: dict[str, tuple[str, ...]] = {}
        again: set[str] = set()
        during: set[str] = set()
        for entry in self._own_elements(element, "journey"):
            name = entry.get("name", "")
            legal = self.journeys.get(name)
            if legal is None:
                self.wrong("journey_unknown", element, f"one of {', '.join(sorted(self.journeys))}", name or "journey")
                continue
            if entry.get("during") == "true":
                during.add(name)
                continue
            outcomes = tuple((entry.get("outcomes") or "").split()) or tuple(legal)
            more = (entry.get("again") or "").split()
            if unknown := sorted({*outcomes, *more} - set(legal)):
                self.wrong("outcome_unknown", element, f"one of {', '.join(legal)}", unknown[0])
            found[name] = outcomes
            again.update(more)
        return found, frozenset(again), frozenset(during)

    def _timer(self, element: Element) -> None:
        entries = self._own_elements(element, "deadline")
        timers = list(element.iter(_tag("timeDuration"), _tag("timeCycle")))
        period = _PERIOD.fullmatch((timers[0].text or "").strip()) if len(timers) == 1 else None
        if len(entries) != 1 or element.get("cancelActivity") != "false" or period is None:
            self.wrong("timer", element, "cancelActivity false, one duration (P14D, R/P3M) and one ciiz:deadline")
            return
        days = int(period["days"] or 0) + 7 * int(period["weeks"] or 0)
        months = int(period["months"] or 0)
        after, counts = entries[0].get("after", "entered"), entries[0].get("days", "calendar")
        if after != "entered" and after not in self.journeys:
            self.wrong("journey_unknown", element, "entered, or the journey that the deadline counts from", after)
        if not (days or months) or counts not in ("calendar", "working") or (counts == "working" and months):
            self.wrong("timer", element, "a period; working days are given in days or weeks")
        if not entries[0].get("code"):
            self.wrong("code_missing", element, "a code on ciiz:deadline")
        tasks = tuple((entries[0].get("task") or "").split())
        if unknown := sorted(set(tasks) - self.tasks):
            self.wrong("task_unknown", element, f"one of {', '.join(sorted(self.tasks))}", unknown[0])
        deadline = Deadline(
            code=entries[0].get("code", ""),
            days=days,
            months=months,
            working_days=counts == "working",
            repeats=bool(period["again"]),
            after=after,
            text=self._text(element),
            tasks=tasks,
            id=element.get("id", ""),
        )
        self.timers[element.get("attachedToRef", "")].append(deadline)

    def _own_elements(self, element: Element, name: str) -> list[Element]:
        extension = element.find(_tag("extensionElements"))
        return [] if extension is None else list(extension.findall(f"{{{CIIZ}}}{name}"))

    def _items(self, element: Element, name: str) -> tuple[Item, ...]:
        items = tuple(Item(words(entry)) for entry in self._own_elements(element, name))
        if any(not word for item in items for word in item.words.values()):
            self.wrong("language_missing", element, f"every ciiz:{name} in de, fr, it and en")
        return items

    def names(self, element: Element) -> dict[str, str]:
        """The name of an element in the languages that it has."""
        entries = {entry.get("lang", ""): entry.get("name") or "" for entry in self._own_elements(element, "text")}
        return {language: entries[language].strip() for language in LANGUAGES if language in entries}

    def _text(self, element: Element, *, needed: bool = True) -> Text:
        entries = {entry.get("lang", ""): entry for entry in self._own_elements(element, "text")}
        names = self.names(element)
        described = {language: " ".join((entry.text or "").split()) for language, entry in entries.items()}
        complete = len(names) == len(LANGUAGES) and all(names.values())
        if not complete and (needed or entries):
            self.wrong("language_missing", element, "a ciiz:text with a name in de, fr, it and en")
        wants_description = _kind(element) in ("userTask", "callActivity")
        if (any(described.values()) or wants_description) and not all(described.get(each) for each in LANGUAGES):
            self.wrong("language_missing", element, "a description in de, fr, it and en")
        return Text(names, described)

    def _source(self, element: Element) -> str:
        source = _own(element, "source")
        if source not in ("", "S", "R"):
            self.wrong("source_mark", element, "S (in the source) or R (reconstructed)", source)
        return source

    def _drawn(self, process: Element) -> None:
        shapes = {
            shape.get("bpmnElement")
            for shape in self.root.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
            if len(shape)
        }
        for element in _to_draw(process, self.root):
            if element.get("id") not in shapes:
                self.wrong("not_drawn", element, "a shape or an arrow in the diagram")


def _outside(process: Element) -> Iterator[str]:
    """Ids of the elements of a process that are outside of the subset, with what lies in them."""
    for element in process:
        kind = _kind(element)
        closed = kind == "subProcess" and element.get("triggeredByEvent") != "true"
        if closed or kind not in CHILDREN["process"] or name_of(element)[0] != BPMN:
            yield from (one.get("id") for one in element.iter() if one.get("id"))
        elif kind == "subProcess":
            yield from (one.get("id") for one in element if one.get("id") and _kind(one) not in CHILDREN["subProcess"])


def _to_draw(process: Element, root: Element) -> Iterator[Element]:
    kinds = (*_NODES, "subProcess", "boundaryEvent", "sequenceFlow", "lane", "textAnnotation", "association")
    yield from process.iter(*(_tag(kind) for kind in kinds))
    yield from root.iter(_tag("participant"), _tag("messageFlow"))
