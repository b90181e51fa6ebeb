"""Everything in one encrypted file, and back: the same rows, protected, the trace going on, as another user."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import connection, transaction

from ciiz.foundation import reading
from ciiz.foundation.audit import checkpoints
from ciiz.foundation.audit.sealing import verify
from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.folders import temporary_folder
from ciiz.foundation.postgres.identity import CAP_DAC_READ_SEARCH, Identity, before_exec
from ciiz.foundation.postgres.roles import OWNER, WORKER
from ciiz.jobs import backup
from ciiz.jobs.cli import main
from tests.foundation.audit.test_sealing import sealed_once_others_have_finished
from tests.harness.databases import connect_django, running_cluster
from tests.journeys import scene
from tests.worlds import TODAY, become

PLACES = ("DATABASE_URL", "DATABASE_URL_OWNER", "DATABASE_URL_WORKER", "DATABASE_URL_ADMIN", "CIIZ_SECRET_KEY")


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A data folder of somebody else, with a server of its own."""
    folder = temporary_folder("ciiz-restore-")
    somebody = _somebody()
    os.chown(folder, somebody.uid, somebody.gid)
    yield folder
    cluster = Cluster(folder)
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _somebody() -> Identity:
    """Another user where root may become one; it may look into folders above that are closed to it."""
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid())
    nobody = pwd.getpwnam("nobody")
    return Identity(nobody.pw_uid, nobody.pw_gid, True, CAP_DAC_READ_SEARCH)


def ciiz(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command as that user, on that folder."""
    environment = {name: value for name, value in os.environ.items() if name not in PLACES} | {
        "CIIZ_DATA": str(data),
        "CIIZ_SECRET_KEY": "a secret of more than thirty-two characters",
        "HOME": str(data),
    }
    return subprocess.run(
        [sys.executable, "-m", "ciiz.jobs.cli", *arguments],
        env=environment,
        preexec_fn=before_exec(_somebody(), die_with_parent=False),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def made(
    tmp_path: Path, elsewhere: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path, backup.Rows]:
    """A backup of a database with a case, readings, a sealed and signed trace and something unsealed; and its key."""
    settings.CHECKPOINTS, settings.SECRET_KEY = tmp_path / "checkpoints", "a secret of more than thirty-two characters"
    name = str(connection.settings_dict["NAME"])
    with transaction.atomic():
        dossier = scene.assigned()
    with reading.scope("page test") as shown, transaction.atomic():
        become("rav.contact")
        reading.register([dossier], "basic")
        reading.write(shown)
    connect_django(running_cluster(), name, WORKER)
    sealed_once_others_have_finished()
    checkpoints.keep(settings.CHECKPOINTS)
    connect_django(running_cluster(), name)
    with transaction.atomic():
        scene.begun(TODAY, identity={"family_name": "Imtest", "given_names": "Ugo"})
    place = f"host={running_cluster().socket} port=5432 dbname={name} user=ciiz_bootstrap"
    monkeypatch.setattr(backup, "address", lambda: place)
    identity = pyrage.x25519.Identity.generate()
    file, key = elsewhere / "backup.age", elsewhere / "key"
    rows = backup.write(file, [identity.to_public()])
    key.write_text(str(identity))
    for path in (file, key):
        os.chown(path, _somebody().uid, _somebody().gid)
    return file, key, rows


@pytest.mark.django_db(transaction=True)
def test_what_is_restored_is_the_same_row_by_row_and_goes_on(
    made: tuple[Path, Path, backup.Rows], elsewhere: Path
) -> None:
    file, key, rows = made
    assert rows["public.cases_case"][0] == 2
    content = file.read_bytes()
    assert b"Zumtest" not in content
    assert b"Imtest" not in content
    data = elsewhere / "data"
    done = ciiz(data, "restore", str(file), "--key", str(key))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(rows)} of {len(rows)} tables are what they were" in done.stdout
    assert ciiz(data, "db", "protect", "--check").returncode == 0
    told = ciiz(data, "audit", "verify")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "signed up to block" in told.stdout
    assert "not sealed yet" in told.stdout
    again = ciiz(data, "restore", str(file), "--key", str(key))
    assert again.returncode == 1
    assert "is not empty. Nothing was changed" in again.stderr
    _goes_on(data)


def _goes_on(data: Path) -> None:
    """What was not sealed before is, and what is written from now on, though transactions are numbered anew."""
    cluster = Cluster(data)
    cluster.make()
    cluster.start()
    try:
        connect_django(cluster, "ciiz", OWNER)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisations_institution SET phone = phone || '1' WHERE code = 'RAV'")
        connect_django(cluster, "ciiz", WORKER)
        sealed_once_others_have_finished()
        found = verify()
        assert (found.fault, found.unsealed) == (None, 0)
        assert checkpoints.keep(data / "checkpoints") is not None
        checkpoints.check(data / "checkpoints", [checkpoints.public_key()])
    finally:
        connection.close()
        cluster.stop()


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_was_changed_or_is_not_for_this_key_restores_nothing(
    made: tuple[Path, Path, backup.Rows], elsewhere: Path
) -> None:
    file, key, _rows = made
    other = elsewhere / "other"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    spoilt = elsewhere / "spoilt.age"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(content)
    for path, with_key in ((file, other), (spoilt, key), (file, spoilt), (elsewhere / "none", key)):
        for shown in (path, with_key):
            if shown.exists():
                os.chmod(shown, 0o644)
        refused = ciiz(elsewhere / "data", "restore", str(path), "--key", str(with_key))
        assert refused.returncode == 1
        assert "ciiz restore:" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert not (elsewhere / "data" / "postgres").exists()


def test_of_an_empty_database_there_is_no_backup(elsewhere: Path) -> None:
    key = pyrage.x25519.Identity.generate().to_public()
    refused = ciiz(elsewhere / "data", "backup", str(elsewhere / "b.age"), "--for", str(key))
    assert refused.returncode == 1
    assert "no backup was written" in refused.stderr
    assert not list(elsewhere.glob("b.age*"))


def test_a_key_is_made_once_and_readable_by_its_user_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CIIZ_BACKUP_FOR", raising=False)
    key = tmp_path / "key"
    assert main(["backup", "--new-key", str(key)]) == 0
    assert capsys.readouterr().out.startswith("age1")
    assert key.stat().st_mode & 0o777 == 0o600
    assert main(["backup", "--new-key", str(key)]) == 1
    assert main(["backup", str(tmp_path / "b.age")]) == 2
    assert main(["backup", str(tmp_path / "b.age"), "--for", "age1nonsense"]) == 2
    assert "say for whom" in capsys.readouterr().err
