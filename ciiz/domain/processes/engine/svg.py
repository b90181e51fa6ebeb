"""A drawing as SVG, from the places that the file gives: for paper and for browsers without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from .xml import BPMN, BPMNDI, DC, DI, Element, name_of, parse_tree

SVG = "http://www.w3.org/2000/svg"
FONT = "Libertinus Serif, Source Sans 3, Arial, sans-serif"
SIZE = 12.0
LINE = 14.0
MARGIN = 12.0
STRIP = 30.0
"""Width of the name of a pool or lane at its left."""
FARTHEST = 100_000.0

_BACK = ("participant", "lane", "subProcess")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’()!| -"), frozenset("mwMW%@")


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def picture(content: bytes) -> str:
    """The drawing of a file whose labels are in one language already; nothing of the file becomes markup."""
    return _Picture(parse_tree(content)).draw()


def lines(text: str, width: float, size: float = SIZE) -> list[str]:
    """A label in lines of at most this width, by the usual width of its letters; a word is never parted."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and _width(longer) * size / SIZE <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found


def _width(text: str) -> float:
    return SIZE * sum(
        0.29 if one in _NARROW else 0.83 if one in _WIDE else 0.66 if one.isupper() else 0.5 for one in text
    )


class _Picture:
    """One drawing being written."""

    def __init__(self, root: Element) -> None:
        self.elements: Mapping[str, Element] = {one.get("id"): one for one in root.iter() if one.get("id")}
        self.shapes = list(root.iter(f"{{{BPMNDI}}}BPMNShape"))
        self.edges = list(root.iter(f"{{{BPMNDI}}}BPMNEdge"))
        self.svg: Element = etree.fromstring(f'<svg xmlns="{SVG}"/>')

    def draw(self) -> str:
        left, top, right, bottom = self._extent()
        width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
        self.svg.set("viewBox", f"{left - MARGIN:g} {top - MARGIN:g} {width:g} {height:g}")
        self.svg.set("width", f"{width:g}")
        self.svg.set("height", f"{height:g}")
        self.svg.set("font-family", FONT)
        self.svg.set("font-size", f"{SIZE:g}")
        self._rect(_Box(left - MARGIN, top - MARGIN, width, height), stroke="none")
        drawn = [(self._kind(shape), shape) for shape in self.shapes]
        for back in _BACK:
            for kind, shape in drawn:
                if kind == back:
                    self._area(kind, shape)
        for edge in self.edges:
            self._edge(edge)
        # Events on a border come last: they lie upon the step.
        for kind, shape in sorted(drawn, key=lambda one: one[0] == "boundaryEvent"):
            if kind not in _BACK:
                self._node(kind, shape)
        return etree.tostring(self.svg, encoding="unicode")

    def _extent(self) -> tuple[float, float, float, float]:
        boxes = [_box(one) for shape in (*self.shapes, *self.edges) for one in shape.iter(f"{{{DC}}}Bounds")]
        across = [edge for box in boxes for edge in (box.x, box.x + box.width)]
        down = [edge for box in boxes for edge in (box.y, box.y + box.height)]
        for edge in self.edges:
            across += [x for x, _y in _points(edge)]
            down += [y for _x, y in _points(edge)]
        return min(across, default=0), min(down, default=0), max(across, default=0), max(down, default=0)

    def _kind(self, shape: Element) -> str:
        element = self.elements.get(shape.get("bpmnElement"))
        return name_of(element)[1] if element is not None else ""

    def _element(self, shape: Element) -> Element:
        return self.elements[shape.get("bpmnElement")]

    def _area(self, kind: str, shape: Element) -> None:
        """A pool, a lane, or a sub-process that is drawn open."""
        box, element = _box(shape.find(f"{{{DC}}}Bounds")), self._element(shape)
        if kind == "subProcess":
            dash = {"stroke-dasharray": "2 4"} if element.get("triggeredByEvent") == "true" else {}
            self._rect(box, rx="10", **dash)
            self._add("text", x=box.x + 10, y=box.y + 16, fill=_INK).text = element.get("name", "")
            return
        self._rect(box)
        if kind == "participant":
            self._line(f"M {box.x + STRIP:g} {box.y:g} V {box.y + box.height:g}")
        name, height = element.get("name", ""), box.height - 8
        size = SIZE if len(lines(name, height)) * LINE <= STRIP else SIZE * 0.75
        words = lines(name, height, size)
        line_height = LINE * size / SIZE
        first, y = box.x + STRIP / 2 + size / 3 - (len(words) - 1) * line_height / 2, box.y + box.height / 2
        for number, line in enumerate(words):
            at = first + number * line_height
            turned = {"transform": f"rotate(-90 {at:g} {y:g})", "font-size": f"{size:g}", **_CENTRED}
            self._add("text", x=at, y=y, **turned).text = line

    def _edge(self, edge: Element) -> None:
        element = self.elements.get(edge.get("bpmnElement"))
        points = _points(edge)
        if element is None or len(points) < 2:
            return
        kind = name_of(element)[1]
        path = "M " + " L ".join(f"{x:g} {y:g}" for x, y in points)
        dashes = {"messageFlow": "8 5", "association": "2 4"}
        self._line(path, **({"stroke-dasharray": dashes[kind]} if kind in dashes else {}))
        if kind != "association":
            self._tip(points[-2], points[-1], hollow=kind == "messageFlow")
        label = edge.find(f"{{{BPMNDI}}}BPMNLabel/{{{DC}}}Bounds")
        if element.get("name"):
            middle = points[(len(points) - 1) // 2], points[(len(points) - 1) // 2 + 1]
            x, y = ((middle[0][0] + middle[1][0]) / 2, (middle[0][1] + middle[1][1]) / 2 - 10)
            self._label(element.get("name"), _box(label) if label is not None else _Box(x - 45, y - 7, 90, 14))

    def _tip(self, before: tuple[float, float], end: tuple[float, float], *, hollow: bool) -> None:
        across, down = end[0] - before[0], end[1] - before[1]
        length = (across**2 + down**2) ** 0.5 or 1.0
        across, down = across / length, down / length
        back = end[0] - 9 * across, end[1] - 9 * down
        corners = [end, (back[0] - 4 * down, back[1] + 4 * across), (back[0] + 4 * down, back[1] - 4 * across)]
        path = "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in corners) + " Z"
        self._line(path, fill="#fff" if hollow else _INK)

    def _node(self, kind: str, shape: Element) -> None:
        bounds = shape.find(f"{{{DC}}}Bounds")
        element = self.elements.get(shape.get("bpmnElement"))
        if bounds is None or element is None:
            return
        box = _box(bounds)
        if kind.endswith("Event"):
            self._event(kind, element, box)
        elif kind.endswith("Gateway"):
            self._gateway(kind, box)
        else:
            self._step(kind, element, box)
            return
        label = shape.find(f"{{{BPMNDI}}}BPMNLabel/{{{DC}}}Bounds")
        below = _Box(box.middle[0] - 50, box.y + box.height + 3, 100, LINE)
        self._label(element.get("name", ""), _box(label) if label is not None else below)

    def _step(self, kind: str, element: Element, box: _Box) -> None:
        self._rect(box, rx="10", **({"stroke-width": "4"} if kind == "callActivity" else {}))
        words = lines(element.get("name", ""), box.width - 10)
        self._text(words, box.middle[0], box.middle[1] - (len(words) - 1) * LINE / 2 + 4)
        if element.find(f"{{{BPMN}}}standardLoopCharacteristics") is not None:
            x, y = box.middle[0], box.y + box.height - 9
            self._line(f"M {x - 3:g} {y + 4:g} A 5 5 0 1 1 {x + 3:g} {y + 4:g}")
            self._line(f"M {x + 3:g} {y + 4:g} v -5 M {x + 3:g} {y + 4:g} h 5")

    def _event(self, kind: str, element: Element, box: _Box) -> None:
        x, y, radius = *box.middle, box.width / 2
        beside = "false" in (element.get("cancelActivity"), element.get("isInterrupting"))
        dash = {"stroke-dasharray": "5 3"} if beside else {}
        self._circle(x, y, radius, **dash, **({"stroke-width": "4"} if kind == "endEvent" else {}))
        if kind in ("boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"):
            self._circle(x, y, radius - 3, **dash)
        if element.find(f"{{{BPMN}}}timerEventDefinition") is not None:
            self._circle(x, y, radius - 7)
            self._line(f"M {x:g} {y:g} V {y - radius + 10:g} M {x:g} {y:g} H {x + radius - 12:g}")
        if element.find(f"{{{BPMN}}}signalEventDefinition") is not None:
            self._line(f"M {x:g} {y - 9:g} L {x + 9:g} {y + 6:g} H {x - 9:g} Z")

    def _gateway(self, kind: str, box: _Box) -> None:
        (x, y), reach = box.middle, box.width / 2
        self._line(
            f"M {x:g} {box.y:g} L {x + reach:g} {y:g} L {x:g} {y + reach:g} L {x - reach:g} {y:g} Z", fill="#fff"
        )
        arm = reach / 3
        cross = (
            f"M {x - arm:g} {y - arm:g} L {x + arm:g} {y + arm:g} M {x + arm:g} {y - arm:g} L {x - arm:g} {y + arm:g}"
        )
        plus = f"M {x - arm:g} {y:g} H {x + arm:g} M {x:g} {y - arm:g} V {y + arm:g}"
        if sign := {"exclusiveGateway": cross, "parallelGateway": plus}.get(kind):
            self._line(sign, **{"stroke-width": "3"})

    def _label(self, name: str, box: _Box) -> None:
        self._text(lines(name, max(box.width, 70)), box.middle[0], box.y + 11, halo=True)

    def _text(self, words: list[str], x: float, y: float, *, halo: bool = False) -> None:
        for number, line in enumerate(words):
            if halo:
                wide = _width(line)
                self._add("rect", x=x - wide / 2, y=y + number * LINE - 10, width=wide, height=13.0, fill="#fff")
            self._add("text", x=x, y=y + number * LINE, **_CENTRED).text = line

    def _rect(self, box: _Box, **more: str) -> None:
        look = {"fill": "#fff", "stroke": _INK, "stroke-width": "1.3", **more}
        self._add("rect", x=box.x, y=box.y, width=box.width, height=box.height, **look)

    def _circle(self, x: float, y: float, radius: float, **more: str) -> None:
        look = {"fill": "#fff", "stroke": _INK, "stroke-width": "1.3", **more}
        self._add("circle", cx=x, cy=y, r=max(radius, 1.0), **look)

    def _line(self, path: str, **more: str) -> None:
        self._add("path", d=path, **{"fill": "none", "stroke": _INK, "stroke-width": "1.3", **more})

    def _add(self, kind: str, **values: str | float) -> Element:
        found = etree.SubElement(self.svg, f"{{{SVG}}}{kind}")
        for name, value in values.items():
            found.set(name, value if isinstance(value, str) else f"{value:.1f}")
        return found


_INK = "#22303a"
_CENTRED = {"text-anchor": "middle", "fill": _INK}


def _box(bounds: Element) -> _Box:
    if bounds is None:
        return _Box(0, 0, 0, 0)
    return _Box(*(_number(bounds.get(name)) for name in ("x", "y", "width", "height")))


def _points(edge: Element) -> list[tuple[float, float]]:
    return [(_number(one.get("x")), _number(one.get("y"))) for one in edge.iter(f"{{{DI}}}waypoint")]


def _number(written: str | None) -> float:
    """A place as the file says it; 0 for what is no place on any paper."""
    try:
        place = float(written or 0)
    except ValueError:
        return 0.0
    return place if abs(place) <= FARTHEST else 0.0
