"""Components in a browser: accessible, within the window, readable at 200 %, usable by keyboard."""

import pytest
from playwright.sync_api import expect

from ciiz.domain.organisations.models import User

from ..web.conftest import PASSWORD, give_role
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.web.components.pages")]


@pytest.fixture
def anna() -> User:
    """A contact person."""
    user = User.objects.create_user("anna@example.org", PASSWORD, first_name="Anna", last_name="Muster")
    give_role(user, "rav.contact")
    return user


@pytest.mark.parametrize("width", [WIDE, NARROW, WIDE // 2])
@pytest.mark.parametrize("name", ["case", "list"])
def test_components_are_accessible_at_every_width(browser_page: OpenPage, anna: User, name: str, width: int) -> None:
    page = browser_page("de", width, user=anna)
    page.goto(f"/{name}/")
    shoot(page, f"sample-{name}-{width}")
    assert axe_findings(page) == []
    assert not overflows(page)


def test_a_refused_form_names_every_field_and_keeps_what_was_typed(browser_page: OpenPage, anna: User) -> None:
    page = browser_page("de", user=anna)
    page.goto("/list/")
    page.get_by_label("Bemerkung").fill("bleibt stehen")
    page.get_by_role("button", name="Speichern").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link", name="Geschlecht")).to_be_visible()
    expect(page.get_by_label("Bemerkung")).to_have_value("bleibt stehen")
    shoot(page, "sample-list-errors")
    assert axe_findings(page) == []


def test_the_slash_key_goes_to_the_search_field(browser_page: OpenPage, anna: User) -> None:
    page = browser_page("de", user=anna)
    page.goto("/case/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("Muster/Meier")
    expect(page.get_by_role("searchbox")).to_have_value("Muster/Meier")


def test_what_cannot_be_taken_back_asks_first_without_javascript(browser_page: OpenPage, anna: User) -> None:
    page = browser_page("de", javascript=False, user=anna)
    page.goto("/case/")
    expect(page.get_by_role("button", name="Ja, abbrechen")).to_be_hidden()
    page.get_by_text("Abbrechen …").click()
    expect(page.get_by_role("button", name="Ja, abbrechen")).to_be_visible()


def test_paper_shows_the_content_only(browser_page: OpenPage, anna: User) -> None:
    page = browser_page("de", user=anna)
    page.goto("/case/")
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shoot(page, "sample-print")


def test_the_drawing_of_a_process_lights_its_steps_within_the_security_policy(
    browser_page: OpenPage, anna: User
) -> None:
    page = browser_page("de", user=anna)
    page.goto("/drawing/")
    expect(page.locator(".drawing[data-ready]")).to_be_visible()
    expect(page.locator(".drawing .is-now")).to_have_count(1)
    expect(page.locator(".drawing .is-done")).to_have_count(1)
    shoot(page, "sample-drawing")
    assert axe_findings(page) == []
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.reload()
    expect(page.locator(".drawing[data-ready]")).to_be_visible()
    expect(page.locator(".drawing .is-now")).to_be_in_viewport()
    shoot(page, "sample-drawing-narrow")
