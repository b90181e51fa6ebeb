"""What somebody who reads or writes tables as the pages' role can make of sessions, passwords and second factors."""

import base64
from datetime import timedelta

import psycopg
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import ScryptPasswordHasher, check_password, make_password
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from ciiz.domain.access.public import leave
from ciiz.domain.organisations.models import User
from ciiz.foundation.passwords import PepperedScrypt
from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.web.shell.second_factor import SecondFactorAdapter
from ciiz.web.shell.sessions import SessionStore, digest
from tests.worlds import become, membership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT session_data FROM django_session",
        "SELECT session_key FROM django_session",
        "UPDATE django_session SET expire_date = now() + interval '1 year'",
        "DELETE FROM django_session",
        "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('x', 'x', now())",
    ],
)
def test_the_pages_have_no_right_on_the_table_of_sessions(statement: str) -> None:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.django_db(transaction=True)
def test_the_table_of_sessions_opens_none(cluster: Cluster, client: Client) -> None:
    client.force_login(membership("rav.contact").user)
    key = client.cookies["session"].value
    with cluster.connect(str(connection.settings_dict["NAME"]), SUPERUSER) as above:
        found = above.execute("SELECT session_key, session_data FROM django_session").fetchall()
    assert [row[0] for row in found] == [digest(key)]
    assert key not in str(found)
    assert "_auth_user_id" in SessionStore(key).load()
    assert SessionStore(digest(key)).load() == {}


def test_what_a_session_holds_is_of_no_use_under_another_key() -> None:
    victim = SessionStore()
    victim["_auth_user_id"] = "1"
    victim.save()
    chosen = "k" * 32
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shell_session_write(%s, shell_session_read(%s, now()), %s, true)",
            [digest(chosen), digest(victim.session_key or ""), timezone.now() + timedelta(days=1)],
        )
        assert cursor.fetchone() == (True,)
    assert SessionStore(victim.session_key).load() == {"_auth_user_id": "1"}
    assert SessionStore(chosen).load() == {}


def test_a_session_that_was_removed_does_not_come_back() -> None:
    session = SessionStore()
    session["a"] = 1
    session.save()
    session.delete()
    assert SessionStore(session.session_key).load() == {}
    assert not session.exists(session.session_key or "")
    session["a"] = 2
    with pytest.raises(UpdateError):
        session.save()


def test_a_session_that_is_over_holds_nothing() -> None:
    session = SessionStore()
    session["a"] = 1
    session.set_expiry(-1)
    session.save()
    assert SessionStore(session.session_key).load() == {}


def test_a_password_is_not_to_be_guessed_at_from_the_table_alone() -> None:
    stored = make_password("eine lange Zeile zum Merken")
    assert stored.startswith(f"{PepperedScrypt.algorithm}$")
    assert check_password("eine lange Zeile zum Merken", stored)
    assert not check_password("eine lange Zeile zum Merken!", stored)
    plain = ScryptPasswordHasher()
    as_plain = stored.replace(str(PepperedScrypt.algorithm), str(plain.algorithm), 1)
    assert not plain.verify("eine lange Zeile zum Merken", as_plain)


def test_a_second_factor_lies_encrypted_in_the_table() -> None:
    secret = base64.b32encode(b"0123456789abcdefghij").decode()
    TOTP.activate(membership("rav.contact").user, secret)
    (stored,) = Authenticator.objects.values_list("data", flat=True)
    assert secret not in str(stored)
    assert SecondFactorAdapter().decrypt(stored["secret"]) == secret


@pytest.mark.parametrize("who", ["rav.front", "officer"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET user_id = {}", "UPDATE {} SET user_id = user_id", "DELETE FROM {}"]
)
@pytest.mark.parametrize("table", ["mfa_authenticator", "account_emailaddress"])
def test_nobody_who_acts_touches_second_factor_or_address_of_another(who: str, statement: str, table: str) -> None:
    victim = membership("rav.contact").user
    Authenticator.objects.create(user=victim, type="totp", data={})
    EmailAddress.objects.create(user=victim, email=victim.email, verified=True, primary=True)
    actor = become(who)
    with pytest.raises(DatabaseError, match="its own person"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, actor.user_id))


def test_while_nobody_acts_an_account_keeps_its_address() -> None:
    leave()
    victim = membership("rav.contact").user
    with pytest.raises(DatabaseError, match="its own person"), transaction.atomic():
        User.objects.filter(id=victim.id).update(email="thief@test.example")
    with pytest.raises(DatabaseError, match="its own person"), transaction.atomic():
        User.objects.filter(id=victim.id).update(is_active=False)
    assert User.objects.filter(id=victim.id).update(password=make_password(None)) == 1
