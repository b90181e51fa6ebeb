"""One instance of every page in a browser: axe finds nothing, nothing is too wide, the keyboard is enough."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from ciiz.domain.organisations.models import User
from tests.harness.crawling import Crawl
from tests.web.test_crawl import cases_at_every_stage
from tests.worlds import membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = ("smz.contact", "rav.front", "regional", "officer", "steering")
"""Together they reach every page."""
VISIBLE = """(() => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none";
})()"""
"""Whether one sees where the focus is; past the last element it is nowhere."""


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[str, str]]]:
    """For each role the addresses that no role before it reaches; found by following links without a browser."""
    monkeypatch.setattr(User, "has_usable_password", lambda user: True)
    with transaction.atomic():
        cases_at_every_stage()
    found: dict[str, list[tuple[str, str]]] = {}
    known: set[str] = set()
    for name in ROLES:
        client = Client(headers={"accept-language": "de"})
        client.force_login(membership(name).user)
        crawl = Crawl(client, "de", per_pattern=1).run("/")
        found[name] = [(view, address) for view, address in crawl.pages if view not in known]
        known.update(view for view, _ in found[name])
    return found


def looked_at(page: Page, addresses: list[tuple[str, str]], mark: str) -> Iterator[str]:
    """Opens each page and says what is wrong with it."""
    for view, address in addresses:
        page.goto(address)
        shoot(page, f"crawl-{view.replace(':', '-')}-{mark}")
        if overflows(page):
            yield f"{view} {mark}: wider than the window"
        for finding in axe_findings(page):
            yield f"{view} {mark}: {finding}"


@pytest.mark.parametrize(("language", "width"), [("de", WIDE), ("fr", NARROW)])
def test_every_page_is_accessible_and_fits(
    browser_page: OpenPage, addresses: dict[str, list[tuple[str, str]]], language: str, width: int
) -> None:
    wrong: list[str] = []
    for name in ROLES:
        page = browser_page(language, width, user=membership(name).user)
        wrong += looked_at(page, addresses[name], f"{language}-{width}")
    assert not wrong, "\n".join(wrong)


def test_pages_can_be_used_by_keyboard_and_at_double_size(browser_page: OpenPage) -> None:
    with transaction.atomic():
        cases_at_every_stage()
    page = browser_page("de", user=membership("smz.contact").user)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("zum")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.keyboard.press("Tab")
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(VISIBLE), page.evaluate("document.activeElement.outerHTML")
    page.set_viewport_size({"width": WIDE // 2, "height": 450})
    for address in ("/", "/cases/", "/check/", "/directory/"):
        page.goto(address)
        assert not overflows(page), address
