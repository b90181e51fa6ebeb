"""The embedded server for commands: found running, or started for as long as the command lasts."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.errors import PostgresError
from ciiz.foundation.postgres.folders import data_folder, prepare_data_folder, temporary_folder
from ciiz.foundation.postgres.urls import is_embedded

from .runtime import start_django, use_connection


class Busy(PostgresError):
    """Another copy works on the same data folder."""


@contextmanager
def exclusive(data: Path) -> Iterator[None]:
    """Hold the data folder for one supervisor; the lock ends with the process, however it ends."""
    with (data / "lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(
                f"ciiz already runs on the data folder {data}. Stop it first, or choose another one with CIIZ_DATA."
            ) from None
        yield


def start_server(cluster: Cluster, *, die_with_parent: bool) -> bool:
    """Start the server unless it runs; says whether it was started here. Roles and database exist afterwards."""
    prepare_data_folder(cluster.data)
    with (cluster.data / "server.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        started = not cluster.responds()
        if started:
            cluster.make()
            cluster.start(die_with_parent=die_with_parent)
        cluster.make_roles()
        cluster.make_database()
    return started


@contextmanager
def database(*, keep: bool = False) -> Iterator[None]:
    """The database is there inside; an embedded server that had to be started stops afterwards, unless kept."""
    if not is_embedded():
        yield
        return
    cluster = Cluster(data_folder())
    started = start_server(cluster, die_with_parent=not keep)
    try:
        yield
    finally:
        if started and keep:
            cluster.detach()
        elif started:
            cluster.stop()


def stop_server() -> bool:
    """Stop an embedded server that `ciiz db url` left running; says whether there was one."""
    cluster = Cluster(data_folder())
    if cluster.pid() is None:
        return False
    with exclusive(cluster.data):
        cluster.stop()
    return True


def reset() -> Path:
    """Delete the embedded database with its checkpoints, logs and mails; the data folder and its secret stay."""
    if not is_embedded():
        raise PostgresError("DATABASE_URL names a server: this command only empties the embedded database.")
    cluster = Cluster(data_folder())
    prepare_data_folder(cluster.data)
    with exclusive(cluster.data):
        cluster.remove()
        for name in ("log", "mail", "checkpoints"):
            shutil.rmtree(cluster.data / name, ignore_errors=True)
    return cluster.data


@contextmanager
def scratch_database() -> Iterator[Cluster]:
    """A migrated and protected database on a server of its own; Django is connected to it as the app role."""
    cluster = Cluster(temporary_folder("ciiz-scratch-"), throw_away=True)
    try:
        cluster.make()
        cluster.start()
        cluster.make_roles()
        cluster.make_database()
        start_django("app")
        place = {"NAME": "ciiz", "HOST": str(cluster.socket), "PORT": "5432", "PASSWORD": ""}
        use_connection(**place, USER="ciiz_owner")
        from .database import migrate

        migrate(quiet=True)
        use_connection(**place, USER="ciiz_app")
        yield cluster
    finally:
        cluster.remove()
        shutil.rmtree(cluster.data, ignore_errors=True)
