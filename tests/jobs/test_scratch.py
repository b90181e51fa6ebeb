"""A command with a database of its own leaves nothing behind."""

import json
import subprocess
import sys
from pathlib import Path


def test_a_scratch_database_is_ready_changes_roles_when_asked_and_is_gone_afterwards() -> None:
    probe = subprocess.run([sys.executable, "-m", "tests.jobs.scratch_probe"], capture_output=True, check=False)
    assert probe.returncode == 0, probe.stderr.decode()
    seen = json.loads(probe.stdout)
    assert seen["users"] == ["ciiz_app", "ciiz_owner", "ciiz_app"]
    assert seen["current"] is True
    assert not Path(seen["data"]).exists()
