"""The folders of an installation and the checks on them."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from .errors import UnsuitableFolder

SOCKET_NAME_LIMIT = 100
"""Bytes that the path of a Unix socket may have (Linux: 107 and a zero; macOS: 103)."""
SOCKET_NAME = ".s.PGSQL.5432"
MARK = "ciiz.data"
PROJECT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """`CIIZ_DATA`, by default `var/` beside the package."""
    return Path(os.environ.get("CIIZ_DATA") or PROJECT / "var").absolute()


def prepare_data_folder(data: Path) -> None:
    """Make the data folder and mark it as ours, or say why it cannot be."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnsuitableFolder(f"The data folder {data} cannot be made: {problem.strerror}.") from problem
    if not os.access(data, os.W_OK | os.X_OK):
        raise UnsuitableFolder(f"The data folder {data} is not writable. Choose another one with CIIZ_DATA.")
    mark = data / MARK
    if mark.exists():
        return
    foreign = sorted(entry.name for entry in data.iterdir() if entry.name not in OURS)
    if foreign and data != PROJECT / "var":
        raise UnsuitableFolder(
            f"The data folder {data} is not empty and not one of ciiz (it holds {', '.join(foreign[:3])}). "
            "Choose an empty folder with CIIZ_DATA."
        )
    try:
        mark.write_text("This folder belongs to ciiz; `make resetdb` empties it.\n")
    except OSError as problem:
        raise UnsuitableFolder(f"The data folder {data} is not writable: {problem.strerror}.") from problem


OURS = frozenset(
    {
        MARK,
        "postgres.new",
        "server.lock",
        "bench",
        "postgres",
        "log",
        "run",
        "mail",
        "secret",
        "checkpoints",
        "lock",
        "bench.json",
        "shots",
    }
)


def socket_folder(data: Path) -> Path:
    """Where the socket of this data folder lies: inside it, or in a short folder named by its hash."""
    inside = data / "run"
    if len(os.fsencode(inside / SOCKET_NAME)) <= SOCKET_NAME_LIMIT:
        return inside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and os.geteuid() != 0 and len(runtime) < SOCKET_NAME_LIMIT - 40 and Path(runtime).is_dir():
        return Path(runtime) / f"ciiz-{digest}"
    return Path("/tmp") / f"ciiz-{os.geteuid()}-{digest}"  # noqa: S108 - made with mode 0700 and checked to be ours


def private_folder(folder: Path, uid: int, gid: int) -> None:
    """Make a folder that only `uid` may enter; refuse one that somebody else put there."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid not in {uid, os.geteuid()}:
            raise UnsuitableFolder(
                f"{folder} belongs to somebody else; remove it or choose another CIIZ_DATA."
            ) from None
    except OSError as problem:
        raise UnsuitableFolder(f"The folder {folder} cannot be made: {problem.strerror}.") from problem
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, uid, gid)


def temporary_folder(prefix: str) -> Path:
    """A short folder for a throw-away cluster, named by the process that owns it."""
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-"))
