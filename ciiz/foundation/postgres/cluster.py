"""One PostgreSQL server of our own: made, started, waited for and stopped; it listens on a private socket only."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from .binaries import bin_folder, chosen_version
from .errors import PostgresError, StartFailed, UnsuitableFolder
from .folders import private_folder, socket_folder
from .identity import Identity, before_exec, server_identity
from .roles import CLUSTER_SQL, DATABASE_SQL, OWNER

SUPERUSER = "ciiz_bootstrap"
DATABASE = "ciiz"
START_SECONDS = 60
STOP_SECONDS = 60


def shared_megabytes() -> int:
    """An eighth of the machine's memory for what the server keeps of its files: 128 MB to 2 GB."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(128, min(2048, memory // 8 // 2**20))


SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": f"{shared_megabytes()}MB",
    "work_mem": "16MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "random_page_cost": "1.1",
    "log_min_duration_statement": "2000",
    "max_wal_size": "2GB",
}
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "max_connections": "120",
    "log_min_duration_statement": "-1",
}


@dataclass
class Cluster:
    """The server of one data folder. `throw_away` trades safety for speed (tests)."""

    data: Path
    throw_away: bool = False
    version: str = field(default_factory=chosen_version)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path:
        """The cluster's files."""
        return self.data / "postgres"

    @property
    def log(self) -> Path:
        """What the server writes while it starts and runs."""
        return self.data / "log" / "postgres.log"

    @property
    def socket(self) -> Path:
        """The folder of the socket, which is the host for clients."""
        return socket_folder(self.data)

    @property
    def exists(self) -> bool:
        """Whether `make` has been here."""
        return (self.folder / "PG_VERSION").exists()

    def identity(self) -> Identity:
        """Who runs the server."""
        return server_identity(self.folder, self.socket / "x", bin_folder(self.version) / "postgres")

    def make(self) -> None:
        """Create the files of the cluster, unless they are there; refuse those of another major version."""
        identity = self.identity()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.exists:
            made_by = (self.folder / "PG_VERSION").read_text().strip()
            if made_by != self.version:
                raise UnsuitableFolder(
                    f"The data folder {self.data} was made by PostgreSQL {made_by}, this is {self.version}. "
                    f"Set CIIZ_POSTGRES={made_by}, choose another CIIZ_DATA, or start afresh with `make resetdb`."
                )
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            raise UnsuitableFolder(f"{self.folder} is not empty and no cluster: a start was cut short? Remove it.")
        # Built beside and renamed at the end: a start cut short leaves nothing half-done behind.
        draft = self.folder.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        private_folder(draft, identity.uid, identity.gid)
        options = ["--username", SUPERUSER, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"]
        options += ["--no-locale", "--locale=C.UTF-8", "--no-instructions"]
        if self.throw_away:
            options.append("--no-sync")
        with _switching(identity):
            result = subprocess.run(  # noqa: S603 - our own program and arguments
                [bin_folder(self.version) / "initdb", "--pgdata", draft, *options],
                preexec_fn=before_exec(identity, die_with_parent=True),
                env=_environment(),
                cwd="/",
                capture_output=True,
                check=False,
            )
        if result.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise PostgresError(f"initdb failed: {(result.stderr or result.stdout).decode(errors='replace').strip()}")
        draft.rename(self.folder)

    def start(self, *, die_with_parent: bool = True) -> None:
        """Start the server as a child and wait until it takes connections."""
        self.spawn(die_with_parent=die_with_parent)
        self.wait()

    def spawn(self, *, die_with_parent: bool) -> subprocess.Popen[bytes]:
        """Start the server in a process group of its own, so that Ctrl-C in a terminal reaches only the starter."""
        identity = self.identity()
        private_folder(self.socket, identity.uid, identity.gid)
        settings = {**SETTINGS, **(THROW_AWAY if self.throw_away else {}), "unix_socket_directories": str(self.socket)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log, _switching(identity):
            self.process = subprocess.Popen(  # noqa: S603 - our own program and arguments
                [bin_folder(self.version) / "postgres", "-D", self.folder, *options],
                preexec_fn=before_exec(identity, die_with_parent=die_with_parent),  # noqa: PLW1509 - no threads
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self.process

    def wait(self) -> None:
        """Return when the server takes connections; otherwise say what its log says."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                raise StartFailed(f"PostgreSQL did not start:\n{self.log_end()}")
            if self.responds():
                return
            time.sleep(0.02)
        raise StartFailed(f"PostgreSQL is not ready after {START_SECONDS} seconds:\n{self.log_end()}")

    def detach(self) -> None:
        """Let the server live on after this process; `stop` of any later process finds it by its file."""
        if self.process is not None:
            self.process.returncode = 0  # otherwise Popen warns, rightly, that a child was forgotten
            self.process = None

    def stop(self) -> None:
        """Stop our server fast: open transactions are rolled back, nothing committed is lost."""
        pid = self.process.pid if self.process is not None else self.pid()
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                break
            if self.process is None and self.pid() is None:
                break
            time.sleep(0.02)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        self.process = None

    def remove(self) -> None:
        """Stop the server and delete its files."""
        self.stop()
        for folder in (self.folder, self.folder.with_name("postgres.new"), self.socket):
            shutil.rmtree(folder, ignore_errors=True)

    def pid(self) -> int | None:
        """The process of a running server of this folder, whoever started it."""
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        command = Path(f"/proc/{pid}/cmdline")
        # A crash leaves the file behind, and its number may since belong to another program.
        if command.parent.exists() and str(self.folder).encode() not in command.read_bytes():
            return None
        return pid

    def responds(self) -> bool:
        """Whether the server takes connections now."""
        if not (self.socket / ".s.PGSQL.5432").exists():
            return False
        try:
            self.connect("postgres", SUPERUSER).close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, database: str = DATABASE, user: str = SUPERUSER) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection on which each statement is its own transaction."""
        return psycopg.connect(dbname=database, user=user, host=str(self.socket), port=5432, autocommit=True)

    def make_roles(self) -> None:
        """Create or repair the roles."""
        with self.connect("postgres") as connection:
            connection.execute(CLUSTER_SQL)

    def make_database(self, name: str = DATABASE, *, template: str | None = None) -> None:
        """Create a database of the owner with its rights, empty or as a copy of `template`; one that exists stays."""
        with self.connect("postgres") as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if not found:
                command = sql.SQL("create database {} owner {}").format(sql.Identifier(name), sql.Identifier(OWNER))
                if template:
                    command += sql.SQL(" template {} strategy file_copy").format(sql.Identifier(template))
                connection.execute(command)
        if template is None:
            with self.connect(name) as connection:
                connection.execute(DATABASE_SQL)

    def drop_database(self, name: str = DATABASE) -> None:
        """Drop a database and whoever is connected to it."""
        with self.connect("postgres") as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def log_end(self) -> str:
        """The last lines of the log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        except OSError:
            return "(no log)"


def _environment() -> dict[str, str]:
    """A clean environment: PGDATA, PGOPTIONS or LD_PRELOAD of the caller must not reach the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@contextlib.contextmanager
def _switching(identity: Identity) -> Iterator[None]:
    """Say what it means when the child cannot become the other user (a container without that right)."""
    try:
        yield
    except subprocess.SubprocessError as problem:
        raise PostgresError(
            f"PostgreSQL does not run as root, and this machine does not let root become user {identity.uid}. "
            "Run this as an ordinary user, set CIIZ_DATA to a folder every user can pass, or set DATABASE_URL."
        ) from problem
