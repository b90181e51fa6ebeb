"""`ciiz demo`: starts everything, mends what dies, stops all of it and nothing else."""

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
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


@pytest.fixture
def demo(folder: Path) -> Iterator[supervised.Demo]:
    running = supervised.start(folder / "data", supervised.free_port())
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGTERM)


def test_it_mends_what_dies_and_ctrl_c_stops_everything(demo: supervised.Demo) -> None:
    demo.ready()
    assert "creating the schema" in demo.text()
    address = f"http://127.0.0.1:{demo.port}"
    assert answers(address)
    first = demo.kin()
    assert all(first.values()), first

    for name in ("worker", "web", "postgres"):
        for pid in demo.kin()[name]:
            os.kill(pid, signal.SIGKILL)
        demo.wait_for(lambda name=name: bool(demo.kin()[name]) and not set(demo.kin()[name]) & set(first[name]))  # type: ignore[misc]
    demo.wait_for(lambda: answers(address))

    assert demo.stop(signal.SIGINT) == 0
    assert not any(demo.kin().values())
    assert demo.text().rstrip().endswith("stopped")
    assert (demo.data / "secret").stat().st_mode & 0o777 == 0o600

    began = time.monotonic()
    again = supervised.start(demo.data, demo.port)
    again.ready()
    assert time.monotonic() - began < 8
    assert "creating the schema" not in again.text()
    assert again.stop(signal.SIGTERM) == 0


def test_killed_without_a_chance_it_leaves_nothing_running(demo: supervised.Demo) -> None:
    demo.ready()
    demo.stop(signal.SIGKILL)
    demo.wait_for(lambda: not any(demo.kin().values()))


def test_stopped_while_it_starts_it_leaves_nothing_running(demo: supervised.Demo) -> None:
    demo.wait_for(lambda: "preparing" in demo.text())
    assert demo.stop(signal.SIGTERM) == 0
    assert not any(demo.kin().values())


def test_a_second_copy_on_the_same_folder_is_refused_and_the_first_one_stays(demo: supervised.Demo) -> None:
    demo.ready()
    second = supervised.start(demo.data, supervised.free_port())
    assert second.process.wait(supervised.SECONDS) == 1
    assert "already runs on the data folder" in second.text()
    assert answers(f"http://127.0.0.1:{demo.port}")


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
