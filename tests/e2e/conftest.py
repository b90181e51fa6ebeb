"""Browsers for tests: Debian's chromium, one per run; a page per wish of language, width and JavaScript.

Each page watches itself: an error on the console (a blocked script, a missing file) fails the test.
"""

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from ciiz.domain.organisations.models import User

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "var" / "shots"
WIDE, NARROW = 1280, 390
PATIENCE = 120_000
"""Milliseconds that a step may take; a machine that also runs the other tests is slow at times."""
ATTEMPTS = 3
"""How often a picture is tried."""
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
]


class PictureMissing(UserWarning):
    """Chromium could not take a picture; what the test checks is not touched by it."""


class OpenPage(Protocol):
    """Opens a page, signed in as somebody or not."""

    def __call__(
        self, lang: str = "de", width: int = WIDE, javascript: bool = True, user: User | None = None
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need the browser."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    # The driver runs an event loop in this thread; the tests themselves stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE / 4)
    with sync_playwright() as driver:
        yield driver
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """The browser of the run."""
    path = os.environ.get("CIIZ_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is missing: `make test` installs it or says how")
    with _playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS) as running:
        yield running


@pytest.fixture(autouse=True)
def _plain_http(settings: Settings) -> None:
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.LANGUAGE_COOKIE_SECURE = False
    settings.TOTP_REQUIRED = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def browser_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Opens pages of the live server; `page.goto("/")` takes paths."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def opened(lang: str = "de", width: int = WIDE, javascript: bool = True, user: User | None = None) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale=f"{lang}-CH",
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies[configured.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page: Page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    wrong = [text for text in complaints if "status of 4" not in text]
    assert not wrong, wrong


def axe_findings(page: Page) -> list[str]:
    """What axe finds wrong (WCAG 2.2 A and AA, best practices), one line each."""
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
    return [
        f"{finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in result["violations"]
        for node in finding["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Whether the page is wider than the window, so that one would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def shoot(page: Page, name: str) -> Path:
    """A picture of the whole page in var/shots, for people to look at.

    It checks nothing: chromium on a loaded machine now and then cannot take one. Then there is none, and a warning.
    """
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    path.unlink(missing_ok=True)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            page.screenshot(path=path, full_page=True)
        except PlaywrightError as problem:
            if attempt == ATTEMPTS:
                warnings.warn(f"no picture of {name}: {problem.message}", PictureMissing, stacklevel=2)
        else:
            break
    return path
