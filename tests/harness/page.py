"""What stands on a page: what people read or hear, where links lead, which forms it has."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = {"script", "style", "template", "svg", "code", "kbd"}
SPOKEN = ("placeholder", "aria-label", "title", "alt")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BUTTONS = ("submit", "image")
LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass
class Text:
    """A text on a page, the language it is declared to be in, and whether it belongs to the frame of all pages."""

    text: str
    language: str
    frame: bool = True


@dataclass
class Form:
    """A form that changes something: where it is sent, its fields by kind, its buttons."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    """Name of each field that is seen → its kind (text, date, checkbox, select …)."""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Name and value of each button; a button without a name sends nothing of its own."""


class Reader(HTMLParser):
    """Collects what people read or hear, links and forms."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[Text] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.open: list[tuple[str, str]] = []
        self.language = ""
        self._silent = 0
        self._named: dict[str, Form] = {}
        self._form: Form | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read, links, forms, and the language of what follows."""
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", "").split("-")[0] or (self.open[-1][1] if self.open else "")
        if tag == "html":
            self.language = language
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if "data-drawing" in values:
            self.links.append(values["data-drawing"])
        for name in SPOKEN:
            self._keep(values.get(name, ""), language)
        if tag == "input" and values.get("type") in ("submit", "button"):
            self._keep(values.get("value", ""), language)
        self._asked(tag, values)
        if tag not in VOID:
            self.open.append((tag, language))
            self._silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        """Closes what HTML closes by itself, too."""
        if tag == "form":
            self._form = None
        if any(name == tag for name, _ in self.open):
            closed = ""
            while closed != tag:
                closed, _ = self.open.pop()
                self._silent -= closed in SILENT

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        if not self._silent:
            self._keep(data, self.open[-1][1] if self.open else "")

    def _keep(self, text: str, language: str) -> None:
        if LETTERS.search(text := " ".join(text.split())):
            self.texts.append(Text(text, language, not any(tag == "main" for tag, _ in self.open)))

    def _asked(self, tag: str, values: dict[str, str]) -> None:
        """A form and what belongs to it, be it that it stands elsewhere and names the form."""
        if tag == "form":
            self._form = Form(values.get("action", ""))
            if values.get("method", "").lower() == "post":
                self.forms.append(self._form)
            if "id" in values:
                self._named[values["id"]] = self._form
        form = self._named.get(values["form"]) if "form" in values else self._form
        if form is None or "disabled" in values:
            return
        name, kind = (
            values.get("name", ""),
            values.get("type", "") or {"input": "text", "button": "submit"}.get(tag, tag),
        )
        if tag in ("input", "button") and kind in BUTTONS:
            form.buttons.append((name, values.get("value", "")))
        elif tag in ("input", "select", "textarea") and name and kind != "button":
            if kind == "hidden":
                form.hidden[name] = values.get("value", "")
            else:
                form.fields[name] = kind
