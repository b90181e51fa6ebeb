"""The command `ciiz`: understood, or refused with a reason."""

import os
from pathlib import Path

import pytest

from ciiz.foundation.postgres.roles import administrator_sql
from ciiz.jobs.cli import DELEGATED, main


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "DATABASE_URL_OWNER", "DATABASE_URL_WORKER", "CIIZ_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CIIZ_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    "arguments",
    [[], ["unknown"], ["db"], ["db", "unknown"], ["db", "url", "--role", "superuser"], ["serve", "--port", "99999"]],
)
def test_what_it_does_not_know_it_names(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: ciiz" in capsys.readouterr().err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("demo", "serve", "worker", "migrate", "db", "resetdb", *DELEGATED))


def test_roles_are_printed_as_sql(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "roles", "--sql"]) == 0
    assert capsys.readouterr().out.strip() == administrator_sql().strip()


def test_the_address_of_a_named_server_is_printed_without_starting_one(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL_OWNER", "postgresql://boss:p%2Fw@db.example:6432/iiz?sslmode=verify-full")
    assert main(["db", "url", "--role", "owner"]) == 0
    assert capsys.readouterr().out == "postgresql://boss:p%2Fw@/iiz?host=db.example&port=6432&sslmode=verify-full\n"
    assert not own_folder.exists()


def test_a_named_server_is_never_emptied(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/ciiz")
    assert main(["resetdb"]) == 1
    assert "DATABASE_URL" in capsys.readouterr().err


def test_the_embedded_server_started_for_an_address_can_be_stopped(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", "url"]) == 0
    assert "ciiz_app" in capsys.readouterr().out
    pid = int((own_folder / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, 0)
    assert main(["db", "stop"]) == 0
    assert capsys.readouterr().out == "stopped\n"
    assert main(["db", "stop"]) == 0
    assert capsys.readouterr().out == "no embedded server was running\n"
    assert main(["resetdb"]) == 0
    assert not (own_folder / "postgres").exists()


def test_a_wrong_port_in_the_environment_is_named(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIIZ_PORT", "many")
    assert main(["demo"]) == 1
    assert "CIIZ_PORT" in capsys.readouterr().err


def test_whoever_checks_the_audit_trail_says_by_which_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIIZ_DATA", str(tmp_path))
    monkeypatch.delenv("CIIZ_SECRET_KEY", raising=False)
    assert main(["audit", "verify"]) == 2
    assert "set CIIZ_SECRET_KEY, or name the key" in capsys.readouterr().err
