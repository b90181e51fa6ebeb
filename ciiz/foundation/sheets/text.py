"""CSV as offices export it: found out are the encoding and the delimiter, and a broken line stays one broken line."""

import codecs
import re
from collections.abc import Iterator
from functools import cache

from ciiz.foundation.sheets.errors import EmptyFile, NotText, TableTooLarge
from ciiz.foundation.sheets.model import Flaw, Limits, Row

DELIMITERS = (";", ",", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HIGH = bytes(range(0x80, 0x100))
JUDGED = 1_000_000  # bytes by which a damaged encoding is judged
WIDEST = 20_000  # cells of one line, trailing empty ones included; office programs write at most 16,384
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
LINE_END = re.compile(r"\r\n|\r|\n")


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding: a byte order mark decides, else UTF-8 if it fits, else Windows-1252."""
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyFile
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            break
    else:
        text, encoding = _unmarked(data)
    if not text.strip():
        raise EmptyFile
    # A stray control character is one bad row; many of them are no text.
    if len(BINARY.findall(text)) > max(len(text) // 100, 3):
        raise NotText
    return text, encoding


def _unmarked(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # Mostly valid UTF-8 with a damaged character here and there would become wholly unreadable as Windows-1252.
    start = data[:JUDGED]
    pairs = MULTIBYTE.findall(start)
    stray = len(start) - len(start.translate(None, HIGH)) - sum(map(len, pairs))
    if len(pairs) > 2 * stray:
        return data.decode("utf-8", "replace"), "utf-8"
    return data.decode("windows-1252", "replace"), "windows-1252"


def separator_line(text: str) -> str | None:
    """The delimiter that a first line such as `sep=;` names (written by Excel)."""
    found = SEPARATOR_LINE.match(text)
    return found[1] if found else None


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """One field and its end. Possessive, so that no content makes matching slow."""
    mark = re.escape(delimiter)
    blank = "[ ]" if delimiter == "\t" else r"[ \t]"
    stop = rf"({mark}|\r\n|\r|\n|\Z)"
    return re.compile(rf'{blank}*+"([^"]*+(?:""[^"]*+)*+)"{blank}*+{stop}|([^\r\n{mark}]*+){stop}')


def records(text: str, delimiter: str) -> Iterator[Row]:
    """Rows with their first line; empty lines are left out.

    A line whose quotes do not close, or go on after closing, is split at its delimiters and marked; reading continues
    on the next line, so that one stray quote swallows nothing.
    """
    field = _field(delimiter)
    position, line, end = 0, 1, len(text)
    if separator_line(text):
        position, line = SEPARATOR_LINE.match(text).end(), 2  # type: ignore[union-attr]
    while position < end:
        start, cells, damaged, height = position, [], False, 1
        while True:
            match = field.match(text, position)
            assert match is not None  # noqa: S101 - the pattern matches at any position
            quoted, quoted_end, bare, bare_end = match.groups()
            if quoted is None and bare.lstrip(" \t").startswith('"'):
                damaged = True
                break
            cells.append(bare if quoted is None else quoted.replace('""', '"'))
            if quoted is not None:
                height += len(LINE_END.findall(quoted))
            if len(cells) > WIDEST:
                raise TableTooLarge(rows=Limits().rows, columns=Limits().columns)
            position = match.end()
            if (quoted_end if quoted is not None else bare_end) != delimiter:
                break
        if damaged:
            stop = LINE_END.search(text, start)
            content = text[start : stop.start() if stop else end]
            position, height = stop.end() if stop else end, 1
            cells = content.split(delimiter)
        if any(cell.strip() for cell in cells):
            yield Row(line, tuple(cell or None for cell in cells), Flaw.BROKEN_QUOTES if damaged else None)
        line += height


def sample(text: str, delimiter: str, count: int) -> list[Row]:
    """The first rows, for finding out delimiter and header."""
    rows = []
    for row in records(text[:200_000], delimiter):
        rows.append(row)
        if len(rows) == count:
            break
    return rows
