"""`ciiz demo`: starts everything, mends what dies, stops all of it and nothing else."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ciiz.foundation.postgres.folders import temporary_folder
from ciiz.jobs.supervisor import answers

from . import supervised


@pytest.fixture
def folder() -> Iterator[Path]:
    made = temporary_folder("ciiz-demo-")
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def started(data: Path) -> Iterator[supervised.Demo]:
    """A demo that does not outlive the test."""
    running = supervised.start(data, supervised.free_port())
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop(signal.SIGTERM)


@pytest.fixture(scope="module")
def first() -> Iterator[supervised.Demo]:
    """The first demo on an empty folder, stopped by Ctrl-C as soon as it is ready: most of a start is its schema."""
    made = temporary_folder("ciiz-demo-")
    with started(made / "data") as running:
        running.ready()
        assert running.stop(signal.SIGINT) == 0
        yield running
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def demo(first: supervised.Demo, folder: Path) -> Iterator[supervised.Demo]:
    """A demo on a copy of its folder."""
    subprocess.run(["cp", "-a", first.data, folder / "data"], check=True)
    with started(folder / "data") as running:
        yield running


def test_the_schema_is_created_once(first: supervised.Demo, demo: supervised.Demo) -> None:
    assert "creating the schema" in first.text()
    assert first.text().rstrip().endswith("stopped")
    assert (first.data / "secret").stat().st_mode & 0o777 == 0o600
    demo.ready()
    assert "creating the schema" not in demo.text()
    assert (demo.data / "secret").read_bytes() == (first.data / "secret").read_bytes()


def test_it_mends_what_dies_and_ctrl_c_stops_everything(demo: supervised.Demo) -> None:
    demo.ready()
    address = f"http://127.0.0.1:{demo.port}"
    assert answers(address)
    begun = demo.kin()
    assert all(begun.values()), begun

    for name in ("worker", "web", "postgres"):
        for pid in demo.kin()[name]:
            os.kill(pid, signal.SIGKILL)
        demo.wait_for(lambda name=name: bool(demo.kin()[name]) and not set(demo.kin()[name]) & set(begun[name]))  # type: ignore[misc]
    demo.wait_for(lambda: answers(address))

    assert demo.stop(signal.SIGINT) == 0
    assert not any(demo.kin().values())
    assert demo.text().rstrip().endswith("stopped")


def test_a_second_copy_is_refused_and_the_first_one_killed_without_a_chance_leaves_nothing_running(
    demo: supervised.Demo,
) -> None:
    demo.ready()
    second = supervised.start(demo.data, supervised.free_port())
    assert second.process.wait(supervised.SECONDS) == 1
    assert "already runs on the data folder" in second.text()
    assert answers(f"http://127.0.0.1:{demo.port}")
    demo.stop(signal.SIGKILL)
    demo.wait_for(lambda: not any(demo.kin().values()))


def test_stopped_while_it_starts_it_leaves_nothing_running(folder: Path) -> None:
    with started(folder / "data") as demo:
        demo.wait_for(lambda: "preparing" in demo.text())
        assert demo.stop(signal.SIGTERM) == 0
        assert not any(demo.kin().values())


def test_a_taken_port_is_named(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        refused = supervised.start(folder / "data", port)
        assert refused.process.wait(supervised.SECONDS) == 1
    assert f"Port {port} is taken" in refused.text()
    assert not any(refused.kin().values())


def test_a_folder_of_somebody_else_is_refused_untouched(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "thesis.txt").write_text("mine")
    refused = supervised.start(folder / "data", supervised.free_port())
    assert refused.process.wait(supervised.SECONDS) == 1
    assert "is not empty and not one of ciiz" in refused.text()
    assert [entry.name for entry in (folder / "data").iterdir()] == ["thesis.txt"]


def test_the_demo_never_touches_a_server_named_in_the_environment(folder: Path) -> None:
    refused = supervised.start(folder / "data", supervised.free_port(), DATABASE_URL="postgresql://db.example/ciiz")
    assert refused.process.wait(supervised.SECONDS) == 1
    assert "DATABASE_URL" in refused.text()
