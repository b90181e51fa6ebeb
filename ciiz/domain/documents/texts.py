"""The words of a letter or form, with placeholders that are filled and nothing else."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from ciiz.foundation.i18n.fields import LANGUAGES

from .enums import Letter

FOLDER = Path(__file__).parents[2] / "library" / "letters"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
Said = Mapping[str, Mapping[str, str]]
"""Language → key → text."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by key in one language, those of every letter (`house`) among them."""

    language: str
    own: Mapping[str, str]
    house: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        found = self.own[key] if key in self.own else self.house[key]
        return str(found)

    def fill(self, key: str, values: Mapping[str, str]) -> str:
        """A text with its placeholders replaced; what a value holds is never looked at again."""
        return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), self[key])


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a letter in force: those that ship with ciiz, or a canton's own version of them.

    A text that is not translated yet is said in the first language of `order`, the canton's, that has it.
    """

    letter: Letter
    template_id: UUID | None = None
    version: int = 0
    own: Said = field(default_factory=dict)
    order: Sequence[str] = LANGUAGES

    def texts(self, language: str) -> Texts:
        """In one language."""
        if language not in LANGUAGES:
            raise ValueError(f"letters are written in {LANGUAGES}, not in {language!r}")
        shipped = library(self.letter.value)[language]
        said = {key: self._said(key, language, text) for key, text in shipped.items()}
        return Texts(language, said, library("house")[language])

    def missing(self, language: str) -> tuple[str, ...]:
        """Keys of the texts that wait for their translation into a language."""
        held = self.own.get(language, {})
        return tuple(key for key, text in held.items() if not text and self._elsewhere(key))

    def _said(self, key: str, language: str, shipped: str) -> str:
        held = self.own.get(language, {})
        if key not in held:
            return shipped
        return held[key] or self._elsewhere(key)

    def _elsewhere(self, key: str) -> str:
        said = (self.own.get(language, {}).get(key, "") for language in (*self.order, *LANGUAGES))
        return next((text for text in said if text), "")


@cache
def library(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The texts of a template that ship with ciiz, by language."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def digest(letter: Letter) -> str:
    """What tells one edition of the shipped texts from another."""
    return hashlib.sha256(json.dumps(library(letter.value), sort_keys=True).encode()).hexdigest()


def placeholders(letter: Letter, key: str) -> tuple[str, ...]:
    """The placeholders that a text may hold: those of the shipped text in any language."""
    shipped = library(letter.value)
    return tuple(dict.fromkeys(name for one in LANGUAGES for name in PLACEHOLDER.findall(shipped[one][key])))
