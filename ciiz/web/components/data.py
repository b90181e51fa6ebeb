"""What components are given: small frozen values, so that a template never computes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
Kind = Literal["", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """One station of the way here; the last one has no address."""

    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a process in the stepper."""

    label: Text
    state: Literal["done", "now", "skipped", ""] = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a person or case: a value, or the reason why there is none."""

    label: Text
    value: object = ""
    reason: Text = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    day: date
    text: Text
    note: Text = ""
    chip: Text = ""
    chip_kind: Kind = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline."""

    day: date
    text: Text
    note: Text = ""
    kind: Kind = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """One row of the picture "who sees what": an institution and, per column, whether it sees it."""

    name: Text
    sees: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Validity:
    """Period of a consent as a bar; shares are percent of its length."""

    start: date
    end: date
    today: date

    @property
    def share(self) -> int:
        """Where today lies between start and end, 0 to 100."""
        days = (self.end - self.start).days
        return 100 if days <= 0 else max(0, min(100, round(100 * (self.today - self.start).days / days)))

    @property
    def days_left(self) -> int:
        """Days until the end; negative when it is over."""
        return (self.end - self.today).days


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two people saved different values."""

    label: Text
    theirs: object
    mine: object

    @property
    def differs(self) -> bool:
        """Whether the two versions say different things."""
        return str(self.theirs or "") != str(self.mine or "")


@dataclass(frozen=True, slots=True)
class Picture:
    """Who sees what, until when: the columns, one row per institution, and the period."""

    columns: Sequence[Text]
    rows: Sequence[Audience]
    validity: Validity | None = None
    note: Text = ""
    links: Sequence[Link] = field(default_factory=tuple)
