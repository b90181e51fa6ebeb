"""Signed copies of the head of the trace, kept outside the database: whoever rewrites the chain there contradicts them.

A folder holds a file for each month with a line of JSON for each checkpoint, each with the digest of the line before,
so that none can be taken out or put in. They are signed with Ed25519; the key follows from the secret key of the
installation, which the database does not know. The newest line goes out by mail every day where an address is set.
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection
from django.utils.crypto import salted_hmac

SALT = "ciiz.checkpoints"
MANY = 10_000
"""So many lines are compared with the database at a time."""


class Contradiction(Exception):
    """The trace in the database is not the one that was signed before; says where."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of the trace at one time: number, time and digest of the block, digest of the line before, signature."""

    block: int
    sealed_at: str
    digest: str
    previous: str
    key: str
    signature: str = ""

    @property
    def line(self) -> str:
        """As it stands in the file."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @property
    def signed(self) -> bytes:
        """What the signature is over: all but itself."""
        return replace(self, signature="").line.encode()


def public_key() -> str:
    """The key with which checkpoints of this installation are checked, in hexadecimal digits."""
    return _key().public_key().public_bytes_raw().hex()


def keep(folder: Path) -> Checkpoint | None:
    """Signs the newest block unless that was done; raises `Contradiction` where what was signed before is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        last = newest(folder)
        if last is not None:
            _compare([last])
        head = next(iter(_blocks(None)), None)
        if head is None or (last is not None and last.block == head[0]):
            return None
        number, sealed_at, digest = head
        made = Checkpoint(number, sealed_at, digest, _digest(last.line) if last else "", public_key())
        made = replace(made, signature=_key().sign(made.signed).hex())
        with (folder / f"{sealed_at[:7]}.jsonl").open("a+b") as file:
            file.truncate(_whole(file))
            file.write(made.line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return made


def newest(folder: Path) -> Checkpoint | None:
    """The last line of the last file."""
    for file in reversed(_files(folder)):
        with file.open("rb") as lines:
            lines.seek(max(0, _whole(lines) - 4096))
            if found := lines.read().decode(errors="replace").rpartition("\n")[0]:
                return _parsed(found.splitlines()[-1], file.name)
    return None


def _whole(file: BinaryIO) -> int:
    """So many bytes are whole lines; what comes after them was being written when the machine stopped."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 4096))
    rest = file.read()
    return end - (len(rest) - rest.rfind(b"\n") - 1)


def check(kept: Path, keys: Collection[str]) -> Checkpoint:
    """Holds every checkpoint of a folder, or of one file of lines, against the database; returns the newest.

    Raises `Contradiction`: nothing kept, a line changed, missing or not signed with one of the keys, or a block of the
    database that is not the one signed.
    """
    if not kept.exists():
        raise Contradiction(f"there is no checkpoint in {kept}")
    whole = kept.is_dir()
    lines = _lines(_files(kept) if whole else [kept], torn=whole)
    last: Checkpoint | None = None
    while some := list(islice(lines, MANY)):
        for where, one in some:
            if one.previous != (_digest(last.line) if last else "") and (last is not None or whole):
                raise Contradiction(f"{where}: a line before it is missing or was changed")
            if one.key not in keys or not _holds(one):
                raise Contradiction(f"{where}: not signed with a key of this installation")
            last = one
        _compare([one for _where, one in some])
    if last is None:
        raise Contradiction(f"there is no checkpoint in {kept}")
    return last


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def _lines(files: Sequence[Path], *, torn: bool) -> Iterator[tuple[str, Checkpoint]]:
    """Each line with its place; `torn`: a last one without its end was being written, and is left out."""
    for file in files:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.endswith("\n") or not torn:
                    where = f"{file.name}, line {number}"
                    yield where, _parsed(line.removesuffix("\n"), where)


def _parsed(line: str, where: str) -> Checkpoint:
    try:
        found = Checkpoint(**json.loads(line))
    except (ValueError, TypeError):
        raise Contradiction(f"{where}: not a checkpoint") from None
    if found.line != line:
        raise Contradiction(f"{where}: not as it was written")
    return found


def _holds(one: Checkpoint) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(one.key)).verify(bytes.fromhex(one.signature), one.signed)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _compare(signed: Sequence[Checkpoint]) -> None:
    known = {number: (sealed_at, digest) for number, sealed_at, digest in _blocks([one.block for one in signed])}
    for one in signed:
        if known.get(one.block) != (one.sealed_at, one.digest):
            raise Contradiction(f"block {one.block} is not the one that was signed at {one.sealed_at}")


def _blocks(numbers: list[int] | None) -> list[tuple[int, str, str]]:
    """Number, time and digest of these blocks, or of the newest one. As worker or owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, sealed_at, digest FROM audit.blocks(%s::bigint[])", [numbers])
        return [
            (number, at.astimezone(UTC).isoformat(), bytes(digest).hex()) for number, at, digest in cursor.fetchall()
        ]


def _digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(salted_hmac(SALT, "key", algorithm="sha256").digest())
