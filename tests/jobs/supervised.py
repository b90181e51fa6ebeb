"""A real `ciiz demo` in a process of its own, on an empty database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS = 180
"""How long is waited at most; on a loaded machine a start takes a minute."""


@dataclass
class Demo:
    """A running demo and what it has printed."""

    process: subprocess.Popen[bytes]
    output: Path
    data: Path
    port: int

    def text(self) -> str:
        return self.output.read_text()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        wait_until(condition, self.text)

    def ready(self) -> None:
        self.wait_for(lambda: "ready http://" in self.text() or self.process.poll() is not None)
        assert "ready http://" in self.text(), self.text()

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)

    def kin(self) -> dict[str, list[int]]:
        """The processes that belong to this data folder, by what they are."""
        found: dict[str, list[int]] = {"postgres": [], "web": [], "worker": []}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().split(b"\0")
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if b"-D" in command and str(self.data / "postgres").encode() in command:
                found["postgres"].append(int(folder.name))
            elif f"CIIZ_DATA={self.data}".encode() in environment.split(b"\0"):
                for name, word in (("web", b"serve"), ("worker", b"worker")):
                    if word in command:
                        found[name].append(int(folder.name))
        return found


def start(data: Path, port: int, **environment: str) -> Demo:
    """Start without waiting; no network is needed and no coverage of others' variables leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CIIZ_", "DATABASE_", "PYTEST_"))}
    variables = {**kept, "CIIZ_DATA": str(data), "CIIZ_PORT": str(port), "PYTHONUNBUFFERED": "1", **environment}
    data.parent.mkdir(parents=True, exist_ok=True)
    output = data.parent / f"{data.name}.{time.monotonic_ns()}.out"
    with output.open("wb") as target:
        command = [sys.executable, "-m", "ciiz.jobs.cli", "demo", "--cases", "0"]
        process = subprocess.Popen(command, env=variables, stdout=target, stderr=subprocess.STDOUT)
    return Demo(process, output, data, port)


def wait_until(condition: Callable[[], bool], explanation: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, explanation()
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
