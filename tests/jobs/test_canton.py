"""`ciiz canton`: the first officer comes by the operator, and only the first; a canton names the processes it uses."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.models import Canton, Institution, Membership, User
from ciiz.domain.organisations.operations import load_canton
from ciiz.domain.organisations.values.files import CANTONS
from ciiz.domain.processes.models import Definition
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


@pytest.fixture
def thurgau(tmp_path: Path) -> Path:
    """A copy of a small canton's folder."""
    return Path(shutil.copytree(CANTONS / "TG", tmp_path / "TG"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_canton_may_start_its_cases_on_another_process_of_the_library(
    thurgau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(thurgau / "values.toml", 'entry = "TG-IIZ"', 'entry = "SIP"')
    change(thurgau / "values.toml", '"CMBB"]', '"CMBB", "SIP"]')
    assert canton.run(["load", str(thurgau)]) == 0
    assert "SIP version 1" in capsys.readouterr().out
    assert Definition.objects.filter(canton="TG", code="SIP", state="published").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"CMBB"]', '"CMBB", "NONE1"]', "there is no file of it. (NONE1)"),
        ('entry = "TG-IIZ"', 'entry = "LU-IIZ"', "there is no file of it. (LU-IIZ)"),
        ('entry = "CMBB"', 'entry = "SSG"', "there is no file of it. (SSG)"),
        ('"CII104", ', "", "(Step_S2)"),
    ],
)
def test_a_process_that_the_canton_names_but_nobody_has_drawn_is_said(
    thurgau: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    change(thurgau / "values.toml", old, new)
    for action in ("check", "load"):
        assert canton.run([action, str(thurgau)]) == 1
        assert said in capsys.readouterr().err
    assert not Canton.objects.filter(code="TG").exists()
