"""Drawings as SVG: everything that is drawn is in the picture, and nothing of the file becomes markup."""

from pathlib import Path

import pytest
from lxml import etree

from ciiz.domain.documents.public import raster
from ciiz.domain.processes import engine
from ciiz.domain.processes.engine.svg import SVG, lines
from ciiz.domain.processes.graphs import accept
from ciiz.domain.processes.operations.definitions import LIBRARY

FILES = [*sorted(LIBRARY.glob("*.bpmn")), *sorted(LIBRARY.parent.glob("cantons/*/processes/*.bpmn"))]


def drawn(path: Path, language: str) -> str:
    return engine.picture(engine.localize(accept(path.read_bytes()).xml, language))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", engine.LANGUAGES)
def test_every_step_stands_in_the_picture_with_its_name(path: Path, language: str) -> None:
    graph = accept(path.read_bytes()).definition
    root = etree.fromstring(drawn(path, language).encode())
    words = "".join("".join((one.text or "").split()) for one in root.iter(f"{{{SVG}}}text"))
    for node in graph.steps.values():
        assert "".join(node.text.name[language].split()) in words


def test_words_of_a_file_are_words_and_places_that_are_none_do_no_harm() -> None:
    text = (LIBRARY / "CII102.bpmn").read_text()
    text = text.replace('name="Runden Tisch durchführen"', 'name="&lt;script&gt;alert(1)&lt;/script&gt; rund"')
    text = text.replace('x="405" y="430" width="130"', 'x="nowhere" y="inf" width="1e300"')
    picture = engine.picture(engine.localize(text.encode(), "de"))
    assert "<script" not in picture
    assert "script" in picture
    assert "inf" not in picture.partition("<text")[0]


def test_a_label_is_parted_between_words_only() -> None:
    assert lines("Aktionsplan erstellen", 400) == ["Aktionsplan erstellen"]
    assert lines("Aktionsplan erstellen", 70) == ["Aktionsplan", "erstellen"]
    assert lines("", 70) == []


def test_a_picture_becomes_points_of_its_own_size() -> None:
    made = raster('<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><path d="M 0 0 H 9"/></svg>', ppi=192)
    assert made.startswith(b"\x89PNG")
    across, down = (int.from_bytes(made[start : start + 4], "big") for start in (16, 20))
    assert (across, down) == (144, 72)
