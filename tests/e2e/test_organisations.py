"""Directory, account and administration in a browser: four languages, wide and narrow, keyboard, no JavaScript."""

import pytest
from playwright.sync_api import expect

from ciiz.domain.organisations.models import ContactPerson, Membership, User

from ..worlds import membership
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "directory": "/directory/",
    "account": "/account/",
    "entry": "/account/entry/",
    "people": "/administration/people/",
    "invite": "/administration/people/invite/",
    "institutions": "/administration/institutions/",
    "institution": "/administration/institutions/new/",
}
TITLES = {
    "directory": {"de": "Verzeichnis", "fr": "Annuaire", "it": "Rubrica", "en": "Directory"},
    "account": {"de": "Mein Konto", "fr": "Mon compte", "it": "Il mio account", "en": "My account"},
}


def user_for(page: str) -> User:
    """Somebody who finds the page: a contact person with an entry, or the officer."""
    contact = membership("rav.contact")
    ContactPerson.objects.get_or_create(
        membership=contact, defaults={"languages": ["de", "fr"], "competences": ["debts", "youth"], "phone": "027 1"}
    )
    return membership("officer").user if page not in ("account", "entry") else contact.user


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("page_name", PAGES)
def test_every_page_is_accessible_and_fits_wide_and_narrow(browser_page: OpenPage, page_name: str, width: int) -> None:
    page = browser_page("fr", width, user=user_for(page_name))
    page.goto(PAGES[page_name])
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert axe_findings(page) == []
    assert not overflows(page)
    shoot(page, f"organisations-{page_name}-{width}")


@pytest.mark.parametrize("lang", ["de", "fr", "it", "en"])
@pytest.mark.parametrize("page_name", TITLES)
def test_pages_speak_the_readers_language(browser_page: OpenPage, page_name: str, lang: str) -> None:
    page = browser_page(lang, user=user_for(page_name))
    page.goto(PAGES[page_name])
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[page_name][lang])


def test_a_person_is_invited_and_their_role_ended_without_javascript(browser_page: OpenPage) -> None:
    page = browser_page("en", NARROW, javascript=False, user=membership("officer").user)
    page.goto(PAGES["people"])
    page.get_by_role("link", name="Invite a person").click()
    page.get_by_label("E-mail address").fill("browser@test.example")
    page.get_by_label("First name").fill("Bettina")
    page.get_by_label("Last name").fill("Browser")
    page.get_by_label("Institution (required)").select_option(label="SMZ Test")
    page.get_by_label("Role (required)").select_option("contact")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("alert")).to_contain_text("A contact person needs a kind")
    expect(page.get_by_label("Last name")).to_have_value("Browser")
    page.get_by_label("Contact person for").select_option("asylum")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("status")).to_contain_text("The message with the link is on its way.")
    page.get_by_label("Last day").fill("2099-12-31")
    page.get_by_role("button", name="End this role").click()
    expect(page.get_by_role("status")).to_contain_text("The role ends after its last day.")
    held = Membership.objects.get(user__email="browser@test.example")
    assert str(held.last_day) == "2099-12-31"


def test_the_directory_is_searched_by_keyboard(browser_page: OpenPage) -> None:
    page = browser_page("en", user=membership("rav.front").user)
    page.goto(PAGES["directory"])
    page.get_by_label("Name or institution", exact=True).press_sequentially("smz")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").nth(1)).to_contain_text("smz.contact Test")
