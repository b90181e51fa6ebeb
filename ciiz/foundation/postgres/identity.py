"""Who runs the server. PostgreSQL refuses root, so root hands over to an unprivileged user; nobody else switches."""

import ctypes
import os
import pwd
import signal
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .errors import PostgresError

CANDIDATES = ("postgres", "nobody")
PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 4
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION = 0x20080522


@dataclass(frozen=True, slots=True)
class Identity:
    """The user of the server's processes; `capability` lets it pass folders above that are closed to it."""

    uid: int
    gid: int
    switch: bool = False
    capability: int | None = None


def server_identity(folder: Path, *programs: Path) -> Identity:
    """Ourselves, or for root the unprivileged user who owns `folder` already, or one who will.

    Folders above it or above the `programs` are never opened with chmod: when one is closed (a checkout below /root),
    the server's processes keep the one capability to pass through, and nothing else of root.
    """
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid())
    uid, gid = _owner(folder) or _candidate()
    closed = [above for path in (folder / "x", *programs) for above in closed_folders(path, uid, gid)]
    return Identity(uid, gid, True, _capability(closed[0]) if closed else None)


def _owner(folder: Path) -> tuple[int, int] | None:
    """The user of a cluster that exists: perhaps an ordinary user made it, and root looks in."""
    if not folder.exists() or folder.stat().st_uid == 0:
        return None
    return folder.stat().st_uid, folder.stat().st_gid


def _candidate() -> tuple[int, int]:
    for name in CANDIDATES:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return user.pw_uid, user.pw_gid
    raise PostgresError(
        f"PostgreSQL does not run as root, and none of the users {', '.join(CANDIDATES)} exists. "
        "Run this as an ordinary user, or set DATABASE_URL to a server."
    )


def closed_folders(path: Path, uid: int, gid: int) -> list[Path]:
    """The folders above `path` that this user cannot pass."""
    closed = []
    for folder in path.resolve().parents:
        if not folder.exists():
            continue
        state = folder.stat()
        if state.st_uid == uid:
            needed = stat.S_IXUSR
        elif state.st_gid == gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not state.st_mode & needed:
            closed.append(folder)
    return closed


def _capability(closed: Path) -> int:
    permitted = 0
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("CapPrm:"):
                permitted = int(line.split()[1], 16)
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if permitted & 1 << capability:
            return capability
    raise PostgresError(
        f"PostgreSQL does not run as root, and the user it would run as cannot pass {closed}. "
        "Set CIIZ_DATA to a folder outside of it, run this as an ordinary user, or set DATABASE_URL."
    )


def before_exec(identity: Identity, *, die_with_parent: bool) -> Callable[[], None]:
    """What the forked child does before it becomes `initdb` or `postgres`."""
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        if identity.switch:
            _switch(libc, identity)
        if die_with_parent and hasattr(libc, "prctl"):
            # After the switch: changing the user clears it. SIGINT is PostgreSQL's fast shutdown.
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)

    return prepare


def _switch(libc: ctypes.CDLL, identity: Identity) -> None:
    # PostgreSQL asks access(2) for its own programs, which ignores capabilities unless this bit is set.
    if identity.capability is not None and libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "capabilities cannot be passed on here")
    os.setgroups([])
    os.setresgid(identity.gid, identity.gid, identity.gid)
    os.setresuid(identity.uid, identity.uid, identity.uid)
    if identity.capability is not None:
        mask = 1 << identity.capability
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
        sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
        if libc.capset(header, sets) or libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, identity.capability, 0, 0):
            raise OSError(ctypes.get_errno(), "capabilities cannot be passed on here")
