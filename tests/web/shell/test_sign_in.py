"""Signing in: who gets in, who does not, and what the pages reveal."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from ciiz.domain.organisations.models import User
from ciiz.foundation import clock
from ciiz.foundation.invitations import invitation_token
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import message
from ciiz.web.shell import kept, limits, lost_device
from ciiz.web.shell.lost_device import lost_device_token, user_of

from ..conftest import PASSWORD, give_role

pytestmark = pytest.mark.django_db
RIGHT = {"login": "anna@example.org", "password": PASSWORD}
WRONG = {"login": "anna@example.org", "password": "falsch"}
NEW = {"password1": "drei Birnen am Zaun", "password2": "drei Birnen am Zaun"}


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_every_page_leads_to_the_sign_in_page_first(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/"


def test_a_person_with_the_right_password_gets_in(client: Client, user: User) -> None:
    assert client.post("/account/login/", RIGHT)["Location"] == "/"
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, user: User) -> None:
    wrong = client.post("/account/login/", WRONG)
    unknown = client.post("/account/login/", {"login": "nobody@example.org", "password": "falsch"})
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_after_eight_wrong_passwords_the_address_has_to_wait(client: Client, user: User) -> None:
    for _ in range(8):
        assert client.post("/account/login/", WRONG).status_code == 200
    response = client.post("/account/login/", RIGHT)
    assert response.status_code == 429
    assert not is_signed_in(client)


def test_a_success_forgets_the_failures_before(client: Client, user: User) -> None:
    for _ in range(3):
        for _ in range(7):
            client.post("/account/login/", WRONG)
        assert client.post("/account/login/", RIGHT).status_code == 302
        client.logout()


def test_nobody_registers_themselves(client: Client) -> None:
    response = client.post("/account/signup/", {"email": "new@example.org", **NEW})
    assert response.status_code == 405
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_invited_person_sets_a_password_once(client: Client, user: User) -> None:
    invited = User.objects.create_user("bea@example.org")
    address = f"/account/invitation/{invitation_token(invited)}/"
    assert "bea@example.org" in client.get(address).content.decode()
    assert client.post(address, NEW)["Location"] == "/account/login/"
    assert client.get(address).status_code == 410
    assert client.post("/account/login/", {"login": "bea@example.org", "password": NEW["password1"]}).status_code == 302


def test_an_invitation_works_in_a_browser_where_somebody_else_is_signed_in(anna: Client) -> None:
    invited = User.objects.create_user("neu@example.org")
    address = f"/account/invitation/{invitation_token(invited)}/"
    assert anna.get("/").status_code == 200
    sent = anna.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert sent.status_code == 302
    assert User.objects.get(id=invited.id).check_password(PASSWORD)


def test_a_forged_or_old_invitation_opens_nothing(client: Client, user: User, settings: Settings) -> None:
    address = f"/account/invitation/{invitation_token(user)}/"
    assert client.get(address.replace("/invitation/", "/invitation/x")).status_code == 410
    settings.INVITATION_DAYS = -1
    assert client.get(address).status_code == 410


def test_a_weak_first_password_is_refused_with_a_reason(client: Client, user: User) -> None:
    invited = User.objects.create_user("bea@example.org")
    response = client.post(
        f"/account/invitation/{invitation_token(invited)}/", {"password1": "kurz", "password2": "kurz"}
    )
    assert response.status_code == 422
    assert "data-focus" in response.content.decode()


def test_a_forgotten_password_is_replaced_by_a_link(client: Client, user: User, settings: Settings) -> None:
    assert client.post("/account/reset/", {"email": user.email}).status_code == 302
    sent = message(Mail.objects.get(kind="password_reset"), user)
    link = next(word for word in str(sent.body).split() if "/account/reset/" in word).removeprefix(settings.PUBLIC_URL)
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], NEW)
    assert done["Location"] == "/account/reset/done/"
    assert client.post("/account/login/", {**RIGHT, "password": NEW["password1"]}).status_code == 302


def test_asking_for_a_link_does_not_tell_whether_there_is_an_account(client: Client, user: User) -> None:
    known = client.post("/account/reset/", {"email": user.email})
    unknown = client.post("/account/reset/", {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"]
    assert Mail.objects.filter(kind="password_reset").count() == 1


def test_signing_out_needs_a_post(anna: Client) -> None:
    assert anna.get("/account/logout/").status_code == 200
    assert is_signed_in(anna)
    assert anna.post("/account/logout/")["Location"] == "/account/login/"
    assert not is_signed_in(anna)


def code_for(secret: str) -> str:
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def test_outside_the_demo_the_second_step_comes_before_everything(
    client: Client, user: User, settings: Settings
) -> None:
    settings.TOTP_REQUIRED = True
    client.post("/account/login/", RIGHT)
    assert client.get("/")["Location"] == "/account/security/app/"
    form = client.get("/account/security/app/")
    assert form.status_code == 200
    secret = form.context["form"].secret
    done = client.post("/account/security/app/", {"code": code_for(secret)})
    assert done["Location"] == "/account/security/codes/"
    assert len(client.get("/account/security/codes/").context["unused_codes"]) == 10
    assert client.get("/").status_code == 200

    client.post("/account/logout/")
    assert client.post("/account/login/", RIGHT)["Location"] == "/account/code/"
    assert not is_signed_in(client)
    assert client.post("/account/code/", {"code": "000000"}).status_code == 200
    assert client.post("/account/code/").status_code == 200
    assert client.get("/")["Location"].startswith("/account/login/")


def test_a_code_works_once_whichever_process_is_asked(client: Client, user: User) -> None:
    client.post("/account/login/", RIGHT)
    secret = client.get("/account/security/app/").context["form"].secret
    client.post("/account/security/app/", {"code": code_for(secret)})
    code = code_for(secret)
    answers = []
    for _ in range(2):
        cache.clear()  # another process knows nothing of what this one remembers
        client.post("/account/logout/")
        client.post("/account/login/", RIGHT)
        answers.append(client.post("/account/code/", {"code": code}).status_code)
    assert answers == [302, 429]


def test_a_wrong_code_may_be_typed_again(client: Client, user: User) -> None:
    client.post("/account/login/", RIGHT)
    secret = client.get("/account/security/app/").context["form"].secret
    client.post("/account/security/app/", {"code": code_for(secret)})
    client.post("/account/logout/")
    client.post("/account/login/", RIGHT)
    assert [client.post("/account/code/", {"code": "12"}).status_code for _ in range(3)] == [200, 200, 200]


def test_a_recovery_code_works_once_in_place_of_the_app(client: Client, user: User) -> None:
    client.post("/account/login/", RIGHT)
    secret = client.get("/account/security/app/").context["form"].secret
    client.post("/account/security/app/", {"code": code_for(secret)})
    code = client.get("/account/security/codes/").context["unused_codes"][0]
    for signed_in in (True, False):
        client.post("/account/logout/")
        client.post("/account/login/", RIGHT)
        client.post("/account/code/", {"code": code})
        assert is_signed_in(client) is signed_in


def with_app(client: Client) -> str:
    """Signs in, sets up the app, signs out; returns its secret."""
    client.post("/account/login/", RIGHT)
    secret: str = client.get("/account/security/app/").context["form"].secret
    client.post("/account/security/app/", {"code": code_for(secret)})
    client.post("/account/logout/")
    return secret


def test_who_lost_the_device_takes_off_the_second_step_by_link_and_password(client: Client, user: User) -> None:
    with_app(client)
    link = reverse("lost_device", args=[lost_device_token(User.objects.get(pk=user.pk))])
    refused = client.post(link, {"password": "not the password"})
    assert refused.status_code == 422
    assert "Es wurde nichts geändert" in refused.content.decode()
    assert is_mfa_enabled(user)
    assert client.post(link, {"password": RIGHT["password"]})["Location"] == "/account/login/"
    assert not is_mfa_enabled(user)
    assert client.get(link).status_code == 410
    client.post("/account/login/", RIGHT)
    assert is_signed_in(client)
    assert Mail.objects.filter(kind="account_changed", recipient_id=user.pk).exists()


def test_a_link_for_a_lost_device_ends_with_its_day_with_a_new_password_and_with_signing_in(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_app(client)
    token = lost_device_token(User.objects.get(pk=user.pk))
    monkeypatch.setattr(lost_device, "VALID_FOR", timedelta(seconds=-1))
    assert user_of(token) is None
    monkeypatch.undo()
    assert user_of(token) == user
    User.objects.filter(pk=user.pk).update(password=make_password("ein anderer langer Satz"))
    assert user_of(token) is None
    other = lost_device_token(User.objects.get(pk=user.pk))
    User.objects.filter(pk=user.pk).update(last_login=clock.now())
    assert user_of(other) is None
    assert client.get(reverse("lost_device", args=["forged"])).status_code == 410


def test_a_person_with_several_roles_chooses_one_and_may_change_it(client: Client, user: User) -> None:
    other = give_role(user, "regional")
    client.post("/account/login/", RIGHT)
    assert client.get("/?a=b")["Location"] == "/account/role/?next=%2F%3Fa%3Db"
    assert client.post("/account/role/", {"membership": other.pk, "next": "/?a=b"})["Location"] == "/?a=b"
    assert client.get("/").status_code == 200
    assert client.session["membership"] == other.pk


def test_nobody_takes_a_role_of_somebody_else(anna: Client, user: User) -> None:
    foreign = give_role(User.objects.create_user("bea@example.org"), "officer")
    before = anna.session.get("membership")
    assert anna.post("/account/role/", {"membership": foreign.pk})["Location"] == "/account/role/"
    assert anna.session.get("membership") in (before, user.memberships.get().pk)
    assert anna.session.get("membership") != foreign.pk


def test_a_person_without_a_role_is_told_whom_to_ask(client: Client, user: User) -> None:
    user.memberships.update(valid_to="2021-01-01")
    client.post("/account/login/", RIGHT)
    assert "IIZ-Büro" in client.get("/account/role/", headers={"accept-language": "de"}).content.decode()


def test_the_language_chosen_is_that_of_the_account(anna: Client, user: User) -> None:
    anna.post("/language/", {"language": "it", "next": "/"})
    user.refresh_from_db()
    assert user.language == "it"
    assert "Inizio" in anna.get("/").content.decode()


def test_a_new_browser_speaks_the_language_of_the_account(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(language="fr")
    client.post("/account/login/", RIGHT, headers={"accept-language": "en"})
    assert "Accueil" in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_a_change_of_the_password_is_told_by_mail(anna: Client, user: User) -> None:
    anna.post("/account/password/", {"oldpassword": PASSWORD, **NEW})
    assert Mail.objects.get().kind == "account_changed"


@pytest.mark.parametrize(
    ("behind", "told", "counted"),
    [
        (False, "1.1.1.1", "127.0.0.1"),
        (True, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (True, "", "127.0.0.1"),
    ],
)
def test_nobody_chooses_the_address_by_which_attempts_are_counted(
    rf: RequestFactory, settings: Settings, behind: bool, told: str, counted: str
) -> None:
    settings.BEHIND_PROXY = behind
    assert limits.client(rf.get("/", headers={"X-Forwarded-For": told} if told else {})) == counted


def test_an_expired_form_leads_to_no_other_site(rf: RequestFactory) -> None:
    request = rf.post("/x/", headers={"Referer": "http://testserver//other.example/"})
    assert kept.page_of_form(request) == "/%2Fother.example/"


def test_signing_in_gives_a_new_session(client: Client, user: User) -> None:
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["session"] = session.session_key or ""
    client.post("/account/login/", RIGHT)
    assert client.cookies["session"].value != session.session_key
    assert not session.exists(session.session_key or "")
