"""The head of the trace, signed, outside the database: kept once, in order, and never over a trace that was changed."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from ciiz.domain.access.public import found
from ciiz.foundation.audit import checkpoints
from ciiz.foundation.audit.sealing import mail_checkpoint_periodically, seal, seal_periodically, verify
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import deliver
from ciiz.foundation.postgres.roles import OWNER, WORKER
from ciiz.jobs.audit import _verify
from tests.harness.databases import connect_django, running_cluster
from tests.worlds import TODAY, act

from .test_sealing import sealed_once_others_have_finished

pytestmark = pytest.mark.django_db(transaction=True)


def written() -> None:
    """Three more entries, sealed; Django's connection is the worker's afterwards."""
    name = str(connection.settings_dict["NAME"])
    connect_django(running_cluster(), name)
    with act("rav.front") as actor:
        found(actor=actor, opened_on=TODAY)
    connect_django(running_cluster(), name, WORKER)
    sealed_once_others_have_finished()


def lines(folder: Path) -> list[str]:
    """All that is kept."""
    return [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines()]


def test_each_block_is_signed_once(tmp_path: Path) -> None:
    for number in range(1, 4):
        written()
        made = checkpoints.keep(tmp_path)
        assert made is not None
        assert made.block == number
        assert checkpoints.keep(tmp_path) is None
    assert len(lines(tmp_path)) == 3
    assert checkpoints.check(tmp_path, [checkpoints.public_key()]) == checkpoints.newest(tmp_path)


def test_a_line_kept_elsewhere_proves_the_trace_up_to_it(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "kept", tmp_path / "mail.txt"
    for _ in range(3):
        written()
        checkpoints.keep(folder)
    elsewhere.write_text(lines(folder)[1])
    assert checkpoints.check(elsewhere, [checkpoints.public_key()]).block == 2
    with pytest.raises(checkpoints.Contradiction, match="not signed"):
        checkpoints.check(elsewhere, ["00" * 32])


def test_over_a_trace_that_was_changed_nothing_is_signed(tmp_path: Path) -> None:
    written()
    checkpoints.keep(tmp_path)
    connect_django(running_cluster(), str(connection.settings_dict["NAME"]), OWNER)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE ciiz_audit; ALTER TABLE audit.block DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit.block SET digest = '\\x00'")
    written()
    with pytest.raises(checkpoints.Contradiction, match="block 1 is not the one that was signed at"):
        checkpoints.keep(tmp_path)
    assert len(lines(tmp_path)) == 1


def test_a_line_that_was_being_written_when_the_machine_stopped_is_written_anew(tmp_path: Path) -> None:
    written()
    checkpoints.keep(tmp_path)
    (file,) = tmp_path.glob("*.jsonl")
    with file.open("a") as torn:
        torn.write('{"block":2,"sea')
    written()
    assert checkpoints.check(tmp_path, [checkpoints.public_key()]).block == 1
    checkpoints.keep(tmp_path)
    assert checkpoints.check(tmp_path, [checkpoints.public_key()]).block == 2
    assert len(lines(tmp_path)) == 2


def test_the_job_seals_and_signs_and_a_mail_takes_the_line_out(tmp_path: Path, settings: Any) -> None:
    settings.CHECKPOINTS, settings.CHECKPOINT_MAIL = tmp_path, "archive@test.example"
    written()
    run: Any = seal_periodically
    run(timestamp=0)
    (line,) = lines(tmp_path)
    post: Any = mail_checkpoint_periodically
    for _ in range(2):
        post(timestamp=86_400)
    (wish,) = Mail.objects.all()
    take: Any = deliver
    take(mail_id=str(wish.pk))
    (sent,) = mail.outbox
    assert sent.to == ["archive@test.example"]
    assert line in sent.body


def test_what_is_not_sealed_is_counted_with_its_age(tmp_path: Path) -> None:
    written()
    assert (verify().unsealed, verify().oldest) == (0, None)
    connect_django(running_cluster(), str(connection.settings_dict["NAME"]))
    with act("rav.front") as actor:
        found(actor=actor, opened_on=TODAY)
    connect_django(running_cluster(), str(connection.settings_dict["NAME"]), WORKER)
    told = verify()
    assert told.unsealed == 3
    assert told.oldest is not None
    assert seal() in (0, 3)


def test_the_command_says_what_it_found_and_names_what_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written()
    checkpoints.keep(tmp_path)
    assert _verify(tmp_path, [checkpoints.public_key()]) == 0
    told = capsys.readouterr().out
    assert "1 blocks hold 3 changes and 0 readings\nsigned up to block 1 of" in told
    assert told.endswith("the audit trail is whole\n")
    assert _verify(tmp_path / "gone", [checkpoints.public_key()]) == 1
    assert "the audit trail does not hold: there is no checkpoint in" in capsys.readouterr().out
