"""The same figures counted in plain Python, from any list of passages: what a log says that somebody brings in.

The database counts the cases of ciiz (`sql/functions.sql`); tests and measurements hold the two against each other.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .figures import Figure, Key


@dataclass(frozen=True, slots=True)
class Passage:
    """A case leaves a step (or, with `stays`, works on in it); cut off ones are not `completed` and count no days.

    `institution` holds the case with it; "" where nobody does, or a coordination.
    """

    case: Hashable
    code: str
    entered_on: date
    done_on: date
    person: str = ""
    institution: str = ""
    completed: bool = True
    stays: bool = False
    deviation: bool = False


class _Tally:
    """How often, in which cases."""

    def __init__(self) -> None:
        self.number: Counter[Key] = Counter()
        self.cases: defaultdict[Key, set[Hashable]] = defaultdict(set)
        self.days: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, case: Hashable, what: str, code: str = "", other: str = "") -> None:
        self.number[what, code, other] += 1
        self.cases[what, code, other].add(case)

    def told(self) -> dict[Key, Figure]:
        return {key: Figure(number, len(self.cases[key]), *self._days(*key)) for key, number in self.number.items()}

    def _days(self, what: str, code: str, _other: str) -> tuple[int | None, int | None]:
        days = sorted(self.days[code]) if what == "step" else []
        return (_at(days, 5), _at(days, 9)) if days else (None, None)


def _at(days: list[int], tenths: int) -> int:
    """The least number of days within which so many tenths of them lie."""
    return days[-(-len(days) * tenths // 10) - 1]


def count(passages: Iterable[Passage], among: Callable[[Passage], bool] = lambda one: True) -> dict[Key, Figure]:
    """Figures of passages in the order in which each case went through them; those `among` which are counted.

    What came before in a case is looked at whether it is counted or not.
    """
    tally, courses = _Tally(), defaultdict[Hashable, list[Passage]](list)
    for one in passages:
        courses[one.case].append(one)
    for course in courses.values():
        _count(tally, course, among)
    return tally.told()


@dataclass(frozen=True, slots=True)
class Followed:
    """Which step came straight after which, and the steps in the order in which cases first reach them on average.

    "" is before the first step of a case and after its last one.
    """

    found: dict[tuple[str, str], Figure]
    order: list[str]


def followed(passages: Iterable[Passage]) -> Followed:
    """What came straight after what, of passages in the order in which each case went through them."""
    number: Counter[tuple[str, str]] = Counter()
    cases: defaultdict[tuple[str, str], set[Hashable]] = defaultdict(set)
    places: defaultdict[str, list[int]] = defaultdict(list)
    courses: defaultdict[Hashable, list[str]] = defaultdict(list)
    for one in passages:
        courses[one.case].append(one.code)
    for case, codes in courses.items():
        for code in set(codes):
            places[code].append(codes.index(code))
        for pair in pairwise(("", *codes, "")):
            number[pair] += 1
            cases[pair].add(case)
    order = sorted(places, key=lambda code: (sum(places[code]) / len(places[code]), code))
    return Followed({pair: Figure(many, len(cases[pair])) for pair, many in number.items()}, order)


def _count(tally: _Tally, course: list[Passage], among: Callable[[Passage], bool]) -> None:
    left: Counter[str] = Counter()
    holder = before = person = ""
    for one in course:
        taken = one.institution or holder
        handed = bool(holder) and taken != holder
        back = handed and taken == before
        if among(one):
            if not one.stays:
                _step(tally, one, again=left[one.code] > 0)
            if one.deviation:
                tally.add(one.case, "deviated", one.code)
            if person and one.person and one.person != person:
                tally.add(one.case, "person")
            if handed:
                tally.add(one.case, "handed")
                tally.add(one.case, "handing", holder, taken)
            if back:
                tally.add(one.case, "back")
                tally.add(one.case, "returning", holder, taken)
        left[one.code] += not one.stays
        before, holder, person = (holder if handed else before), taken, one.person or person


def _step(tally: _Tally, one: Passage, *, again: bool) -> None:
    tally.add(one.case, "step", one.code)
    if one.completed:
        tally.days[one.code].append((one.done_on - one.entered_on).days)
    if again:
        tally.add(one.case, "again", one.code)
