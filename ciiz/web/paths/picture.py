"""What followed what as a picture: the steps one below the other, ways forward at the right, ways back at the left.

All numbers are whole ones and given as text: a picture has no decimal comma.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ciiz.domain.paths.public import Figure

WIDTH, GAP, BOX = 350, 46, 26
LEFT, RIGHT = 84, 266
"""The edges of the boxes; what is left of the width is for the ways."""
MARGIN = 14
LETTERS = 25
"""So many letters of a name fit into a box; the whole name is its title."""
SHOWN_STEPS, SHOWN_WAYS = 24, 40
THICKEST = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A step; `outer` are the beginning and the end."""

    y: str
    text_y: str
    short: str
    name: str
    outer: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A line with an arrow, and how often it was gone."""

    path: str
    width: str
    x: str
    y: str
    number: str
    anchor: str
    back: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The whole picture; `left_out` ways are in the table only."""

    height: str
    boxes: list[Box]
    ways: list[Way]
    left_out: int


def drawn(order: Sequence[str], followed: Mapping[tuple[str, str], Figure], begin: str, end: str) -> Drawn:
    """The most frequent steps in their order, and the most frequent ways between them."""
    taken: Counter[str] = Counter()
    for (_before, after), one in followed.items():
        taken[after] += one.number
    ranked = sorted((code for code in taken if code), key=lambda code: (-taken[code], code))
    shown = frozenset(ranked[:SHOWN_STEPS])
    names = [begin, *(code for code in order if code in shown), end]
    rows = {code: row for row, code in enumerate(names[1:-1], 1)}
    last = len(names) - 1
    ways = [
        (rows.get(before, 0), rows.get(after, last), one.number)
        for (before, after), one in sorted(followed.items(), key=lambda row: (-row[1].number, row[0]))
        if (not before or before in rows) and (not after or after in rows)
    ][:SHOWN_WAYS]
    most = max((number for _from, _to, number in ways), default=1)
    boxes = [
        Box(str(_top(row)), str(_top(row) + BOX // 2 + 5), _short(name), name, row in (0, last))
        for row, name in enumerate(names)
    ]
    lines = [_way(start, stop, number, most, last) for start, stop, number in ways]
    return Drawn(str(_top(last) + BOX + MARGIN), boxes, lines, len(followed) - len(lines))


def _top(row: int) -> int:
    return MARGIN + row * GAP


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"


def _way(start: int, stop: int, number: int, most: int, last: int) -> Way:
    width = str(1 + (THICKEST - 1) * number // most)
    if stop == start + 1:
        middle, from_y, to_y = (LEFT + RIGHT) // 2, _top(start) + BOX, _top(stop) - 4
        path = f"M {middle} {from_y} L {middle} {to_y}"
        return Way(path, width, str(middle + 8), str((from_y + to_y) // 2 + 5), str(number), "start", back=False)
    back = stop <= start
    edge, side = (LEFT, -1) if back else (RIGHT, 1)
    room = (LEFT if back else WIDTH - RIGHT) - 34
    reach = 14 + (room - 14) * abs(stop - start) // max(last, 1)
    # What leaves and what arrives meet the box at different heights.
    from_y, to_y = _top(start) + BOX // 2 + 5, _top(stop) + BOX // 2 - 5
    far, tip = edge + side * reach * 4 // 3, edge + side * 5
    path = f"M {edge} {from_y} C {far} {from_y} {far} {to_y} {tip} {to_y}"
    x = edge + side * (reach + 4)
    return Way(path, width, str(x), str((from_y + to_y) // 2 + 4), str(number), "end" if back else "start", back=back)
