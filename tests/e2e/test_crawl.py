"""One instance of every page in a browser: axe finds nothing, nothing is too wide, the keyboard is enough."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from ciiz.domain.organisations.models import User
from tests.harness.crawling import Crawl
from tests.web.every_stage import cases_at_every_stage, nobody, persons, with_second_factor
from tests.web.test_crawl import all_addresses
from tests.worlds import membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = ("smz.contact", "rav.contact", "rav.front", "iv.contact", "regional", "secretariat", "officer", "steering")
"""Together they reach every page but those named below."""
WITHOUT_A_PAGE = {
    "administration_again",
    "administration_end",
    "administration_lost_device",
    "administration_network_remove",
    "cases:export",
    "cases:read",
    "cases:step",
    "cases:view_remove",
    "cases:view_rename",
    "closing:coaching",
    "closing:letter",
    "coaching:waiting",
    "consent:form",
    "contacts:agreed_done",
    "contacts:done",
    "contacts:export",
    "contacts:informed",
    "documents:annul",
    "documents:download",
    "imports:drop",
    "imports:go_on",
    "imports:report",
    "meetings:arrange",
    "meetings:ask",
    "meetings:cancel",
    "meetings:end_series",
    "meetings:fix",
    "meetings:invite",
    "meetings:invite_all",
    "meetings:letter",
    "meetings:minutes_letter",
    "meetings:minutes_pdf",
    "meetings:minutes_word",
    "meetings:off",
    "meetings:send_minutes",
    "meetings:withdraw",
    "mfa_download_recovery_codes",
    "papers:example",
    "papers:form_pdf",
    "papers:form_word",
    "papers:pdf",
    "papers:template_begin",
    "papers:template_discard",
    "papers:template_preview",
    "papers:template_publish",
    "papers:word",
    "paths:log",
    "paths:overview_csv",
    "paths:process_csv",
    "personal:again",
    "personal:document",
    "personal:end",
    "personal:leave",
    "personal:letter",
    "plans:goal_end",
    "plans:measure_end",
    "plans:print",
    "processes:draft_discard",
    "processes:draft_drawing",
    "processes:draft_file",
    "processes:draft_picture",
    "processes:draft_save",
    "processes:draft_show",
    "processes:drawing",
    "processes:pdf",
    "processes:picture",
    "processes:process_pdf",
    "processes:process_word",
    "processes:word",
    "referrals:paper",
    "set_language",
    "waiting:calendar",
    "waiting:calendar_end",
    "waiting:calendar_make",
}
"""Files, buttons that lead to other pages, and what no reader of the scenes reaches."""
VISIBLE = """(() => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none";
})()"""
"""Whether one sees where the focus is; past the last element it is nowhere."""


NOBODY = ""


def _session(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _named(addresses: list[str]) -> list[tuple[str, str]]:
    """Pages with the names of their addresses."""
    named = [(resolve(address).view_name, address) for address in addresses]
    return [(view, address) for view, address in named if view not in WITHOUT_A_PAGE]


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[str, str]]]:
    """For each role the addresses that no role before it reaches; found by following links without a browser.

    Who is not signed in, the person concerned, and the sessions of somebody with an app have theirs.
    """
    monkeypatch.setattr(User, "has_usable_password", lambda user: True)
    stages = cases_at_every_stage()
    half, whole, security = with_second_factor()
    _stranger, outside = nobody()
    found = {
        NOBODY: _named(outside),
        _session(half): _named([reverse("mfa_authenticate")]),
        _session(whole): _named(security),
    }
    for step, phone, starts in persons(stages):
        pages = Crawl(phone, per_pattern=1, said=None).run(*starts).pages if step == "in" else _named(starts)
        found[_session(phone)] = [(view, address) for view, address in pages if view not in WITHOUT_A_PAGE]
    known = {view for addresses in found.values() for view, _ in addresses}
    for name in ROLES:
        client = Client(headers={"accept-language": "de"})
        client.force_login(membership(name).user)
        crawl = Crawl(client, per_pattern=1, said=None).run(*stages.of(name))
        found[name] = [(view, address) for view, address in crawl.pages if view not in known]
        known.update(view for view, _ in found[name])
    missing = sorted((all_addresses() - known) ^ WITHOUT_A_PAGE)
    assert not missing, f"not seen, or seen in spite of the list: {missing}"
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
    browser_page: OpenPage,
    live_server: LiveServer,
    addresses: dict[str, list[tuple[str, str]]],
    language: str,
    width: int,
) -> None:
    wrong: list[str] = []
    for who, pages in addresses.items():
        page = browser_page(language, width, user=membership(who).user if who in ROLES else None)
        if who not in (*ROLES, NOBODY):
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": who, "url": live_server.url}])
        wrong += looked_at(page, pages, f"{language}-{width}")
    assert not wrong, "\n".join(wrong)


def test_pages_can_be_used_by_keyboard_and_at_double_size(browser_page: OpenPage) -> None:
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
