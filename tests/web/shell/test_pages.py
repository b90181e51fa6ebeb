"""Every page of the frame renders in every language, and what the browser is told about security."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from ciiz.domain.organisations.models import User
from ciiz.domain.organisations.public import demo_logins
from ciiz.web.components.assets import asset_url

from ..conftest import PASSWORD
from .test_sign_in import code_for

pytestmark = pytest.mark.django_db
SIGNED_IN = (
    "start",
    "role",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
)
WITH_APP = ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp")
OPEN = (
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_page_renders_in_every_language(client: Client, user: User, language: str) -> None:
    wanted = {"accept-language": language}
    for name in OPEN:
        assert client.get(reverse(name), headers=wanted).status_code == 200, name
    User.objects.filter(pk=user.pk).update(language=language)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    pages = {name: client.get(reverse(name)) for name in SIGNED_IN}
    secret = pages["mfa_activate_totp"].context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    pages |= {f"{name}, app": client.get(reverse(name)) for name in WITH_APP}
    for name, page in pages.items():
        assert page.status_code == 200, name
        assert f'lang="{language}-CH"' in page.content.decode(), name
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert len(file.content.split()) == 10


def test_a_link_of_a_reset_that_was_used_says_so(client: Client) -> None:
    page = client.get("/account/reset/1-abc-def/", headers={"accept-language": "de"})
    assert "bereits verwendet" in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("de", "IIZ-Check und Fallmeldung am SMZ"), ("it", "Verifica CII")])
def test_the_demonstration_lists_its_logins_in_the_readers_language(
    client: Client, settings: Settings, language: str, words: str
) -> None:
    address, wanted = reverse("account_login"), {"accept-language": language}
    assert demo_logins()[0].email not in client.get(address, headers=wanted).content.decode()
    settings.DEMO = True
    page = client.get(address, headers=wanted).content.decode()
    assert words in page
    for login in demo_logins():
        assert login.email in page


def test_the_browser_is_told_to_trust_nothing_from_elsewhere(client: Client) -> None:
    headers = client.get("/account/login/", secure=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


def test_pages_with_data_stay_out_of_caches(anna: Client) -> None:
    assert "no-store" in anna.get("/")["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_go_over_https_only(client: Client, user: User) -> None:
    client.get("/account/login/")
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    for name in ("session", "csrf", "language"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["secure"], name
        assert client.cookies[name]["samesite"] == "Lax", name


@pytest.mark.parametrize("name", ["app.css", "app.js", "drawing.css", "drawing.js"])
def test_styles_and_scripts_are_kept_by_the_browser_for_good(client: Client, name: str) -> None:
    response = client.get(asset_url(name), headers={"accept-encoding": "br"})
    assert response.status_code == 200
    assert response["Content-Encoding"] == "br"
    assert "immutable" in response["Cache-Control"]
    response.close()
