"""What a letter or form is made of, whatever it is set as: blocks of plain text in their order.

A layout (`layouts`) takes texts and data and puts blocks on a paper; PDF and Word are set from the same blocks. An
empty form is the same layout without data: what is not known becomes a line to write on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, ClassVar

from .texts import Texts


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; line breaks stay."""

    text: str
    block: str = "prose"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3."""

    text: str
    level: int
    block: str = "heading"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with its value; without a value there is a line to write on, or a dash."""

    rows: Sequence[tuple[str, str]]
    block: str = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; `widths` are shares of the page."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    block: str = "table"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: Sequence[str]
    block: str = "items"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write on."""

    number: int
    block: str = "lines"


@dataclass(frozen=True, slots=True)
class Greeting:
    """The end of a letter: the greeting, room for a signature, who signs."""

    text: str
    signed: Sequence[str]
    block: str = "greeting"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on."""

    labels: Sequence[str]
    block: str = "signatures"


Block = Prose | Heading | Facts | Table | Items | Lines | Greeting | Signatures


@dataclass
class Paper:
    """A letter or form in the making: its texts, whether it is an empty form, and what stands on it so far."""

    texts: Texts
    dated_on: date
    blank: bool = False
    title: str = ""
    is_letter: bool = False
    blocks: list[Block] = field(default_factory=list)

    ROOM: ClassVar[int] = 4
    """Lines and empty rows where there is nothing yet."""

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def fill(self, key: str, **values: object) -> str:
        """A text with its placeholders replaced; in an empty form they become lines to write on."""
        return self.texts.fill(key, {name: self._said(value) for name, value in values.items()})

    def text(self, key: str, **values: object) -> None:
        """A paragraph of the template."""
        if said := self.fill(key, **values).strip():
            self.blocks.append(Prose(said))

    def prose(self, written: str, *, room: int = ROOM) -> None:
        """What somebody wrote; in an empty form lines to write on."""
        if self.blank:
            self.blocks.append(Lines(room))
        else:
            self.blocks.append(Prose(written.strip() or "–"))

    def heading(self, words: str, level: int = 2) -> None:
        """A heading, of a key's text or in other words."""
        self.blocks.append(Heading(words, level))

    def part(self, key: str, written: str, *, room: int = ROOM) -> None:
        """A heading with what somebody wrote under it; left out where there is nothing, but for the empty form."""
        if written.strip() or self.blank:
            self.heading(self[key])
            self.prose(written, room=room)

    def facts(self, **values: object) -> None:
        """Values under the labels that their keys name; days are written out, None in a filled form is a dash."""
        self.pairs((self[key], value) for key, value in values.items())

    def pairs(self, rows: Iterable[tuple[str, object]]) -> None:
        """Values under labels that the data bring."""
        self.blocks.append(Facts([(label, self._value(value)) for label, value in rows]))

    def table(
        self,
        keys: Sequence[str],
        rows: Sequence[Sequence[object]],
        widths: Sequence[float],
        *,
        room: int = ROOM,
    ) -> None:
        """Rows under the labels that the keys name; none: in an empty form rows to fill in, else a dash."""
        written = [[written_day(one) if isinstance(one, date) else str(one or "") for one in row] for row in rows]
        if self.blank and not written:
            written = [[""] * len(keys)] * room
        if written:
            self.blocks.append(Table([self[key] for key in keys], written, widths))
        else:
            self.blocks.append(Prose("–"))

    def items(self, items: Iterable[str]) -> None:
        """A list; in an empty form lines to write on."""
        found = [item for item in items if item.strip()]
        if self.blank and not found:
            self.blocks.append(Lines(self.ROOM))
        else:
            self.blocks.append(Items(found) if found else Prose("–"))

    def salutation(self, data: Mapping[str, Any]) -> None:
        """Addresses the person as far as it is known."""
        key = {"female": "salutation_female", "male": "salutation_male"}.get(data.get("sex") or "", "salutation")
        self.text(key, family_name=data.get("family_name", ""), full_name=data.get("full_name", ""))

    def greeting(self, *signed: str) -> None:
        """Ends a letter."""
        self.blocks.append(Greeting(self["greeting"], [name for name in signed if name]))

    def signatures(self, *keys: str) -> None:
        """Lines to sign on, for those whom the keys name."""
        self.blocks.append(Signatures([self[key] for key in keys]))

    def colon(self, head: object, rest: object) -> str:
        """What is named, then what is said about it, with the colon of the language."""
        return f"{head}{self.texts.house['colon']} {rest}"

    def ticked(self, holds: bool | None) -> str:
        """A box with a tick or without."""
        return "☒" if holds else "☐"

    def as_data(self) -> dict[str, Any]:
        """What Typst gets."""
        return {
            "title": self.title,
            "is_letter": self.is_letter,
            "blank": self.blank,
            "dated": self.day_in_words(self.dated_on),
            "blocks": [asdict(block) for block in self.blocks],
        }

    def day_in_words(self, day: date) -> str:
        """5. Juni 2026."""
        language = self.texts.language
        ordinal = {"de": f"{day.day}.", "fr": "1er" if day.day == 1 else f"{day.day}"}.get(language, f"{day.day}")
        return f"{ordinal} {self.texts.house['months'][day.month - 1]} {day.year}"

    def _value(self, value: object) -> str:
        if isinstance(value, date):
            return written_day(value)
        return str(value) if value not in (None, "") else ""

    def _said(self, value: object) -> str:
        return self._value(value) or ("____________" if self.blank or value is None else "")


def written_day(day: date) -> str:
    """05.06.2026, in every language alike."""
    return f"{day:%d.%m.%Y}"
