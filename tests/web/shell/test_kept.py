"""A session that ends in the middle of a form: the text survives, for its author only."""

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.test import Client
from django.urls import path

from ciiz.domain.organisations.models import User
from ciiz.web.components.forms import HouseForm
from config.urls import urlpatterns as real

from ..conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.shell.test_kept")]
TEXT = "Gespräch mit der Person: Schlaf besser, Training angelaufen."


class LogForm(HouseForm):
    text = forms.CharField(widget=forms.Textarea)
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    password = forms.CharField(required=False)


def log(request: HttpRequest) -> HttpResponse:
    form = LogForm.opened(request)
    if request.method == "POST" and form.is_valid():
        return redirect("start")
    page = "{% error_summary form %}<form method=post>{% csrf_token %}{% submission %}{{ form }}</form>"
    return HttpResponse(engines["django"].from_string(page).render({"form": form}, request))


urlpatterns = [*real, path("log/", log)]


def key_of(client: Client) -> str:
    return client.get("/log/").content.decode().split('name="submission" value="')[1].split('"')[0]


def send_too_late(client: Client, **more: str) -> HttpResponse:
    typed = {"text": TEXT, "kinds": ["a", "b"], "password": "geheim", "submission": key_of(client)} | more
    client.logout()
    return client.post("/log/", typed)  # type: ignore[return-value]


def kept_in(response: HttpResponse) -> str:
    return response.content.decode().split('name="kept" value="')[1].split('"')[0]


def sign_in(client: Client, response: HttpResponse, login: str = "anna@example.org") -> str:
    answer = {"login": login, "password": PASSWORD, "kept": kept_in(response), "next": "/log/"}
    return str(client.post("/account/login/", answer)["Location"])


def test_the_sign_in_page_carries_the_text_and_the_form_shows_it_again(anna: Client) -> None:
    response = send_too_late(anna)
    assert response.status_code == 403
    assert sign_in(anna, response) == "/log/"
    page = anna.get("/log/").content.decode()
    assert TEXT in page
    assert page.count("checked") == 2 or page.count("selected") == 2


def test_the_text_appears_once(anna: Client) -> None:
    sign_in(anna, send_too_late(anna))
    anna.get("/log/")
    assert TEXT not in anna.get("/log/").content.decode()


def test_a_wrong_password_in_between_loses_nothing(anna: Client) -> None:
    response = send_too_late(anna)
    again = anna.post("/account/login/", {"login": "anna@example.org", "password": "x", "kept": kept_in(response)})
    assert sign_in(anna, again) == "/log/"  # type: ignore[arg-type]
    assert TEXT in anna.get("/log/").content.decode()


def test_somebody_else_who_signs_in_does_not_see_the_text(anna: Client) -> None:
    User.objects.create_user("bea@example.org", PASSWORD)
    sign_in(anna, send_too_late(anna), login="bea@example.org")
    assert TEXT not in anna.get("/log/").content.decode()


def test_the_session_holds_no_readable_text(anna: Client) -> None:
    sign_in(anna, send_too_late(anna))
    held = dict(anna.session)
    assert "kept" in held
    assert TEXT not in str(held)


def test_passwords_are_not_carried(anna: Client) -> None:
    sign_in(anna, send_too_late(anna))
    assert "geheim" not in anna.get("/log/").content.decode()


def test_a_forged_text_is_ignored(anna: Client) -> None:
    response = send_too_late(anna)
    forged = {"login": "anna@example.org", "password": PASSWORD, "kept": kept_in(response) + "x"}
    assert anna.post("/account/login/", forged).status_code == 302
    assert TEXT not in anna.get("/log/").content.decode()


def test_too_much_text_is_not_carried_and_the_page_says_so(anna: Client) -> None:
    noise = "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(120_000))
    response = send_too_late(anna, text=noise)
    assert 'name="kept"' not in response.content.decode()


def test_a_form_with_an_expired_protection_code_shows_its_text_to_copy(anna: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/log/", {"text": TEXT, "password": "geheim geheim geheim"})
    assert response.status_code == 403
    assert TEXT in response.content.decode()
    assert "geheim" not in response.content.decode()
