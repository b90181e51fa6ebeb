"""Start, list, case page, drawing, search in a browser: nothing axe complains about, nothing wider than the window."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ciiz.domain.access.public import Category
from ciiz.domain.cases.public import lock
from ciiz.domain.journal.enums import EntryKind
from ciiz.domain.journal.public import log
from ciiz.domain.persons.enums import CapacityBasis
from ciiz.domain.persons.public import judge_capacity
from ciiz.domain.plans.enums import Responsible
from ciiz.domain.plans.public import MeasureInput, latest
from ciiz.journeys import plan as planning
from ciiz.web.shell import sought
from tests.journeys import scene
from tests.worlds import TODAY, become, institution, membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)

MEASURES = {
    "Belastbarkeit im Alltag auf 50 % steigern": (Category.HEALTH, "Belastbarkeitstraining", "IV", 39),
    "Wiedereinstieg im kaufmännischen Bereich": (Category.WORK, "Arbeitsversuch, 3 Monate", "RAV", 5),
}


def full_case() -> UUID:
    """A case with a validated plan, entries and judgements that differ."""
    dossier_id = scene.assigned()
    actor = become("smz.contact")
    planning.draft(actor=actor, dossier_id=dossier_id)
    for text, (category, measure, code, days) in MEASURES.items():
        goal = planning.add_goal(
            actor=actor, dossier_id=dossier_id, expected_version=_version(dossier_id), text=text, category=category
        )
        wanted = MeasureInput(
            text=measure,
            institution_id=institution(code).id,
            deadline=TODAY + timedelta(days=days),
            category=category,
            shares={institution(code).id: 100},
        )
        planning.add_measure(
            actor=actor,
            dossier_id=dossier_id,
            expected_version=_version(dossier_id),
            goal_line=goal.line,
            measure=wanted,
        )
    own = MeasureInput(text="Psychotherapie fortsetzen", responsible=Responsible.PERSON, category=category)
    planning.add_measure(
        actor=actor, dossier_id=dossier_id, expected_version=_version(dossier_id), goal_line=goal.line, measure=own
    )
    planning.sign(
        actor=actor,
        dossier_id=dossier_id,
        expected_version=_version(dossier_id),
        person_signed_on=TODAY,
        manager_signed_on=TODAY,
    )
    for name, text, minutes in (("smz.contact", "Training gut angelaufen, Schlaf besser.", 45),):
        log(
            actor=become(name),
            dossier_id=dossier_id,
            kind=EntryKind.TALK,
            occurred_on=TODAY,
            text=text,
            minutes=minutes,
        )
    for name, percent in (("rav.contact", 40), ("smz.contact", 60)):
        judge_capacity(
            actor=become(name), dossier_id=dossier_id, percent=percent, judged_on=TODAY, basis=CapacityBasis.TALK
        )
    lock(actor=become("smz.contact"), dossier_id=dossier_id)
    return dossier_id


def _version(dossier_id: UUID) -> int:
    found = latest(become("smz.contact"), dossier_id)
    assert found is not None
    return found.version


@pytest.mark.parametrize(("width", "language"), [(WIDE, "de"), (NARROW, "fr")])
def test_pages_of_cases_are_accessible_and_fit(browser_page: OpenPage, width: int, language: str) -> None:
    with transaction.atomic():
        dossier_id = full_case()
        scene.forwarded()
    addresses = {
        "start": "/",
        "cases": "/cases/",
        "case": f"/cases/{dossier_id}/",
        "history": f"/cases/{dossier_id}/history/",
        "process": f"/cases/{dossier_id}/process/",
        "search": sought.address("/search/", membership("smz.contact").user_id, "zum"),
        "handbook": "/handbook/CII101/",
    }
    page = browser_page(language, width, user=membership("smz.contact").user)
    for name, address in addresses.items():
        page.goto(address)
        if name in ("process", "handbook"):
            page.wait_for_selector("[data-ready]")
        shoot(page, f"{name}-{language}-{width}")
        assert not overflows(page), name
        assert not axe_findings(page), name


def test_the_course_of_a_case_is_readable_without_javascript(browser_page: OpenPage) -> None:
    with transaction.atomic():
        dossier_id = scene.assigned()
    page = browser_page("de", javascript=False, user=membership("smz.contact").user)
    page.goto(f"/cases/{dossier_id}/process/")
    assert "CII101.3" in page.inner_text("main")
    page.goto("/cases/")
    page.fill("input[name=text]", "zum")
    page.click("text=Filtern")
    assert "Zumtest Anna" in page.inner_text("main")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_case_page_holds_the_drawing_at_the_current_step(browser_page: OpenPage, width: int) -> None:
    with transaction.atomic():
        dossier_id = scene.assigned()
    page = browser_page("de", width, user=membership("smz.contact").user)
    page.goto(f"/cases/{dossier_id}/")
    expect(page.locator(".drawing")).to_have_count(0)  # nothing of it is fetched before it is asked for
    summary = page.get_by_text("Zeichnung: wer was wann getan hat")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".drawing").last).to_be_attached()
    expect(page.locator(".drawing:visible:not([data-ready])")).to_have_count(0)
    expect(page.locator(".drawing:visible")).to_have_count(1)  # that of the running process; the others are folded
    drawing = page.locator(".drawing").first  # the running process stands first
    step = drawing.locator(".is-now").first
    drawing.locator(".window").scroll_into_view_if_needed()
    expect(step).to_be_in_viewport()
    assert step.locator("text").first.evaluate("text => text.getScreenCTM().a * 12") >= 13  # pixels: it can be read
    expect(page.locator("#stand")).to_contain_text("regional Test")
    shoot(page, f"case-drawing-de-{width}")
    assert not overflows(page)
    assert not axe_findings(page)
    before = step.bounding_box()
    drawing.get_by_role("button", name="Kleiner").press("Enter")
    after = step.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] < before["width"]
    drawing.get_by_role("button", name="Aktueller Schritt").press("Enter")
    expect(step).to_be_in_viewport()
    frame = drawing.locator(".window")
    frame.focus()
    here = frame.evaluate("frame => frame.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("([frame, here]) => frame.scrollLeft > here", arg=[frame.element_handle(), here])
    page.get_by_text("Zeichnung und Schritte").first.press("Enter")
    folded = page.locator(".drawing").nth(1)
    expect(folded).to_have_attribute("data-ready", "1")
    expect(folded.locator(".is-done, .is-now").first).to_be_visible()
    assert not overflows(page)


def test_without_javascript_the_case_page_leads_to_the_drawing(browser_page: OpenPage) -> None:
    with transaction.atomic():
        dossier_id = scene.assigned()
    page = browser_page("de", javascript=False, user=membership("smz.contact").user)
    page.goto(f"/cases/{dossier_id}/")
    page.get_by_text("Zeichnung: wer was wann getan hat").click()
    page.get_by_role("link", name="Zeichnung öffnen").click()
    assert page.url.endswith("/process/")
    assert "regional Test" in page.inner_text("main")
