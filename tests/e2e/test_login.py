"""The sign-in page in a browser: four languages, wide and narrow, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from ciiz.domain.organisations.models import User

from ..web.conftest import PASSWORD, give_role
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
BUTTON = {"de": "Anmelden", "fr": "Se connecter", "it": "Accedere", "en": "Sign in"}


@pytest.fixture
def anna() -> User:
    """A contact person who also coordinates."""
    user = User.objects.create_user("anna@example.org", PASSWORD, first_name="Anna", last_name="Muster")
    give_role(user, "rav.contact")
    give_role(user, "regional")
    return user


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("lang", BUTTON)
def test_the_sign_in_page_is_complete_in_every_language_and_width(
    browser_page: OpenPage, lang: str, width: int
) -> None:
    page = browser_page(lang, width)
    page.goto("/account/login/")
    expect(page.get_by_role("heading", level=1)).to_have_text(BUTTON[lang])
    expect(page.locator("html")).to_have_attribute("lang", f"{lang}-CH")
    assert axe_findings(page) == []
    assert not overflows(page)
    shoot(page, f"login-{lang}-{width}")


def test_the_language_is_changed_by_its_button_without_javascript(browser_page: OpenPage) -> None:
    page = browser_page("de", javascript=False)
    page.goto("/account/login/")
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")


def test_signing_in_takes_the_keyboard_only(browser_page: OpenPage, anna: User) -> None:
    page = browser_page("de")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("anna@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rolle wählen")
    assert axe_findings(page) == []
    shoot(page, "role")


def test_a_wrong_password_is_said_first_and_leads_to_the_field(browser_page: OpenPage, anna: User) -> None:
    page = browser_page("de")
    page.goto("/account/login/")
    page.get_by_label("E-Mail-Adresse").fill("anna")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe_findings(page) == []
    shoot(page, "login-errors")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("E-Mail-Adresse")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_frame_of_the_pages_works_at_every_width(
    browser_page: OpenPage, anna: User, width: int, javascript: bool
) -> None:
    page = browser_page("de", width, javascript, user=anna)
    page.goto("/")
    if width == NARROW:
        page.get_by_text("Menü", exact=True).click()
        expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_visible()
        if javascript:
            shoot(page, "menu-narrow")
            page.keyboard.press("Escape")
        else:
            page.get_by_text("Menü", exact=True).click()
    if javascript:
        assert axe_findings(page) == []
        assert not overflows(page)
        shoot(page, f"start-{width}")
    page.locator(".who > summary").click()
    shoot(page, f"who-{width}-{javascript}")
    page.get_by_role("button", name="Regional").click()
    expect(page.locator(".who > summary")).to_contain_text("Regional")
    page.locator(".who > summary").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
