"""The editor of processes in a browser: what it opens it saves alike, and what is drawn in it reaches the server."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from ciiz.domain.processes.engine import Definition, differences
from ciiz.domain.processes.graphs import accept
from ciiz.domain.processes.models import Draft
from ciiz.domain.processes.operations.definitions import LIBRARY
from ciiz.domain.processes.public import draft_blank, draft_of
from tests.worlds import act, membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
CANTONS = LIBRARY.parent / "cantons"
FILES = [*sorted(LIBRARY.glob("*.bpmn")), *sorted(CANTONS.glob("*/processes/*.bpmn"))]


def begun(path: Path) -> Draft:
    """A draft with this file, of the office."""
    with act("officer") as actor:
        return draft_of(actor=actor, content=path.read_bytes())


def opened(page: Page, draft: Draft) -> None:
    """The editor with the drawing of this draft."""
    page.goto(f"/handbook/drafts/{draft.id}/edit/")
    expect(page.locator("[data-editor][data-ready='1']")).to_be_attached()


def saved(page: Page) -> None:
    """Saves and waits for the answer."""
    page.locator("[data-do=save]").click()
    expect(page.locator("[data-editor]")).to_have_attribute("data-now", "saved")


def graph(draft: Draft) -> Definition:
    """What the engine reads in a draft, whatever file it came from."""
    drawn = accept(Draft.objects.get(id=draft.id).xml.encode()).definition
    return replace(drawn, key="")


def test_every_process_that_is_opened_and_saved_unchanged_stays_the_same(browser_page: OpenPage) -> None:
    page = browser_page("fr", user=membership("officer").user)
    changed = {}
    for path in FILES:
        draft = begun(path)
        before = graph(draft)
        opened(page, draft)
        saved(page)
        draft.refresh_from_db()
        assert draft.version == 2
        after = graph(draft)
        if differences(before, after) or before != after:
            changed[path.name] = differences(before, after)
    assert len(FILES) > 15
    assert changed == {}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_editor_is_accessible_and_fits_wide_and_narrow(browser_page: OpenPage, width: int) -> None:
    draft = begun(LIBRARY / "CII101.bpmn")
    page = browser_page("de", width, user=membership("officer").user)
    opened(page, draft)
    page.locator("[data-chooser]").select_option("Step_5")
    shoot(page, f"editor-{width}")
    assert axe_findings(page) == []
    assert not overflows(page)


def choose(page: Page, element: str) -> None:
    """Chooses an element by the list beside the drawing."""
    page.locator("[data-chooser]").select_option(element)


def write(page: Page, part: str, field: str, text: str) -> None:
    """Types into one entry of the form and leaves it."""
    entry = page.locator(f"[data-part={part}] {field}")
    entry.fill(text)
    entry.press("Tab")


def name(page: Page, word: str, *, described: bool = False) -> None:
    """Name, and description where there is one, in four languages."""
    for language in ("de", "fr", "it", "en"):
        write(page, "texts", f"[data-language={language}][data-field=name]", f"{word} {language}")
        if described:
            write(page, "texts", f"[data-language={language}][data-field=body]", f"{word}: {language}")


def blank() -> Draft:
    """An empty drawing of the office."""
    with act("officer") as actor:
        return draft_blank(actor=actor, process="AB12", name={"de": "Abklärung"})


def test_an_empty_drawing_becomes_a_process_that_runs_by_the_form_alone(browser_page: OpenPage) -> None:
    draft = blank()
    page = browser_page("it", user=membership("officer").user)
    opened(page, draft)
    problems = page.locator("[data-problems] li")
    assert problems.count() > 3
    choose(page, "pool")
    name(page, "Prozess")
    choose(page, "lane")
    name(page, "Bahn")
    choose(page, "start")
    name(page, "Beginn")
    choose(page, "end")
    name(page, "Ende")
    choose(page, "step")
    name(page, "Prüfen", described=True)
    page.locator("[data-part=journeys] [data-row-add]").click()
    page.locator("[data-part=journeys] [data-field=name]").select_option("plan.validate")
    page.locator("[data-part=with] [value=contact]").check()
    page.locator("[data-part=input] [data-row-add]").click()
    for language in ("de", "fr", "it", "en"):
        write(page, "input", f"[data-field={language}]", f"Akten {language}")
    write(page, "systems", "input", "CII001, AC001")

    page.locator("[data-next=term]").click()
    name(page, "Frist", described=True)
    write(page, "period", "[data-field=code]", "plan_validation")
    write(page, "period", "[data-field=count]", "10")
    page.locator("[data-part=period] [data-field=days]").select_option("working")
    page.locator("[data-part=period] summary").click()
    page.locator("[data-part=period] [value=validate_plan]").check()
    page.locator("[data-part=source] select").select_option("S")

    choose(page, "to_end")
    page.locator("[data-part=next] [data-delete]").click()
    choose(page, "step")
    page.locator("[data-next=choice]").click()
    name(page, "Gültig?")
    choice = page.locator("[data-chooser]").input_value()
    page.locator("[data-link] select").select_option("end")
    page.locator("[data-connect]").click()
    choose(page, choice)
    page.locator("[data-link] select").select_option("step")
    page.locator("[data-connect]").click()
    for target, answer in (("end", "yes"), ("step", "no")):
        arrow = page.locator("[data-chooser] option").filter(has_text="→").filter(has_text="Gültig? it →")
        wanted = arrow.filter(has_text={"end": "→ AB12.3", "step": "→ AB12.2"}[target])
        choose(page, str(wanted.get_attribute("value")))
        name(page, answer)
        page.locator(f"[data-part=outcomes] [value={answer}]").check()
    saved(page)
    shoot(page, "editor-drawn")
    assert problems.all_inner_texts() == []
    expect(page.locator("[data-none]")).to_be_visible()

    drawn = graph(draft)
    step = drawn.steps["AB12.2"]
    assert step.text.name["fr"] == "Prüfen fr"
    assert step.text.description["en"] == "Prüfen: en"
    assert step.journeys == {"plan.validate": ("yes", "no")}
    assert step.roles_with == ("contact",)
    assert step.inputs[0].words["it"] == "Akten it"
    assert step.systems == ("CII001", "AC001")
    [term] = step.deadlines
    assert (term.code, term.days, term.working_days, term.tasks) == ("plan_validation", 10, True, ("validate_plan",))
    assert {way.outcomes for way in drawn.flows if way.outcomes} == {frozenset({"yes"}), frozenset({"no"})}
    xml = Draft.objects.get(id=draft.id).xml
    assert 'name="Prüfen de"' in xml


def test_what_is_changed_can_be_undone_and_done_again_and_other_languages_stay(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII101.bpmn")
    page = browser_page("fr", user=membership("officer").user)
    opened(page, draft)
    choose(page, "Step_3")
    field = page.locator("[data-part=texts] [data-language=fr][data-field=name]")
    before = field.input_value()
    write(page, "texts", "[data-language=fr][data-field=name]", "Rédiger le plan")
    drawn = page.locator("[data-element-id=Step_3] text").first
    expect(drawn).to_contain_text("Rédiger le")
    page.locator("[data-do=undo]").click()
    assert field.input_value() == before
    page.locator("[data-do=redo]").click()
    assert field.input_value() == "Rédiger le plan"
    page.locator(".djs-container svg").first.focus()
    page.keyboard.press("Control+z")
    assert field.input_value() == before
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-editor]")).to_have_attribute("data-now", "saved")
    step = graph(draft).steps["CII101.3"]
    assert step.text.name["fr"] == "Rédiger le plan"
    assert step.text.name["de"] == "Aktionsplan erstellen"
    assert re.search(r'<bpmn:userTask[^>]* name="Aktionsplan erstellen"', Draft.objects.get(id=draft.id).xml)


def test_a_step_that_is_renumbered_stays_the_one_that_others_name(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII101.bpmn")
    page = browser_page("de", user=membership("officer").user)
    opened(page, draft)
    choose(page, "Step_7")
    write(page, "code", "input", "CII101.70")
    saved(page)
    assert page.locator("[data-problems] li").count() == 0
    drawn = graph(draft)
    assert "CII101.7" not in drawn.steps
    assert any(node.resumes == "CII101.70" for node in drawn.nodes.values())
    assert any("CII101.70" in node.interrupts for node in drawn.events.values())


def test_a_problem_leads_to_its_element(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII101.bpmn")
    page = browser_page("en", user=membership("officer").user)
    opened(page, draft)
    choose(page, "Step_3")
    page.locator("[data-part=source] select").select_option("")
    write(page, "texts", "[data-language=it][data-field=name]", "")
    saved(page)
    first = page.locator("[data-problems] button").first
    choose(page, "Start")
    first.click()
    assert page.locator("[data-chooser]").input_value() == "Step_3"
    assert page.locator("[data-element-id=Step_3].has-problem").count() == 1
    shoot(page, "editor-problems")


def test_two_who_draw_at_once_are_told_and_nothing_is_lost(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII102.bpmn")
    officer = membership("officer").user
    one, other = browser_page("de", user=officer), browser_page("de", user=officer)
    opened(one, draft)
    opened(other, draft)
    saved(one)
    choose(other, "Step_6")
    write(other, "texts", "[data-language=de][data-field=name]", "Anders")
    other.locator("[data-do=save]").click()
    expect(other.locator("[data-state=conflict]")).to_be_visible()
    assert other.locator("[data-part=texts] [data-language=de][data-field=name]").input_value() == "Anders"
    with other.expect_download() as kept:
        other.locator("[data-do=keep]").click()
    assert 'name="Anders"' in Path(kept.value.path()).read_text()
    assert kept.value.suggested_filename == "CII102.bpmn"
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    other.on("dialog", leave)
    other.goto("/handbook/")
    assert asked == ["beforeunload"]


def test_who_was_signed_out_meanwhile_is_told_and_nothing_is_lost(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII102.bpmn")
    page = browser_page("de", user=membership("officer").user)
    opened(page, draft)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("[data-do=save]").click()
    expect(page.locator("[data-state=signed-out]")).to_be_visible()
    page.context.add_cookies([one for one in cookies if "csrf" not in one["name"]])  # type: ignore[misc]
    saved(page)
    draft.refresh_from_db()
    assert draft.version == 2


def test_the_tools_speak_the_reader_s_language_and_draw_the_subset_only(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII102.bpmn")
    titles = {}
    for language in ("de", "fr", "it", "en"):
        page = browser_page(language, user=membership("officer").user)
        opened(page, draft)
        choose(page, "Step_6")
        titles[language] = page.locator(".djs-palette .entry, .djs-context-pad .entry").evaluate_all(
            "tools => tools.map(tool => tool.title || tool.ariaLabel)"
        )
    assert len(titles["en"]) > 15
    for language in ("de", "fr", "it"):
        same = [one for one, other in zip(titles[language], titles["en"], strict=True) if one == other]
        assert set(same) <= {"Pool"}


def test_without_javascript_the_page_says_what_to_do(browser_page: OpenPage) -> None:
    draft = begun(LIBRARY / "CII102.bpmn")
    page = browser_page("de", NARROW, javascript=False, user=membership("officer").user)
    page.goto(f"/handbook/drafts/{draft.id}/edit/")
    expect(page.locator("main .notice")).to_be_visible()
    expect(page.locator("[data-editor]")).to_be_hidden()
