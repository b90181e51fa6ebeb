"""Invented people of the demo canton: always the same for the same dice, with valid numbers nobody was given."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from stdnum import ean

PATH = Path(__file__).parents[2] / "library" / "demo" / "persons.toml"
FIRST_AHV = 990_000_000
"""Numbers of the demo are 756.9900.… and following: easily known again."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An invented person."""

    family_name: str
    given_names: str
    sex: str
    birth_date: date
    nationality: str
    permit: str
    language: str
    commune: str
    ahv_number: str


@dataclass(frozen=True, slots=True)
class _Group:
    share: Mapping[str, int]
    nationality: str
    permit: str
    language: str
    female: Sequence[str]
    male: Sequence[str]
    first_half: Sequence[str]
    second_half: Sequence[str]


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(_Group(**group) for group in tomllib.loads(PATH.read_text())["groups"].values())


def ahv_number(serial: int) -> str:
    """The valid number of a serial below 10 million, 13 digits."""
    digits = f"756{FIRST_AHV + serial:09d}"
    return digits + str(ean.calc_check_digit(digits))


def identity(
    dice: random.Random,
    serial: int,
    *,
    today: date,
    language: str,
    communes: Sequence[str],
    ages: tuple[float, float] = (25, 63),
    permits: Sequence[str] = (),
) -> Identity:
    """Somebody who lives in one of `communes` of a region of that language, with one of `permits` if any are asked."""
    groups = [group for group in _groups() if not permits or group.permit in permits] or list(_groups())
    group = dice.choices(groups, weights=[group.share[language] for group in groups])[0]
    sex = dice.choice(("female", "male"))
    years = dice.triangular(*ages)
    return Identity(
        family_name=dice.choice(group.first_half) + dice.choice(group.second_half),
        given_names=dice.choice(group.female if sex == "female" else group.male),
        sex=sex,
        birth_date=today - timedelta(days=int(years * 365.25)),
        nationality=group.nationality,
        permit=group.permit,
        language=group.language if group.language in ("de", "fr", "it") else language,
        commune=dice.choice(communes),
        ahv_number=ahv_number(serial),
    )
