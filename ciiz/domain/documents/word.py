"""Letters and forms as Word files, to go on writing: the same blocks as the PDF, in the same order, without macros."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from . import paper as parts
from .layouts import LAYOUTS, compose
from .paper import Block, Paper
from .texts import Wording

WIDTH = 165
"""Of the text, in millimetres."""


def as_word(wording: Wording, language: str, data: Mapping[str, Any], *, dated_on: date, blank: bool = False) -> bytes:
    """A letter in a language as Word file; `blank` makes it an empty form."""
    if wording.letter not in LAYOUTS:
        raise ValueError(f"{wording.letter.value} has a Word file of its own")
    paper = compose(wording, language, data, dated_on=dated_on, blank=blank)
    word = docx.Document()
    _page(word, paper, data, wording.version)
    _head(word, paper, data)
    word.add_heading(paper.title, 1)
    for block in paper.blocks:
        _block(word, paper, block)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _page(word: Word, paper: Paper, data: Mapping[str, Any], version: int) -> None:
    about = word.core_properties
    about.title, about.author, about.comments = paper.title, data.get("office", {}).get("name", "ciiz"), ""
    about.language = paper.texts.language
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), f"{paper.texts.language}-CH")
    word.styles["Normal"].element.get_or_add_rPr().append(language)
    word.styles["Normal"].font.size = Pt(10.5)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(24)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    made = f"{paper.texts.house['template']} {version}" if version else ""
    left = " · ".join(part for part in (data.get("reference"), made) if part)
    foot.add_run(f"{left}\t{paper.texts.house['page']} ")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word counts: the only instruction in the file, and it reads nothing."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _head(word: Word, paper: Paper, data: Mapping[str, Any]) -> None:
    office = data.get("office", {})
    word.add_paragraph("\n".join([office.get("name", ""), *office.get("lines", ())]))
    if paper.is_letter:
        address = word.add_paragraph("\n".join(data.get("recipient", ())) or "\n\n")
        address.paragraph_format.left_indent = Mm(93 if data.get("window", "right") == "right" else 0)
        address.paragraph_format.space_before = address.paragraph_format.space_after = Mm(12)
    if data.get("draft"):
        word.add_paragraph(paper.texts.house["draft_note"]).runs[0].bold = True
    elif paper.is_letter:
        word.add_paragraph(", ".join(part for part in (data.get("place"), paper.day_in_words(paper.dated_on)) if part))


def _block(word: Word, paper: Paper, block: Block) -> None:
    match block:
        case parts.Prose(text):
            for part in text.split("\n\n"):
                word.add_paragraph(part)
        case parts.Heading(text, level):
            word.add_heading(text, level)
        case parts.Items(items):
            for item in items:
                word.add_paragraph(item, style="List Bullet")
        case parts.Lines(number):
            word.add_paragraph("\n" * number)
        case parts.Greeting(text, signed):
            word.add_paragraph(text)
            word.add_paragraph("\n\n" + "\n".join(signed))
        case parts.Signatures(labels):
            _signatures(word, paper, labels)
        case parts.Facts(rows):
            _facts(word, paper, rows)
        case parts.Table():
            _table(word, block)


def _facts(word: Word, paper: Paper, rows: Sequence[tuple[str, str]]) -> None:
    table = word.add_table(rows=0, cols=2)
    for label, value in rows:
        _row(table.add_row().cells, (label, value or ("" if paper.blank else "–")), (54, WIDTH - 54))
    word.add_paragraph()


def _table(word: Word, block: parts.Table) -> None:
    table = word.add_table(rows=1, cols=len(block.header), style="Table Grid")
    widths = [WIDTH * share / sum(block.widths) for share in block.widths]
    _row(table.rows[0].cells, block.header, widths)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    for row in block.rows:
        _row(table.add_row().cells, row, widths)
    word.add_paragraph()


def _signatures(word: Word, paper: Paper, labels: Sequence[str]) -> None:
    table = word.add_table(rows=1, cols=max(len(labels), 1))
    for cell, label in zip(table.rows[0].cells, labels, strict=False):
        cell.text = f"\n\n______________________________\n{paper.texts.house['place_and_date']}, {label}"


def _row(cells: Sequence[Any], values: Sequence[str], widths: Sequence[float]) -> None:
    for cell, value, width in zip(cells, values, widths, strict=True):
        cell.text, cell.width = value, Mm(width)
