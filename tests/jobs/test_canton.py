"""`ciiz canton officer`: the first officer comes by the operator, and only the first."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.models import Institution, Membership, User
from ciiz.domain.organisations.operations import load_canton
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.roles import APP, OWNER
from ciiz.jobs import canton, database, embedded

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = ["--mail", "Erste@Test.example", "--first-name", "Erste", "--last-name", "Person", "--language", "fr"]


@pytest.fixture(autouse=True)
def _as_owner(cluster: Cluster, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    @contextmanager
    def here() -> Iterator[None]:
        yield

    settings.SECRET_KEY = "a key of the test that is long enough to be one"
    monkeypatch.setattr(embedded, "database", here)
    monkeypatch.setattr(database, "require_schema", lambda: None)
    monkeypatch.setattr(canton, "start_django", lambda role: None)
    connection.close()
    connection.settings_dict["USER"] = OWNER
    load_canton("VS")
    yield
    connection.close()
    connection.settings_dict["USER"] = APP


def test_the_first_officer_gets_office_role_mail_and_a_link_that_opens(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    assert canton.run(["officer", "VS", *PERSON]) == 0
    membership = Membership.objects.get(user__email="erste@test.example")
    assert (membership.role, membership.institution.code) == (Role.OFFICER, "IIZ-VS")
    assert membership.institution.office.cantons.get().code == "VS"
    assert (membership.user.language, membership.user.has_usable_password()) == ("fr", False)
    assert Mail.objects.get().kind == "invitation"
    (link,) = (word for word in capsys.readouterr().out.split() if "/invitation" in word)
    assert client.get("/" + link.split("/", 3)[3]).status_code == 200


def test_a_second_one_is_refused_until_nobody_is_officer(capsys: pytest.CaptureFixture[str]) -> None:
    assert canton.run(["officer", "VS", *PERSON]) == 0
    other = ["--mail", "zweite@test.example", *PERSON[2:]]
    assert canton.run(["officer", "VS", *other]) == 1
    assert "officer already" in capsys.readouterr().err
    assert not User.objects.filter(email="zweite@test.example").exists()
    first = Membership.objects.get(user__email="erste@test.example")
    first.valid_to = first.valid_from
    first.save()
    assert canton.run(["officer", "VS", *other]) == 0
    assert Institution.objects.filter(canton="VS").count() == 1


def test_an_unknown_canton_and_a_wrong_address_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert canton.run(["officer", "XX", *PERSON]) == 1
    assert "ciiz canton load XX" in capsys.readouterr().err
    assert canton.run(["officer", "VS", "--mail", "nobody", *PERSON[2:]]) == 1
    assert not User.objects.filter(email="nobody").exists()


def test_somebody_with_an_account_is_told_of_the_role(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("erste@test.example", "eine lange Zeile zum Merken")
    assert canton.run(["officer", "VS", *PERSON]) == 0
    assert "exists already" in capsys.readouterr().out
    assert Mail.objects.get().kind == "new_role"
