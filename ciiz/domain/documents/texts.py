"""The words of a letter or form in one language, with placeholders that are filled and nothing else."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ciiz.foundation.i18n.fields import LANGUAGES

from .enums import Letter

FOLDER = Path(__file__).parents[2] / "library" / "letters"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by key, those of every letter (`house`) among them."""

    language: str
    own: Mapping[str, str]
    house: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        found = self.own[key] if key in self.own else self.house[key]
        return str(found)

    def fill(self, key: str, values: Mapping[str, str]) -> str:
        """A text with its placeholders replaced; what a value holds is never looked at again."""
        return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), self[key])


@cache
def library(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The texts of a template that ship with ciiz, by language."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def texts(letter: Letter, language: str) -> Texts:
    """The texts of a letter in a language."""
    if language not in LANGUAGES:
        raise ValueError(f"letters are written in {LANGUAGES}, not in {language!r}")
    return Texts(language, library(letter.value)[language], library("house")[language])
