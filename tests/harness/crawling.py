"""Follows the links of the pages as somebody in some language, and names what a reader would stumble over."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from ciiz.foundation.i18n.catalogues.checks import PLACEHOLDER, foreign
from ciiz.foundation.i18n.catalogues.parts import read_parts

SILENT = {"script", "style", "template", "svg", "code", "kbd"}
SPOKEN = ("placeholder", "aria-label", "title", "alt")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CODE = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\{\{|\}\}|\{%|%\(|\bNone\b|__proxy__|<object ")
LETTERS = re.compile(r"[^\W\d_]{2,}")
BORROWED = {"Dossier", "Italien", "Version", "Region", "Person"}
"""Words that several of the languages write alike, each in its own sense."""
CASES = 6
"""The page of a case differs from stage to stage: so many times as many of it are opened."""


@dataclass
class Text:
    """A text on a page and the language it is declared to be in."""

    text: str
    language: str


class Reader(HTMLParser):
    """Collects what people read or hear, and where links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[Text] = []
        self.links: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read, links, and the language of what follows."""
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", "").split("-")[0] or (self.open[-1][1] if self.open else "")
        if tag == "html":
            self.language = language
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        for name in SPOKEN:
            self._keep(values.get(name, ""), language)
        if tag == "input" and values.get("type") in ("submit", "button"):
            self._keep(values.get("value", ""), language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Closes what HTML closes by itself, too."""
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        if not any(name in SILENT for name, _ in self.open):
            self._keep(data, self.open[-1][1] if self.open else "")

    def _keep(self, text: str, language: str) -> None:
        if LETTERS.search(text := " ".join(text.split())):
            self.texts.append(Text(text, language))


@dataclass(frozen=True)
class Words:
    """What the catalogue of a language says, and what only the others say."""

    own: frozenset[str]
    others: dict[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def strange(self, text: str) -> str:
        """Why a text is not of this language; "" when nothing speaks against it."""
        if text in self.own:
            return ""
        if text in self.others:
            return f"of the catalogue {self.others[text]}"
        for pattern, language in self.patterns:
            if pattern.fullmatch(text):
                return f"like the catalogue {language}"
        return ""


@cache
def words(language: str) -> Words:
    """The catalogues as a reader of this language meets them."""
    translations, _ = read_parts()
    said: dict[str, set[str]] = {"de": set(), "fr": set(), "it": set(), "en": set()}
    for entry in translations.values():
        said["en"].add(_flat(entry.msgid))
        for code, forms in entry.texts.items():
            said[code].update(_flat(form) for form in forms)
    own = said.pop(language)
    others = {
        text: code for code, texts in said.items() for text in texts - own - BORROWED if not PLACEHOLDER.search(text)
    }
    patterns = [
        (_pattern(text), code)
        for code, texts in said.items()
        for text in texts - own
        if PLACEHOLDER.search(text) and len(LETTERS.findall(PLACEHOLDER.sub("", text))) > 1
    ]
    mine = [_pattern(text) for text in own if PLACEHOLDER.search(text)]
    patterns = [one for one in patterns if one[0] not in mine]
    return Words(frozenset(own), others, tuple(patterns))


def _flat(text: str) -> str:
    return " ".join(text.replace("%%", "%").split())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(text)))


def faults(html: str, language: str, data: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with a page; `data` are texts that people wrote, in whatever language."""
    reader = Reader()
    reader.feed(html)
    if reader.language != language:
        yield f"says it is in {reader.language!r}"
    for item in reader.texts:
        text = item.text
        if found := CODE.search(text):
            yield f"shows {found.group()!r} in {text!r}"
        if item.language != language or text in data:
            continue
        if why := words(language).strange(text):
            yield f"{text!r} is {why}"
        elif other := foreign(text, language):
            yield f"{text!r} reads like {other}"


@dataclass
class Crawl:
    """A walk through all pages that somebody reaches from the start page."""

    client: Client
    language: str
    data: Collection[str] = ()
    per_pattern: int = 2
    seen: Counter[str] = field(default_factory=Counter)
    """How many addresses of each pattern were opened."""
    origin: dict[str, str] = field(default_factory=dict)
    """On which page the link stands."""
    pages: list[tuple[str, str]] = field(default_factory=list)
    """Pattern and address of every page that is HTML."""
    complaints: list[str] = field(default_factory=list)

    def run(self, *begin: str) -> "Crawl":
        """Opens pages until nothing new turns up."""
        self.origin.update(dict.fromkeys(begin, ""))
        waiting = list(begin)
        while waiting:
            address = waiting.pop(0)
            if not self._wanted(address):
                continue
            for link in self._open(address):
                if link not in self.origin:
                    self.origin[link] = address
                    waiting.append(link)
        return self

    def _wanted(self, address: str) -> bool:
        try:
            name = resolve(urlsplit(address).path).view_name
        except Resolver404:
            self.complaints.append(f"{address}: leads nowhere (on {self.origin[address]})")
            return False
        if name == "account_logout" or self.seen[name] >= self.per_pattern * (CASES if name == "cases:case" else 1):
            return False
        self.seen[name] += 1
        return True

    def _open(self, address: str) -> list[str]:
        response = self.client.get(address)
        if response.status_code == 302:
            return [urljoin(address, response["Location"])]
        if response.status_code != 200:
            self.complaints.append(f"{address}: status {response.status_code} (on {self.origin[address]})")
            return []
        if not response["Content-Type"].startswith("text/html"):
            return []
        html = response.content.decode()
        self.pages.append((resolve(urlsplit(address).path).view_name, address))
        self.complaints += [f"{address}: {fault}" for fault in dict.fromkeys(faults(html, self.language, self.data))]
        reader = Reader()
        reader.feed(html)
        links = (urldefrag(urljoin(address, link)).url for link in reader.links)
        return [link for link in links if link.startswith("/")]
