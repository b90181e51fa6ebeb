"""Follows the links of the pages as somebody, sends their forms empty and wrong, and names what readers stumble over.

Pages are walked in German. A page that says something which no page of its kind has said before is opened in the other
languages as well.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from .page import Form, Reader
from .wording import faults

FIRST, *OTHERS = LANGUAGES = ("de", "fr", "it", "en")
CASES = 6
"""The page of a case differs from stage to stage: so many times as many of it are opened."""
NUMBER = re.compile(r"\d+")
WRONG = {"date": "31.31.2026", "number": "many", "email": "nobody", "checkbox": "nonsense", "radio": "nonsense"}
"""What is sent for a kind of field that nobody could mean; of any other a text that is far too long."""
LONG = "x" * 5_000
CHOSEN = ("checkbox", "radio")
SPEAKS = "set_language"
"""The button after which the next page is in another language."""


@dataclass
class Said:
    """What pages have said so far in German: kind of page ("" for the frame of all pages) and text, numbers aside."""

    texts: set[tuple[str, str]] = field(default_factory=set)
    forms: set[tuple[object, ...]] = field(default_factory=set)
    """The forms that were sent."""

    def new(self, name: str, page: Reader, data: Collection[str]) -> bool:
        """Whether the page says something new, which from now on is known."""
        told = {
            ("" if item.frame else name, NUMBER.sub("0", item.text)) for item in page.texts if item.text not in data
        }
        before = len(self.texts)
        self.texts |= told
        return len(self.texts) > before


@dataclass
class Crawl:
    """A walk through all pages that somebody reaches from where they begin."""

    client: Client
    data: Collection[str] = ()
    per_pattern: int = 2
    within: str = "/"
    """Links that lead elsewhere are not followed."""
    said: Said | None = field(default_factory=Said)
    """Shared by several walks, so that none says again what another has said; None: German only, no forms."""
    seen: Counter[str] = field(default_factory=Counter)
    """How many addresses of each pattern were opened."""
    sent: Counter[str] = field(default_factory=Counter)
    """How many forms were sent to each pattern."""
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
        if self.seen[name] >= self.per_pattern * (CASES if name == "cases:case" else 1):
            return False
        self.seen[name] += 1
        return True

    def _open(self, address: str) -> list[str]:
        response = self._get(address, FIRST)
        if response.status_code == 302:
            return [urljoin(address, response["Location"])]
        if response.status_code not in (200, 410):
            self.complaints.append(f"{address}: status {response.status_code} (on {self.origin[address]})")
            return []
        if not response["Content-Type"].startswith("text/html"):
            return []
        name = resolve(urlsplit(address).path).view_name
        self.pages.append((name, address))
        page = Reader(response.content.decode())
        self._judge(address, page, FIRST)
        if self.said is not None:
            if self.said.new(name, page, self.data):
                for language in OTHERS:
                    self._judge(address, Reader(self._get(address, language).content.decode()), language)
            for form in page.forms:
                self._try(address, form, self.said)
        links = (urldefrag(urljoin(address, link)).url for link in page.links)
        return [link for link in links if link.startswith(self.within)]

    def _get(self, address: str, language: str) -> Any:
        return self.client.get(address, headers={"accept-language": language})

    def _judge(self, what: str, page: Reader, language: str) -> None:
        self.complaints += [
            f"{what} ({language}): {fault}" for fault in dict.fromkeys(faults(page, language, self.data))
        ]

    def _try(self, address: str, form: Form, said: Said) -> None:
        """Sends a form empty and wrong, with each of its buttons, unless one like it was sent before."""
        target = urljoin(address, form.action)
        name = resolve(urlsplit(target).path).view_name
        for button in form.buttons or [("", "")]:
            for kind, filled in _fillings(form):
                like = (name, kind, button[0], "" if button[1].isdigit() else button[1], *sorted(form.fields))
                if like in said.forms:
                    continue
                said.forms.add(like)
                self.sent[name] += 1
                what = f"{target} sent {kind} with {button}"
                values = filled | ({button[0]: button[1]} if button[0] else {})
                page = self._send(what, target, values, FIRST, follow=name != SPEAKS)
                if page is not None and said.new(name, page, self.data):
                    for language in OTHERS:
                        self._send(what, target, values, language, follow=name != SPEAKS)
            for kind, values in _programs(form):
                like = (name, kind, button[0], "" if button[1].isdigit() else button[1])
                if like not in said.forms:
                    said.forms.add(like)
                    self._send(f"{target} sent {kind}", target, values, FIRST, follow=False)

    def _send(self, what: str, target: str, values: dict[str, str], language: str, *, follow: bool) -> Reader | None:
        """Sends once, reads the answer, and undoes everything."""
        cookies = deepcopy(self.client.cookies)
        headers = {"accept-language": language}
        with transaction.atomic():
            response = self.client.post(target, values, headers=headers)
            if response.status_code in (302, 303) and follow:
                response = self.client.get(urljoin(target, response["Location"]), headers=headers)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        if response.status_code >= 500 or response.status_code == 405:
            self.complaints.append(f"{what}: status {response.status_code}")
            return None
        if not response["Content-Type"].startswith("text/html") or not response.content:
            return None
        page = Reader(response.content.decode())
        self._judge(what, page, language)
        return page


def _programs(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    """What no browser sends and a program may: nothing at all; nonsense in every field, hidden ones and buttons too."""
    yield "without a field", {}
    yield (
        "nonsense",
        dict.fromkeys((*form.hidden, *form.fields, *(name for name, _value in form.buttons if name)), "\u202e\x00ü;--"),
    )


def _fillings(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    """What is sent: what a browser sends when nothing is filled in or chosen; what nobody could mean."""
    seen = {name: kind for name, kind in form.fields.items() if kind != "file"}
    yield "empty", form.hidden | {name: "" for name, kind in seen.items() if kind not in CHOSEN}
    if seen:
        yield "wrong", form.hidden | {name: WRONG.get(kind, LONG) for name, kind in seen.items()}
