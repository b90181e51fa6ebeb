"""Finding what is to be translated in Python files and templates."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from .parts import Key

ROOT = Path(__file__).resolve().parents[4]
PLACES = ("ciiz", "config")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(slots=True)
class Message:
    """A text of the interface, in English, and where it is used."""

    msgid: str
    context: str = ""
    plural: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Context and msgid."""
        return self.context, self.msgid


def read_sources(root: Path = ROOT) -> dict[Key, Message]:
    """Every message of our own sources."""
    found: dict[Key, Message] = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        for line, message in messages_of(path.read_text(encoding="utf-8"), is_template=path.suffix != ".py"):
            known = found.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            known.places.append(f"{name}:{line}")
    return found


def messages_of(text: str, *, is_template: bool) -> Iterator[tuple[int, Message]]:
    """Line and message for each call or tag."""
    source = templatize(text) if is_template else text
    options = {"encoding": "utf-8"}
    for line, found, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS, (), options):
        forms = found if isinstance(found, tuple) else (found,)
        if forms[0]:
            yield line, Message(forms[0], context or "", forms[1] if len(forms) > 1 else "")


def _files(root: Path) -> Iterator[Path]:
    for place in PLACES:
        for path in sorted((root / place).rglob("*")):
            in_templates = "templates" in path.parts and path.suffix in {".html", ".txt"}
            if path.suffix == ".py" or in_templates:
                yield path
