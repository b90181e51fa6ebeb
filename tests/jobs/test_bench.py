"""The bench measures what it says, and reports what is not reached."""

import json
from pathlib import Path

import pytest

from ciiz.jobs.bench import parser
from ciiz.jobs.bench.report import Figure, table, write


def test_a_figure_that_misses_its_target_is_told_as_missed() -> None:
    figures = [
        Figure("slow page", 30.0, "ms", "note", 25.0),
        Figure("quick page", 20.0, "ms", "note", 25.0),
        Figure("import", 12_000, "1/min", "note", 10_000, at_least=True),
        Figure("size", 3, "GB", "note"),
    ]
    assert [figure.reached for figure in figures] == [False, True, True, None]
    assert "MISSED" in table(figures)[0]


def test_the_file_is_a_list_of_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIZ_DATA", str(tmp_path))
    path = write([Figure("page", 30.123456, "ms", "how", 25.0)])
    assert path == tmp_path / "bench.json"
    assert json.loads(path.read_text()) == [
        {"name": "page", "value": 30.123, "unit": "ms", "note": "how", "target": 25.0, "reached": False}
    ]


@pytest.mark.parametrize("cases", ["0", "-1", "many"])
def test_a_number_of_cases_is_a_number_above_zero(cases: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--cases", cases])
    assert "is not a number of cases" in capsys.readouterr().err or cases == "-1"
