"""The embedded server: made once, found again, and clear about what is in its way."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciiz.foundation.postgres import folders, urls
from ciiz.foundation.postgres.cluster import Cluster, shared_megabytes
from ciiz.foundation.postgres.errors import PostgresError, StartFailed, UnsuitableFolder
from ciiz.foundation.postgres.identity import closed_folders


@pytest.fixture
def data() -> Iterator[Path]:
    made = folders.temporary_folder("ciiz-own-")
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def server(data: Path) -> Iterator[Cluster]:
    cluster = Cluster(data, throw_away=True)
    yield cluster
    cluster.remove()


def test_what_was_committed_is_there_after_a_restart(server: Cluster) -> None:
    server.make()
    server.start()
    server.connect("postgres").execute("create table kept as select 1 as x").connection.close()
    server.stop()
    assert not server.responds()
    server.make()
    server.start()
    with server.connect("postgres") as connection:
        assert connection.execute("select x from kept").fetchone() == (1,)


def test_it_listens_on_a_private_socket_only(server: Cluster) -> None:
    server.make()
    server.start()
    assert server.socket.stat().st_mode & 0o777 == 0o700
    with server.connect("postgres") as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_a_path_too_long_for_a_socket_gets_a_short_folder_elsewhere(data: Path) -> None:
    cluster = Cluster(data / ("long" * 30), throw_away=True)
    cluster.make()
    try:
        cluster.start()
        assert not cluster.socket.is_relative_to(cluster.data)
        assert cluster.responds()
    finally:
        cluster.remove()
    assert not cluster.socket.exists()


def test_a_cluster_of_another_major_version_is_named(server: Cluster) -> None:
    server.make()
    (server.folder / "PG_VERSION").write_text("15\n")
    with pytest.raises(UnsuitableFolder, match="made by PostgreSQL 15"):
        server.make()


def test_a_start_that_was_cut_short_is_made_good(server: Cluster) -> None:
    (server.data / "postgres.new" / "base").mkdir(parents=True)
    server.make()
    assert server.exists


def test_a_server_that_cannot_start_says_why(server: Cluster) -> None:
    server.make()
    (server.folder / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(StartFailed, match="no_such_setting"):
        server.start()


def test_a_number_left_by_a_crash_is_not_taken_for_a_server(server: Cluster) -> None:
    server.make()
    (server.folder / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert server.pid() is None


def test_an_unknown_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIZ_POSTGRES", "9")
    with pytest.raises(PostgresError, match="16 and 18"):
        Cluster(Path("/nowhere"))


def test_a_data_folder_that_is_a_file_is_named(data: Path) -> None:
    (data / "file").write_text("")
    with pytest.raises(UnsuitableFolder, match="cannot be made"):
        folders.prepare_data_folder(data / "file" / "below")


def test_a_socket_folder_prepared_by_somebody_else_is_refused(data: Path) -> None:
    (data / "trap").symlink_to(data)
    with pytest.raises(UnsuitableFolder, match="belongs to somebody else"):
        folders.private_folder(data / "trap", os.geteuid(), os.getegid())


def test_a_folder_closed_to_the_servers_user_is_found(data: Path) -> None:
    data.chmod(0o700)
    assert data in closed_folders(data / "postgres" / "x", 65533, 65533)
    data.chmod(0o711)
    assert data not in closed_folders(data / "postgres" / "x", 65533, 65533)


@pytest.mark.parametrize("role", ["owner", "app", "worker"])
def test_the_settings_name_the_role_and_need_no_database(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in urls.VARIABLES.values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CIIZ_DB_ROLE", role)
    monkeypatch.setenv("CIIZ_DATA", "/nowhere")
    settings = urls.database_settings()
    assert settings["USER"] == f"ciiz_{role}"
    assert settings["HOST"] == "/nowhere/run"
    assert settings["OPTIONS"]["options"] == "-c jit=off -c plan_cache_mode=force_generic_plan"


def test_a_server_without_an_address_for_the_role_is_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ciiz_app:secret@db.example/iiz")
    monkeypatch.setenv("CIIZ_DB_ROLE", "app")
    settings = urls.database_settings()
    assert (settings["HOST"], settings["NAME"], settings["PASSWORD"]) == ("db.example", "iiz", "secret")
    monkeypatch.setenv("CIIZ_DB_ROLE", "owner")
    assert urls.database_settings()["HOST"].endswith(".invalid")


def test_an_unknown_role_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIZ_DB_ROLE", "superuser")
    with pytest.raises(ValueError, match="owner, app, worker"):
        urls.chosen_role()


@pytest.mark.parametrize(("gigabytes", "kept"), [(0.5, 128), (4, 512), (24, 2048)])
def test_the_server_keeps_as_much_of_its_files_as_the_machine_has_memory_for(
    monkeypatch: pytest.MonkeyPatch, gigabytes: float, kept: int
) -> None:
    known = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": int(gigabytes * 2**30) // 4096}
    monkeypatch.setattr(os, "sysconf", known.__getitem__)
    assert shared_megabytes() == kept
