"""A server of one's own: an administrator's SQL, three addresses, then migrate, protect, serve, worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from ciiz.foundation.postgres.binaries import bin_folder
from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.foundation.postgres.roles import LOGIN, administrator_sql
from ciiz.foundation.postgres.urls import VARIABLES
from ciiz.jobs.supervisor import answers

from . import supervised

DATABASE = "iiz"


@pytest.fixture
def environment(cluster: Cluster, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An administrator has run the SQL, twice; the operator has set the variables of docs/operations.md."""
    address = ["--host", str(cluster.socket), "--username", SUPERUSER, "--dbname", "postgres"]
    for _ in range(2):
        command = [str(bin_folder(cluster.version) / "psql"), *address, "--quiet", "--set", "ON_ERROR_STOP=1"]
        subprocess.run(command, input=administrator_sql(DATABASE).encode(), check=True, capture_output=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CIIZ_", "DATABASE_", "PYTEST_"))}
    host = quote(str(cluster.socket), safe="")
    urls = {VARIABLES[role]: f"postgresql://{name}@/{DATABASE}?host={host}&port=5432" for role, name in LOGIN.items()}
    yield {**kept, **urls, "CIIZ_DATA": str(tmp_path / "data"), "CIIZ_SECRET_KEY": "k" * 50, "CIIZ_BEHIND_PROXY": "1"}
    cluster.drop_database(DATABASE)


def ciiz(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ciiz.jobs.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_from_an_empty_server_to_served_pages(environment: dict[str, str], tmp_path: Path) -> None:
    port = supervised.free_port()
    nowhere = {**environment, "DATABASE_URL_OWNER": "postgresql://ciiz_owner@/iiz?host=/nowhere"}
    assert "the database does not answer" in ciiz(nowhere, "migrate").stderr

    refused = ciiz(environment, "serve", "--port", str(port))
    assert refused.returncode == 1
    assert "Run `ciiz migrate`" in refused.stderr

    migrated = ciiz(environment, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    checked = ciiz(environment, "db", "protect", "--check")
    assert (checked.returncode, checked.stdout) == (0, "the database is protected as declared\n"), checked.stderr

    wrong = {**environment, "DATABASE_URL": environment["DATABASE_URL_OWNER"]}
    assert "can step around row-level security" in ciiz(wrong, "serve", "--port", str(port)).stderr

    commands = (["serve", "--port", str(port)], ["worker"])
    running = [
        subprocess.Popen([sys.executable, "-m", "ciiz.jobs.cli", *command], env=environment, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        supervised.wait_until(lambda: answers(f"http://127.0.0.1:{port}"))
        assert all(process.poll() is None for process in running)
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(supervised.SECONDS) for process in running]
    assert codes == [0, 0]
    # Nothing of an embedded server was made beside the one that was named; the worker keeps checkpoints of the trace.
    assert {path.name for path in (tmp_path / "data").glob("*")} <= {"checkpoints"}
