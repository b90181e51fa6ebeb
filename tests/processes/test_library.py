"""Each process ships with its tests as data: paths that must pass and moves that must be refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import ciiz
from ciiz.domain.organisations.values.files import CANTONS, read_folder
from ciiz.domain.processes import engine
from ciiz.domain.processes.engine import Definition, MoveRefused, NodeKind, State
from ciiz.domain.processes.graphs import accept
from ciiz.domain.processes.journeys import JOURNEYS
from ciiz.foundation.terms import Term
from ciiz.journeys.terms import length

LIBRARY = Path(ciiz.__file__).parent / "library"
FILES = sorted([*LIBRARY.glob("processes/*.bpmn"), *LIBRARY.glob("cantons/*/processes/*.bpmn")])
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
OWN = "{urn:ciiz:bpmn:1}"


def draw(path: Path, values: dict[str, str] | None = None) -> engine.Drawing:
    return accept(path.read_bytes(), values)


def play(definition: Definition, state: State, move: str) -> State:
    """ "4 yes" completes step 4 with yes, "! event" interrupts, "> 6" seats the token on step 6."""
    word, _space, rest = move.partition(" ")
    if word == "!":
        journey, _space, outcome = rest.partition(" ")
        return engine.interrupt(definition, state, journey, outcome or engine.DONE)
    if word == ">":
        return engine.seat(definition, state, f"{definition.code}.{rest}")
    return engine.complete(definition, state, f"{definition.code}.{word}", rest or engine.DONE)


def told(part: str) -> list[Any]:
    """All paths or refusals of the library, named for the report."""
    found = []
    for path in FILES:
        story = json.loads(path.with_suffix(".tests.json").read_text(encoding="utf-8"))
        assert story["process"] == path.stem
        found += [pytest.param(path, entry, id=f"{path.stem}: {entry['name']}") for entry in story[part]]
    return found


@pytest.mark.parametrize(("path", "story"), told("paths"))
def test_a_path_leads_where_its_story_says(path: Path, story: dict[str, Any]) -> None:
    definition = draw(path, story.get("values")).definition
    state = engine.start(definition)
    for move in story["moves"]:
        state = play(definition, state, move)
        assert engine.fits(definition, state)
    assert state.ended == story.get("ends")
    assert list(state.active) == story.get("active", [])
    assert {code: state.counts[code] for code in story.get("counts", {})} == story.get("counts", {})
    visits = {f"{definition.code}.{number}" for number in story.get("visits", [])}
    assert visits <= set(state.counts)
    if "role" in story:
        assert [node.role for node in engine.ready(definition, state)] == [story["role"]]


@pytest.mark.parametrize(("path", "story"), told("refused"))
def test_a_move_is_refused_as_its_story_says(path: Path, story: dict[str, Any]) -> None:
    definition = draw(path, story.get("values")).definition
    state = engine.start(definition)
    for move in story["moves"]:
        state = play(definition, state, move)
    with pytest.raises(MoveRefused) as refusal:
        play(definition, state, story["try"])
    assert refusal.value.code == story["error"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_timers_are_those_of_the_list_beside_the_drawing(path: Path) -> None:
    listed = json.loads(path.with_suffix(".tests.json").read_text(encoding="utf-8"))["timers"]
    drawn = {(node.code, timer.code): timer for node, timer in draw(path).definition.timers()}
    assert {(f"{path.stem}.{one['step']}", one["term"]) for one in listed} == set(drawn)
    for one in listed:
        timer = drawn[f"{path.stem}.{one['step']}", one["term"]]
        assert list(timer.tasks) == one["tasks"]
        assert (timer.after, timer.repeats) == (one.get("after", "entered"), one.get("repeats", False))
        assert (timer.days, timer.months) == (one.get("days", 0), one.get("months", 0))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_step_that_somebody_is_asked_to_do_says_until_when_and_a_call_waits_for_what_it_calls(path: Path) -> None:
    for node in draw(path).definition.steps.values():
        if node.kind is NodeKind.CALL:
            assert node.deadlines == ()
            continue
        asked = {kind for name in node.journeys if (kind := JOURNEYS[name].kind)}
        assert [kind for kind in asked if not any(timer.is_for(kind) for timer in node.deadlines)] == [], node.code


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_term_of_valais_is_as_long_as_drawn(path: Path) -> None:
    values = read_folder(CANTONS / "VS").typed
    if path.stem in values.process.library:
        for _node, timer in draw(path).definition.timers():
            assert values.deadlines.term(timer.code), timer.code
            assert length(timer, values) == Term(timer.days, timer.months)


def used() -> list[Any]:
    """Every drawing that each canton uses, of the library and of its own folder."""
    found = []
    for folder in sorted(path for path in CANTONS.iterdir() if path.is_dir()):
        library = read_folder(folder).typed.process.library
        paths = [
            path
            for path in FILES
            if path.parent.parent == folder or (path.parent.parent == LIBRARY and path.stem in library)
        ]
        found += [pytest.param(folder.name, path, id=f"{folder.name}: {path.stem}") for path in paths]
    return found


@pytest.mark.parametrize(("canton", "path"), used())
def test_no_canton_makes_a_term_of_days_of_one_drawn_in_months(canton: str, path: Path) -> None:
    values = read_folder(CANTONS / canton).typed
    for node, timer in draw(path).definition.timers():
        term = length(timer, values)
        assert (bool(term.days), bool(term.months)) == (bool(timer.days), bool(timer.months)), (node.code, timer.code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_timer_says_from_when_it_counts_unless_the_step_begins_it(path: Path) -> None:
    for node, timer in draw(path).definition.timers():
        own = [kind for name in node.journeys if (kind := JOURNEYS[name].kind)]
        if timer.after != "entered" or not any(timer.is_for(kind) for kind in own):
            assert set(timer.text.description) == set(engine.LANGUAGES), (node.code, timer.code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_choice_of_a_canton_gives_a_sound_process(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())
    choices = {element.get(f"{OWN}canton-value") for element in root.iter() if element.get(f"{OWN}canton-value")}
    for choice in choices:
        name, _equals, value = str(choice).partition("=")
        drawing = draw(path, {name: value})
        assert drawing.definition.values[name] == value
        assert b"canton-value" not in drawing.xml


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_whatever_carries_words_carries_them_in_four_languages(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())
    for element in root.iter():
        if element.get("name") and str(element.tag).startswith(BPMN):
            texts = element.findall(f"{BPMN}extensionElements/{OWN}text")
            assert {text.get("lang") for text in texts} == {"de", "fr", "it", "en"}, element.get("id")
            assert all((text.get("name") or "").strip() for text in texts), element.get("id")
            assert element.get("name") == next(text.get("name") for text in texts if text.get("lang") == "de")
        if element.tag in (f"{OWN}input", f"{OWN}output"):
            assert all(element.get(language) for language in ("de", "fr", "it", "en"))
    words = path.read_text(encoding="utf-8")
    assert "ß" not in words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_diagram_covers_every_element_and_nothing_else(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())
    undrawn = {"process", "laneSet", "extensionElements", "incoming", "outgoing", "flowNodeRef", "collaboration"}
    elements = {
        element.get("id")
        for element in root.iter()
        if str(element.tag).startswith(BPMN)
        and element.get("id")
        and etree.QName(element).localname not in undrawn | {"definitions"}
        and not etree.QName(element).localname.endswith("EventDefinition")
    }
    drawn = [shape.get("bpmnElement") for shape in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")]
    assert set(drawn) == elements
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", engine.LANGUAGES)
def test_the_drawing_speaks_the_readers_language(path: Path, language: str) -> None:
    drawing = draw(path)
    page = etree.fromstring(engine.localize(drawing.xml, language))
    for code, node in drawing.definition.steps.items():
        (element,) = page.findall(f".//*[@id='{node.id}']")
        assert element.get("name") == f"{code.rpartition('.')[2]} {node.text.name[language]}"


def test_reading_an_accepted_file_again_gives_the_same_version() -> None:
    for path in FILES:
        drawing = draw(path)
        same = accept(drawing.xml)
        assert same.sha256 == drawing.sha256
        assert same.definition.key == drawing.definition.key
