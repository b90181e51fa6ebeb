"""An informal contact by keyboard alone, from any page, wide and narrow."""

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
    page.get_by_label("Initialen").fill("A. Z.")
    page.get_by_label("Mit wem?").focus()
    page.keyboard.type("SMZ smz.contact")
    expect(page.get_by_role("link", name="027 000 00 01")).to_be_visible()
    page.get_by_label("Betreff").fill("Mietkaution")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A. Z.")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_form_and_list_are_accessible_and_fit(browser_page: OpenPage, width: int) -> None:
    page = browser_page("fr", width, user=membership("rav.contact").user)
    for address in ("/contacts/new/", "/contacts/", "/directory/"):
        page.goto(address)
        assert axe_findings(page) == []
        assert not overflows(page)
