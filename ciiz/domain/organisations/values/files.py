"""The folder of a canton: `canton.toml` says what exists, the other files hold its values.

What a canton does not say is taken from `library/defaults/`, entry by entry of a table, list by list.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ciiz.foundation.i18n.fields import TranslatedText

from ..enums import Part
from .build import MalformedValues, build
from .types import CantonValues

LIBRARY = Path(__file__).resolve().parents[3] / "library"
CANTONS = LIBRARY / "cantons"
DISPOSITIFS = CANTONS / "dispositifs.toml"
DEFAULTS = LIBRARY / "defaults"


@dataclass(frozen=True, slots=True)
class Place:
    """A region or a theme."""

    code: str
    name: TranslatedText


@dataclass(frozen=True, slots=True)
class CantonFile:
    """`canton.toml`."""

    code: str
    name: TranslatedText
    languages: tuple[str, ...]
    dispositifs: tuple[str, ...]
    roles: tuple[str, ...]
    regions: tuple[Place, ...]
    themes: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class DispositifFile:
    """One table of `dispositifs.toml`."""

    name: TranslatedText
    abbreviation: TranslatedText


@dataclass(frozen=True, slots=True)
class CantonFolder:
    """A canton as its files describe it, checked; `values` is the same content as plain JSON, for the database."""

    canton: CantonFile
    dispositifs: Mapping[str, DispositifFile]
    values: Mapping[str, Any]
    typed: CantonValues


def read_folder(folder: Path) -> CantonFolder:
    """Reads and checks all files of a canton; raises `MalformedValues` naming the file, the place and the problem."""
    described = _described(folder / "canton.toml", CantonFile)
    known = read_dispositifs()
    values: dict[str, Any] = {
        "code": described.code,
        "languages": list(described.languages),
        "dispositifs": list(described.dispositifs),
        "roles": list(described.roles),
    }
    origin = dict.fromkeys(values, "canton.toml")
    for path in sorted(folder.glob("*.toml")):
        if path.name == "canton.toml":
            continue
        for key, value in _read(path).items():
            if key in values:
                raise MalformedValues(f"{path.name}: {key}", f"stands in {origin[key]} already")
            values[key], origin[key] = _plain(value), path.name
    _complete(values, origin)
    try:
        typed = build(CantonValues, values)
        _check(described, known, typed)
    except MalformedValues as error:
        subject = error.place.split(".")[0].split("[")[0]
        raise MalformedValues(f"{origin.get(subject, 'values.toml')}: {error.place}", error.problem) from None
    return CantonFolder(described, {code: known[code] for code in described.dispositifs}, values, typed)


def _complete(values: dict[str, Any], origin: dict[str, str]) -> None:
    """Adds what the canton leaves to the defaults; of the statutes what concerns its dispositifs."""
    for path in sorted(DEFAULTS.glob("*.toml")):
        for key, value in _plain(_read(path)).items():
            if key not in values and key == "statutes":
                values[key] = [one for statute in value if (one := _narrowed(statute, values["dispositifs"]))]
            elif key not in values:
                values[key] = value
            elif isinstance(value, dict) and isinstance(values[key], dict):
                values[key] = {**value, **values[key]}
            origin.setdefault(key, path.name)


def _narrowed(statute: dict[str, Any], dispositifs: Sequence[str]) -> dict[str, Any]:
    concerned = [code for code in statute["dispositifs"] if code in dispositifs]
    return {**statute, "dispositifs": concerned} if concerned else {}


def read_dispositifs() -> dict[str, DispositifFile]:
    """All branches that cantons may name, in order."""
    tables = _read(DISPOSITIFS)
    return {code: build(DispositifFile, table, f"{DISPOSITIFS.name}: {code}") for code, table in tables.items()}


def _described(path: Path, wanted: type[CantonFile]) -> CantonFile:
    table = _plain(_read(path))
    try:
        return build(wanted, table)
    except MalformedValues as error:
        raise MalformedValues(f"{path.name}: {error.place}".rstrip(": "), error.problem) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MalformedValues(path.name, f"missing in {path.parent}") from None
    except UnicodeDecodeError:
        raise MalformedValues(path.name, "not written in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise MalformedValues(path.name, str(error)) from None


def _plain(value: Any) -> Any:
    """The same as JSON knows it: dates become texts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _check(described: CantonFile, known: Mapping[str, DispositifFile], values: CantonValues) -> None:
    """What refers to something else refers to something that exists."""
    regions = {place.code for place in described.regions}
    themes = {place.code for place in described.themes}
    for code in described.dispositifs:
        _exists(code, known, "dispositifs", f"no table in {DISPOSITIFS.name}")
    for commune in values.communes:
        _exists(commune.region, regions, f"communes.{commune.name}.region", "no such region in canton.toml")
    for number, rule in enumerate(values.themes, 1):
        _exists(rule.theme, themes, f"themes[{number}].theme", "no such theme in canton.toml")
        if rule.age_under is None and not rule.permits:
            raise MalformedValues(f"themes[{number}]", "needs age_under or permits")
    for statute in values.statutes:
        for code in statute.dispositifs:
            _exists(code, set(values.dispositifs), f"statutes.{statute.code}.dispositifs", "not of this canton")
    for name in ("criteria", "return_reasons", "exit_reasons", "acceptance", "competences"):
        entries = getattr(values, name)
        if not (entries.decides if name == "acceptance" else entries):
            raise MalformedValues(name, "at least one is needed")
    _check_parts(values)
    versions = [one.version for one in values.criteria]
    if len(set(versions)) < len(versions):
        raise MalformedValues("criteria", "two versions have the same name")


def _check_parts(values: CantonValues) -> None:
    """Whom the canton names can do it, and a task can reach them: neither the pool nor who does not exist yet."""
    office = {Part.COORDINATOR, Part.OFFICER, Part.OFFICE}
    if office.isdisjoint(values.acceptance.decides):
        raise MalformedValues("acceptance.decides", "coordinator, officer or office must be among them")
    for place, part, able in (
        ("plan.validates", values.plan.validates, office),
        ("closing.role", values.closing.role, {Part.CASE_MANAGER, Part.OFFICER}),
        ("closing.coaching_role", values.closing.coaching_role, {Part.COORDINATOR, Part.OFFICER}),
    ):
        if part not in able:
            names = ", ".join(sorted(able))
            raise MalformedValues(place, f"{part.value}: the drawing knows only {names}")
    if "closing_role" in values.process.choices:
        raise MalformedValues("process.choices.closing_role", "follows from closing.role")


def _exists(code: str, among: object, place: str, problem: str) -> None:
    if code not in among:  # type: ignore[operator]
        raise MalformedValues(place, f"{code}: {problem}")
