"""Minutes as a Word file, to go on writing: the same data and texts as the PDF, in the same order."""

import tomllib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import docx
from django.utils.translation import override
from docx.document import Document as Word

from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.foundation.i18n.phrases import colon, day

from .enums import Letter
from .letters import FOLDER


def as_word(letter: Letter, language: str, data: Mapping[str, Any], *, dated_on: date) -> bytes:
    """The minutes in a language; other letters go out as they are, as PDF."""
    if letter is not Letter.MINUTES or language not in LANGUAGES:
        raise ValueError(f"only minutes are written as Word, in one of {LANGUAGES}")
    with (FOLDER / f"{letter.value}.toml").open("rb") as file:
        texts = tomllib.load(file)[language]
    word = docx.Document()
    word.core_properties.title = texts["title"]
    word.core_properties.author = data["office"]["name"]
    word.core_properties.language = language
    with override(language):
        _minutes(word, texts, data, dated_on)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _minutes(word: Word, texts: Mapping[str, str], data: Mapping[str, Any], dated_on: date) -> None:
    word.add_paragraph("\n".join([data["office"]["name"], *data["office"]["lines"]]))
    word.add_heading(colon(texts["title"], data["kind"]), 1)
    known = [
        (texts["day"], day(dated_on)),
        *data["facts"],
        (texts["present"], "; ".join(data["present"])),
        (texts["excused"], "; ".join(data["excused"])),
    ]
    table = word.add_table(rows=0, cols=2)
    for label, value in known:
        row = table.add_row().cells
        row[0].text, row[1].text = str(label), str(value or "–")
    if data["positions"]:
        word.add_heading(texts["positions"], 2)
    for one in data["positions"]:
        word.add_heading(one["institution"], 3)
        word.add_paragraph(one["text"])
        if one["measures"]:
            word.add_paragraph(colon(texts["measures"], one["measures"]))
    if data["possibilities"]:
        word.add_heading(texts["possibilities"], 2)
    for one in data["possibilities"]:
        word.add_paragraph(colon(one["domain"], one["text"]), style="List Bullet")
    word.add_heading(texts["decisions"], 2)
    if data["decisions"]:
        _decisions(word, texts, data["decisions"])
    else:
        word.add_paragraph(texts["nothing"])
    if data["outcome"]:
        word.add_heading(texts["outcome"], 2)
        word.add_paragraph(data["outcome"])


def _decisions(word: Word, texts: Mapping[str, str], rows: list[Mapping[str, Any]]) -> None:
    table = word.add_table(rows=1, cols=3, style="Table Grid")
    for cell, label in zip(table.rows[0].cells, ("what", "who", "until"), strict=True):
        cell.text = texts[label]
    for one in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = one["text"], one["who"], day(one["until"])
