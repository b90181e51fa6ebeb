"""A session that ends in the middle of a form, as a person sees it: without JavaScript, nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from ciiz.domain.organisations.models import User
from ciiz.web.shell.sessions import SessionStore

from ..web.conftest import PASSWORD, give_role
from .conftest import OpenPage, axe_findings, shoot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.web.components.pages")]
TEXT = "Gespräch mit der Person: Training gut angelaufen, Schlaf besser."


@pytest.mark.parametrize("javascript", [False, True])
def test_what_was_typed_is_in_the_form_again_after_signing_in(browser_page: OpenPage, javascript: bool) -> None:
    user = User.objects.create_user("anna@example.org", PASSWORD)
    give_role(user, "rav.contact")
    page = browser_page("de", javascript=javascript, user=user)
    page.goto("/list/?page=2")
    page.get_by_label("Bemerkung").fill(TEXT)
    page.get_by_label("weiblich").check()
    page.get_by_label("SMZ Firnegg").check()
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "session"]
    SessionStore(cookie["value"]).delete()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    expect(page.get_by_text("Ihr Text ist aufbewahrt")).to_be_visible()
    if javascript:
        assert axe_findings(page) == []
        shoot(page, "expired")
    page.get_by_label("E-Mail-Adresse").fill("anna@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_label("Bemerkung")).to_have_value(TEXT)
    expect(page.get_by_label("weiblich")).to_be_checked()
    expect(page.get_by_label("SMZ Firnegg")).to_be_checked()
    expect(page).to_have_url("/list/?page=2")
