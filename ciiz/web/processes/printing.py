"""The handbook on paper: PDF, and Word for offices that go on writing."""

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ciiz.domain.access.public import Actor
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.processes.public import Definition
from ciiz.journeys.consent import letterhead

from .chapters import Chapter, Edition, chapter, editions, svg

WIDE = 1300
"""From this width on, in the drawing's own measure, it needs an A3 page to be read."""
PPI = 144
"""Points an inch of the drawings in Word: some 240 on the paper, and half the work of finer ones."""
A4, A3 = (Mm(210), Mm(297)), (Mm(297), Mm(420))


def pdf(actor: Actor, definitions: Sequence[Definition], language: str) -> bytes:
    """These processes as PDF in the language in force."""
    data = {
        "office": letterhead(actor.canton),
        "reference": "",
        "chapters": [_chapter(actor, definition, language) for definition in definitions],
    }
    return documents.render(documents.wording(Letter.HANDBOOK, actor.canton), language, data, dated_on=actor.today)


def _chapter(actor: Actor, definition: Definition, language: str) -> dict[str, Any]:
    found, drawing = chapter(actor, definition, language), svg(actor, definition, language)
    return {
        "title": found.title,
        "version": found.version,
        "drawing": drawing,
        "wide": _width(drawing) > WIDE,
        "steps": [
            {"title": one.title, "description": one.description, "facts": one.on_paper, "note": one.note}
            for one in found.steps
        ],
        "versions": [{"title": dated(one), "lines": one.lines} for one in editions(actor, definition.code, language)],
    }


def dated(edition: Edition) -> str:
    """A version with the day since which it is or was in force."""
    day = date_format(edition.since, "SHORT_DATE_FORMAT") if edition.since else "–"
    return _("%(version)s, in force since %(day)s") % {"version": edition.title, "day": day}


def word(actor: Actor, definitions: Sequence[Definition], language: str) -> bytes:
    """These processes as a Word file in the language in force."""
    office = letterhead(actor.canton)
    file = Document()
    _prepare(file, office["name"], language)
    file.add_paragraph("\n".join([office["name"], *office["lines"]]))
    file.add_paragraph(_("Handbook"), style="Title")
    file.add_paragraph(date_format(actor.today, "SHORT_DATE_FORMAT"))
    for number, definition in enumerate(definitions):
        if number:
            _section(file, A4, WD_ORIENT.PORTRAIT)
        found = chapter(actor, definition, language)
        file.add_heading(found.title, 1)
        file.add_paragraph(found.version)
        _steps(file, found)
        file.add_heading(_("Versions"), 2)
        for edition in editions(actor, definition.code, language):
            file.add_paragraph(dated(edition)).runs[0].bold = True
            for line in edition.lines:
                file.add_paragraph(line, style="List Bullet")
        _drawing(file, found, svg(actor, definition, language))
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _prepare(file: Word, office: str, language: str) -> None:
    """Language for the spelling, the office as author, A4."""
    properties = file.core_properties
    properties.author, properties.title, properties.comments = office, _("Handbook"), ""
    properties.language = f"{language}-CH"
    normal: Any = file.styles["Normal"]
    normal.font.size = Pt(10)
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), "en-GB" if language == "en" else f"{language}-CH")
    normal.element.get_or_add_rPr().append(spelling)
    _shape(file.sections[0], A4, WD_ORIENT.PORTRAIT)


def _steps(file: Word, found: Chapter) -> None:
    file.add_heading(_("Steps"), 2)
    for step in found.steps:
        file.add_heading(step.title, 3)
        file.add_paragraph(step.description)
        table = file.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in step.on_paper:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
            cells[0].width, cells[1].width = Mm(40), Mm(125)
        if step.note:
            file.add_paragraph().add_run(step.note).italic = True


def _drawing(file: Word, found: Chapter, drawing: str) -> None:
    """The drawing across a page of its own, with words for those who do not see it."""
    paper = A3 if _width(drawing) > WIDE else A4
    _section(file, paper, WD_ORIENT.LANDSCAPE)
    file.add_paragraph(found.title)
    room = paper[1] - Mm(30), paper[0] - Mm(55)
    width, height = _size(drawing)
    across = min(room[0], int(room[1] * width / height))
    picture: Any = file.add_picture(io.BytesIO(_rastered(drawing)), width=across)
    alternative = _("Drawing of the process %(name)s; the table below says the same") % {"name": found.title}
    picture._inline.docPr.set("descr", alternative)


@lru_cache(maxsize=64)
def _rastered(drawing: str) -> bytes:
    """A drawing as PNG: a version in force stays as it is, and drawing it takes longer than all the rest."""
    return documents.raster(drawing, ppi=PPI)


def _section(file: Word, paper: tuple[Any, Any], orientation: WD_ORIENT) -> None:
    _shape(file.add_section(WD_SECTION.NEW_PAGE), paper, orientation)


def _shape(section: Any, paper: tuple[Any, Any], orientation: WD_ORIENT) -> None:
    across = orientation is WD_ORIENT.LANDSCAPE
    section.orientation = orientation
    section.page_width, section.page_height = (paper[1], paper[0]) if across else paper
    section.left_margin = section.right_margin = Mm(15 if across else 22)
    section.top_margin = section.bottom_margin = Mm(18)


def _size(drawing: str) -> tuple[float, float]:
    """Width and height that the picture says at its head."""
    head = drawing[: drawing.index(">")]
    return tuple(float(head.partition(f' {name}="')[2].partition('"')[0]) for name in ("width", "height"))  # type: ignore[return-value]


def _width(drawing: str) -> float:
    return _size(drawing)[0]
