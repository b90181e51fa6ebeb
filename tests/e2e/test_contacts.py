"""An informal contact by keyboard alone, from any page, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

from ciiz.domain.organisations.models import ContactPerson

from ..worlds import membership
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_contact_is_logged_by_keyboard_and_the_directory_is_one_key_away(browser_page: OpenPage) -> None:
    called = membership("smz.contact")
    ContactPerson.objects.create(membership=called, languages=["de"], phone="027 000 00 01")
    page = browser_page("de", user=membership("rav.contact").user)
    page.goto("/account/")
    page.get_by_label("Einzelne Tasten öffnen Seiten").uncheck()
    page.get_by_role("button", name="Speichern").click()
    page.goto("/")
    page.keyboard.press("d")
    page.keyboard.press("/")
    assert page.url.endswith("/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/account/")
    page.get_by_label("Einzelne Tasten öffnen Seiten").check()
    page.get_by_role("button", name="Speichern").click()
    page.goto("/")
    page.keyboard.press("d")
    expect(page.locator("#id_text")).to_be_focused()
    expect(page.get_by_role("link", name="027 000 00 01")).to_have_attribute("href", "tel:0270000001")
    page.goto("/")
    page.keyboard.press("c")
    expect(page.locator("#id_who")).to_be_focused()
    page.get_by_label("Initialen").fill("A. Z.")
    page.get_by_label("Mit wem?").focus()
    page.keyboard.type("SMZ Test smz.contact")
    expect(page.get_by_role("link", name="027 000 00 01")).to_be_visible()
    page.get_by_label("Betreff").fill("Mietkaution")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A. Z.")


def test_no_key_leaves_a_form_that_was_changed_or_refused(browser_page: OpenPage) -> None:
    page = browser_page("de", user=membership("rav.contact").user)
    page.goto("/check/")
    name = page.locator("#id_family_name")
    name.fill("Neumann")
    for key in ("c", "d"):
        name.blur()
        page.keyboard.press(key)
        page.wait_for_timeout(500)
        assert page.url.endswith("/check/")
        expect(name).to_have_value("Neumann")
    page.get_by_role("button", name="IIZ-Check festhalten").click()
    expect(page.locator("[data-focus]")).to_be_focused()
    page.keyboard.press("d")
    page.wait_for_timeout(500)
    assert page.url.endswith("/check/")
    page.goto("/check/")
    page.keyboard.press("d")
    expect(page.locator("#id_text")).to_be_focused()


def test_a_contact_is_logged_from_the_menu_of_a_narrow_screen(browser_page: OpenPage) -> None:
    page = browser_page("de", NARROW, javascript=False, user=membership("rav.contact").user)
    page.goto("/")
    page.locator(".narrow-menu > summary").click()
    page.locator(".narrow-menu").get_by_role("link", name="Kontakt erfassen").click()
    expect(page).to_have_url(re.compile("/contacts/new/$"))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_form_and_list_are_accessible_and_fit(browser_page: OpenPage, width: int) -> None:
    page = browser_page("fr", width, user=membership("rav.contact").user)
    for address in ("/contacts/new/", "/contacts/", "/directory/"):
        page.goto(address)
        assert axe_findings(page) == []
        assert not overflows(page)
