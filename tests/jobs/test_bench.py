"""The bench measures what it says, and reports what is not reached."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ciiz.jobs.bench import parser
from ciiz.jobs.bench.report import Figure, table

NAMES = (
    "demo: loading",
    "completing a step",
    "completing a step, queries",
    "completing a step, engine",
    "list of 50: smallest institution",
    "list of 50: largest institution, SQL",
    "list of 50: coordinator of a region, queries",
    "list of 50: coordinator of a theme",
    "list of 50: office",
    "start page: office",
    "case page",
    "search by name: largest institution",
    "import of referrals",
)


def test_the_file_lists_every_figure_with_unit_note_and_target(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CIIZ_", "DATABASE_URL"))}
    made = subprocess.run(
        [sys.executable, "-m", "ciiz.jobs.cli", "bench", "--cases", "150"],
        env={**environment, "CIIZ_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert made.returncode == 0, made.stderr
    figures = {figure["name"]: figure for figure in json.loads((tmp_path / "bench.json").read_text())}
    assert set(NAMES) <= set(figures)
    assert sum(name.startswith("policies: ") for name in figures) == 5
    for figure in figures.values():
        assert figure["value"] > 0, figure
        assert figure["unit"]
        assert figure["note"]
    assert "targets missed" in made.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["bench.json"]


def test_a_figure_that_misses_its_target_is_told_as_missed() -> None:
    figures = [
        Figure("slow page", 30.0, "ms", "note", 25.0),
        Figure("quick page", 20.0, "ms", "note", 25.0),
        Figure("import", 12_000, "1/min", "note", 10_000, at_least=True),
        Figure("size", 3, "GB", "note"),
    ]
    assert [figure.reached for figure in figures] == [False, True, True, None]
    assert "MISSED" in table(figures)[0]


@pytest.mark.parametrize("cases", ["0", "-1", "many"])
def test_a_number_of_cases_is_a_number_above_zero(cases: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--cases", cases])
    assert "is not a number of cases" in capsys.readouterr().err or cases == "-1"
