"""Reading the translations that people write: `ciiz/locale/parts/*.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TRANSLATED = ("de", "fr", "it")
LOCALE = Path(__file__).resolve().parents[3] / "locale"
Forms = tuple[str, ...]
Key = tuple[str, str]
"""Context and msgid."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One message in all languages; a plural has two forms in each."""

    msgid: str
    context: str
    texts: dict[str, Forms]
    part: str
    override: bool
    """Whether it replaces a text of a package (part "packages"), hence is used although no source of ours names it."""

    @property
    def key(self) -> Key:
        """Context and msgid."""
        return self.context, self.msgid


class PartError(Exception):
    """A part that cannot be used."""


def read_parts(folder: Path = LOCALE / "parts") -> tuple[dict[Key, Translation], list[str]]:
    """All translations, and the contradictions between parts."""
    found: dict[Key, Translation] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise PartError(f"{path.name}: {error}") from error
        for msgid, table in tables.items():
            entry = _translation(msgid, table, path.stem, problems)
            earlier = found.setdefault(entry.key, entry)
            if earlier.texts != entry.texts:
                problems.append(f"{entry.part}: {msgid!r} is translated differently in {earlier.part}")
    return found, problems


def _translation(msgid: str, table: object, part: str, problems: list[str]) -> Translation:
    texts: dict[str, Forms] = {}
    if not isinstance(table, dict):
        raise PartError(f"{part}: {msgid!r} must be a table with the keys de, fr, it")
    for language in TRANSLATED:
        text = table.get(language)
        if isinstance(text, str) and text:
            texts[language] = (text,)
        elif isinstance(text, list) and len(text) == 2 and all(text):
            texts[language] = (str(text[0]), str(text[1]))
        else:
            problems.append(f"{part}: {msgid!r} has no {language}")
    unknown = set(table) - {*TRANSLATED, "msgctxt", "same"}
    if unknown:
        problems.append(f"{part}: {msgid!r} has unknown keys {sorted(unknown)}")
    return Translation(msgid, str(table.get("msgctxt", "")), texts, part, part == "packages")
