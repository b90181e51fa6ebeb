"""Headings that nobody wrote down: told by the parts of their words, with a score."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from ciiz.journeys.intake.fields import Field

LONGEST, WORD = 80, 30  # what is longer is a sentence, not a heading
SHORT = 3
ENDINGS = (
    "azione", "azioni", "enden", "ender", "endes", "ungen", "ungs", "ierte", "ende", "eten", "ante", "enti", "ente",
    "anti", "euse",
    "rice", "iche", "lich", "ees", "end", "ung", "ten", "ter", "tes", "ant", "eur", "ata", "ato", "ati", "ate", "ore",
    "innen", "in", "igen", "ige", "er", "en", "es", "em", "te", "et", "ee", "ns", "ne", "re", "nt", "le", "al", "ale",
    "e", "n", "s", "t", "a", "o", "i", "x", "",
)  # fmt: skip
Line = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Of one field: the lines of which one is needed, parts that may be inside words and words as they are."""

    lines: tuple[tuple[bool, Line], ...]
    inside: tuple[str, ...]
    words: frozenset[str]

    def score(self, words: list[str]) -> int:
        """How many letters of the best line stand in the heading; 0 if a word of it is no word of the field."""
        found = [_parts_of(word, self) for word in words]
        if any(parts is None for parts in found):
            return 0
        return max((_letters(ordered, line, found) for ordered, line in self.lines), default=0)


def _letters(ordered: bool, line: Line, found: list[frozenset[str] | None]) -> int:
    """Letters of the parts of a line, each the longest that is there; 0 if one of them is not."""
    letters, place = 0, 0
    for alternatives in line:
        hits = [
            (at, max(map(len, parts & alternatives)))
            for at, parts in enumerate(found)
            if parts and parts & alternatives
        ]
        hits = [(at, length) for at, length in hits if not ordered or at >= place]
        if not hits:
            return 0
        place = hits[0][0] + 1
        letters += hits[0][1]
    return letters


def _parts_of(word: str, parts: Parts) -> frozenset[str] | None:
    """The parts of which a word is made, or None."""
    if word in parts.words:
        return frozenset({word})
    ends: dict[int, frozenset[str]] = {0: frozenset()}
    for start in range(len(word)):
        if start not in ends:
            continue
        for part in parts.inside:
            if word.startswith(part, start):
                stop = start + len(part)
                for ending in ENDINGS:
                    if word.startswith(ending, stop):
                        ends.setdefault(stop + len(ending), ends[start] | {part})
    return ends.get(len(word))


def _read() -> dict[Field, Parts]:
    table = tomllib.loads(files(__package__).joinpath("stems.toml").read_text("utf-8"))
    anywhere: list[str] = table.pop("any")
    return {Field(name): _parts(spec["strong"], [*spec["weak"], *anywhere]) for name, spec in table.items()}


def _parts(strong: Iterable[str], weak: Iterable[str]) -> Parts:
    lines = [
        (">" in line, tuple(frozenset(one.split("|")) for one in line.replace(">", " ").split())) for line in strong
    ]
    every = {part for _, line in lines for alternatives in line for part in alternatives} | set(weak)
    inside = sorted((part for part in every if len(part) > SHORT and part[0] != "="), key=len, reverse=True)
    plain = [(ordered, tuple(frozenset(part.lstrip("=") for part in one) for one in line)) for ordered, line in lines]
    words = frozenset(part.lstrip("=") for part in every if len(part) <= SHORT or part[0] == "=")
    return Parts(tuple(plain), tuple(inside), words)


FIELDS = _read()


def guess(words: list[str]) -> Field | None:
    """The field to which a heading of these folded words belongs; None if none or two of them fit best."""
    if not words or sum(map(len, words)) > LONGEST or any(len(word) > WORD for word in words):
        return None
    scores = sorted(((parts.score(words), field) for field, parts in FIELDS.items()), reverse=True)
    (best, field), (second, _) = scores[0], scores[1]
    return field if best > second else None
