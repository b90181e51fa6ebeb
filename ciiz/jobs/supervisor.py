"""`ciiz demo`: one process that runs postgres, web and worker as children, restarts what dies and stops them all.

Children live in process groups of their own: Ctrl-C in a terminal reaches only the supervisor, which stops them in
order. Should it be killed without a chance to, the kernel tells the children (PR_SET_PDEATHSIG).
"""

import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.errors import PostgresError, StartFailed
from ciiz.foundation.postgres.folders import data_folder, prepare_data_folder
from ciiz.foundation.postgres.identity import PR_SET_PDEATHSIG

from .embedded import exclusive, start_server

PAUSES = (0.5, 1, 2, 5, 10, 30)
"""Seconds before a child that died is started again; it grows while the child keeps dying."""
STEADY_SECONDS = 60
READY_SECONDS = 60
STOP_SECONDS = 15
LOG_LIMIT = 10_000_000


class Stopped(BaseException):
    """Somebody asked to stop; like KeyboardInterrupt nothing that goes on after an error may catch it."""


@dataclass
class Child:
    """One program under supervision."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start in a process group of its own, output to the log."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - the supervisor has no threads
            )
        self.started = time.monotonic()

    def ended(self) -> int | None:
        """The exit code once it has ended."""
        return self.process.poll() if self.process else None

    def stop(self) -> None:
        """Ask it to end, insist after a while; nothing of its group remains."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        self.end_group()
        self.process.wait()
        self.process = None

    def end_group(self) -> None:
        """Kill what the program itself started and left behind."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


class Supervisor:
    """Postgres, web and worker of one data folder and port."""

    def __init__(self, *, port: int, cases: int, language: str) -> None:
        self.data = data_folder()
        self.port = port
        self.cases = cases
        self.language = language
        self.cluster = Cluster(self.data)
        self.children: list[Child] = []
        self.began = time.monotonic()

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> int:
        """Start everything, say when it is ready, keep it running until told to stop."""
        with exclusive_folder(self.data), stoppable() as asked:
            try:
                check_port(self.port)
                self._start()
                self._keep(asked)
            except Stopped:
                print("stopping ...", flush=True)
            finally:
                # A second Ctrl-C must not leave half of it running.
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(number, signal.SIG_IGN)
                self._stop()
        print("stopped", flush=True)
        return 0

    def _start(self) -> None:
        self._say("starting postgres")
        self._await_former_server()
        start_server(self.cluster, die_with_parent=True)
        environment = self._environment()
        self._say("preparing the database")
        logins = self._prepare(environment)
        self._say("starting web and worker")
        for name, arguments in (("web", ["serve", "--port", str(self.port)]), ("worker", ["worker"])):
            command = [sys.executable, "-m", "ciiz.jobs.cli", *arguments]
            self.children.append(Child(name, command, environment, self.data / "log" / f"{name}.log"))
            self.children[-1].start()
        self._await_pages()
        print(f"ready {self.address}", flush=True)
        for login, password, purpose in logins:
            print(f"  {login:<34} {password:<22} {purpose}")
        if logins and os.environ.get("CIIZ_TOTP") == "on":
            print("CIIZ_TOTP=on: after the password each login sets up an authenticator app, then asks for its code.")
        print("Ctrl-C stops it.", flush=True)

    def _await_former_server(self) -> None:
        # The server of a supervisor that was killed shuts down by itself; it must be gone before ours starts.
        deadline = time.monotonic() + STOP_SECONDS
        while self.cluster.exists and self.cluster.pid() and not self.cluster.responds():
            if time.monotonic() > deadline:
                raise StartFailed(f"A server runs on {self.cluster.folder} and does not answer: {self.cluster.pid()}")
            time.sleep(0.1)

    def _environment(self) -> dict[str, str]:
        environment = {**os.environ, "CIIZ_DATA": str(self.data), "CIIZ_DEMO": "1", "PYTHONUNBUFFERED": "1"}
        environment["CIIZ_SECRET_KEY"] = os.environ.get("CIIZ_SECRET_KEY") or demo_secret(self.data)
        environment.pop("CIIZ_DB_ROLE", None)
        return environment

    def _prepare(self, environment: dict[str, str]) -> list[tuple[str, str, str]]:
        program = [sys.executable, "-m", "ciiz.jobs.cli", "prepare-demo"]
        command = [*program, "--cases", str(self.cases), "--language", self.language]
        with subprocess.Popen(  # noqa: S603 - our own command
            command,
            env=environment,
            stdout=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - the supervisor has no threads
        ) as process:
            try:
                answer, _ = process.communicate()
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            raise StartFailed("The demo database could not be prepared; the reason stands above.")
        return [(str(login), str(password), str(purpose)) for login, password, purpose in json.loads(answer)]

    def _await_pages(self) -> None:
        web = self.children[0]
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.address):
            if web.ended() is not None:
                raise StartFailed(f"The pages did not start:\n{tail(web.log)}")
            if time.monotonic() > deadline:
                raise StartFailed(f"The pages do not answer after {READY_SECONDS} seconds:\n{tail(web.log)}")
            time.sleep(0.1)

    def _keep(self, asked: list[int]) -> None:
        while True:
            time.sleep(0.25)
            if asked:
                raise Stopped
            if os.environ.get("CIIZ_DIE_WITH_PARENT") and os.getppid() == 1:
                raise Stopped
            self._keep_server()
            for child in self.children:
                self._keep_child(child)

    def _keep_server(self) -> None:
        gone = self.cluster.process.poll() is not None if self.cluster.process else self.cluster.pid() is None
        if gone:
            print("postgres ended; starting it again", flush=True)
            start_server(self.cluster, die_with_parent=True)

    def _keep_child(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                child.start()
            return
        code = child.ended()
        if code is None:
            return
        child.end_group()
        child.failures = 0 if now - child.started > STEADY_SECONDS else child.failures + 1
        pause = PAUSES[min(child.failures, len(PAUSES)) - 1] if child.failures else PAUSES[0]
        print(f"{child.name} ended ({code}); starting it again in {pause} s, see {child.log}", flush=True)
        child.process, child.due = None, now + pause

    def _stop(self) -> None:
        for child in reversed(self.children):
            child.stop()
        # A server that `ciiz db url` had started before is not ours to stop.
        if self.cluster.process:
            self.cluster.stop()

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:5.1f} s  {text}", flush=True)


@contextmanager
def exclusive_folder(data: Path) -> Iterator[None]:
    """The data folder, checked and held."""
    prepare_data_folder(data)
    (data / "log").mkdir(exist_ok=True)
    with exclusive(data):
        yield


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """Signals to stop become an exception at the point where the supervisor is; yields those that came.

    While a child is made Python ignores exceptions of handlers, so who waits for long looks at the list, too.
    """
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        raise Stopped

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    if os.environ.get("CIIZ_DIE_WITH_PARENT"):
        _die_with_parent()
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def check_port(port: int) -> None:
    """Refuse a port that somebody else listens on; a former copy that is just ending gets three seconds."""
    for attempt in range(12):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except PermissionError:
                raise PostgresError(f"Port {port} needs special rights. Choose another one with CIIZ_PORT.") from None
            except OSError:
                if attempt < 11:
                    time.sleep(0.25)
            else:
                return
    raise PostgresError(f"Port {port} is taken by another program. Choose another one, e.g. CIIZ_PORT={port + 1}.")


def demo_secret(data: Path) -> str:
    """The secret key of this data folder, made once, readable by its user alone."""
    path = data / "secret"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def answers(address: str) -> bool:
    """Whether a page comes back, whatever it says, short of a server error."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - http and loopback by construction
            return bool(response.status < 500)
    except urllib.error.HTTPError as refusal:
        return refusal.code < 500
    except OSError:
        return False


def tail(path: Path) -> str:
    """The last lines of a log."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-12:])
