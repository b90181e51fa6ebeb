"""Paths in a browser: numbers at the drawing, accessible, wide and narrow."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.journeys import plan_scene, scene
from tests.worlds import membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "Fall;Schritt;Datum;Person;Amt\n" + "".join(
    f"{case};{step};{day}.3.2026;{'Ada' if case % 3 else 'Ben'};{('RAV', 'SMZ', 'IV')[(case + day) % 3]}\n"
    for case in range(1, 30)
    for day, step in enumerate(
        [
            "Anmeldung",
            "Erstgespräch mit allen Beteiligten",
            *(["Abklärung"] * (case % 3)),
            "Plan",
            "Anmeldung",
            "Abschluss",
        ]
        if case % 4
        else ["Anmeldung", "Absage"],
        start=1 + case % 7,
    )
)
PAGES = {"overview": "/paths/", "process": "/paths/CII101/"}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_accessible_and_fits_wide_and_narrow(browser_page: OpenPage, width: int) -> None:
    with transaction.atomic():
        for one in (scene.accepted, scene.closed, plan_scene.running):
            one()
    page = browser_page("fr", width, user=membership("officer").user)
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if name == "process":
            expect(page.locator(".drawing .count")).to_have_text(["1", "1"])
        found[name] = (axe_findings(page), overflows(page))
        shoot(page, f"paths-{name}-{width}")
    assert found == dict.fromkeys(PAGES, ([], False))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_log_from_elsewhere_is_looked_at_by_keyboard_wide_and_narrow(browser_page: OpenPage, width: int) -> None:
    page = browser_page("de", width, javascript=False, user=membership("officer").user)
    page.goto("/paths/look/")
    content = (LOG + "1;;1.3.2026;;\n").encode()
    page.get_by_label("Ereignisprotokoll (CSV)").set_input_files(
        {"name": "log.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label("Ereignisprotokoll (CSV)").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Was auf was folgt")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Abklärung").first).to_be_visible()
    shoot(page, f"paths-look-{width}")
    assert not overflows(page)
    assert page.locator(".followed").evaluate("picture => picture.clientWidth") > 300


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_a_log_says_is_accessible(browser_page: OpenPage, width: int) -> None:
    page = browser_page("fr", width, user=membership("officer").user)
    page.goto("/paths/look/")
    page.locator("input[type=file]").set_input_files(
        {"name": "log.csv", "mimeType": "text/csv", "buffer": LOG.encode()}
    )
    page.locator("main form button").click()
    expect(page.locator(".followed")).to_be_visible()
    assert axe_findings(page) == []
