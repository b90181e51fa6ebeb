"""Double submit: one effect, the same answer."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.test import Client
from django.urls import path

from ciiz.domain.access.public import leave
from ciiz.domain.organisations.models import User
from ciiz.foundation.submissions import Submission
from ciiz.web.shell.submissions import new_key
from config.urls import urlpatterns as real

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.shell.test_submissions")]


def add(request: HttpRequest) -> HttpResponse:
    """Writes a user; the effect that must not happen twice."""
    how = request.POST.get("how", "")
    if how == "invalid":
        return HttpResponse("invalid")
    leave()  # anna, who sends the form, makes no accounts
    User.objects.create_user(f"{User.objects.count()}@example.org")
    if how == "fails":
        raise RuntimeError
    return redirect("/?made=1")


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string("{% submission %}").render({}, request))


urlpatterns = [*real, path("add/", add), path("form/", form)]


def count() -> int:
    return User.objects.filter(email__regex="^[0-9]+@").count()


def test_the_second_copy_leads_where_the_first_one_led(anna: Client, user: User) -> None:
    key = new_key(user.pk)
    first, second = (anna.post("/add/", {"submission": key}) for _ in range(2))
    assert first["Location"] == second["Location"] == "/?made=1"
    assert count() == 1


def test_a_refused_form_may_be_sent_again(anna: Client, user: User) -> None:
    key = new_key(user.pk)
    assert anna.post("/add/", {"submission": key, "how": "invalid"}).content == b"invalid"
    assert anna.post("/add/", {"submission": key}).status_code == 302
    assert count() == 1


def test_a_failed_form_leaves_neither_effect_nor_key(anna: Client, user: User) -> None:
    anna.raise_request_exception = False
    key = new_key(user.pk)
    assert anna.post("/add/", {"submission": key, "how": "fails"}).status_code == 500
    assert count() == 0
    assert not Submission.objects.exists()


def test_keys_of_somebody_else_and_forged_ones_count_for_nothing(anna: Client, user: User) -> None:
    for key in (new_key(user.pk + 1), "1.abc", new_key(user.pk)[:-1]):
        anna.post("/add/", {"submission": key})
    assert not Submission.objects.exists()


def test_each_form_gets_its_own_key(anna: Client) -> None:
    assert anna.get("/form/").content != anna.get("/form/").content
