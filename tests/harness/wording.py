"""What is wrong with the wording of a page: another language, a code, a gap."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from ciiz.foundation.i18n.catalogues.checks import PLACEHOLDER, foreign
from ciiz.foundation.i18n.catalogues.parts import read_parts

from .page import LETTERS, Reader

CODE = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\{\{|\}\}|\{%|%\(|\bNone\b|__proxy__|<object ")
FILLED = re.compile(r"(?<!\{)\{[a-z_]+\}(?!\})")
"""A place in a letter that is filled when it is made, as those see it who word the letter."""
BORROWED = {"Dossier", "Italien", "Version", "Region", "Person"}
"""Words that several of the languages write alike, each in its own sense."""


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


@cache
def wrong(text: str, language: str) -> str:
    """Why a text of the pages is not in its language; "" when nothing speaks against it."""
    if why := words(language).strange(text):
        return f"{text!r} is {why}"
    other = foreign(text, language)
    return f"{text!r} reads like {other}" if other else ""


def faults(page: Reader, language: str, data: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with a page; `data` are texts that people wrote, in whatever language."""
    if page.language != language:
        yield f"says it is in {page.language!r}"
    for item in page.texts:
        found = CODE.search(FILLED.sub("", item.text))
        if found and item.text not in words(language).own:
            yield f"shows {found.group()!r} in {item.text!r}"
        if item.language == language and item.text not in data and (why := wrong(item.text, language)):
            yield why
