"""Which step a fact belongs to comes from the canton's drawing: no code of a step stands in the program."""

import ast
import re
from pathlib import Path

import pytest

import ciiz

ROOT = Path(ciiz.__file__).parent
CODE = re.compile(r"\b(?:CII\d{3}|(?:IIZ|SIP|SSG|CMBB|[A-Z]{2}-[A-Z]{2,})\.\d)")
TELLS = ("jobs/walkthrough/", "jobs/play/", "jobs/demo/", "jobs/bench/")
"""What plays the demonstration canton may name its steps."""
FILES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if not path.relative_to(ROOT).as_posix().startswith(TELLS) and "library" not in path.parts
)
SQL = sorted(ROOT.rglob("*.sql"))


def literals(path: Path) -> list[str]:
    """Texts of a program, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_program_names_a_step_of_a_canton(path: Path) -> None:
    assert [text for text in literals(path) if CODE.search(text)] == []


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_rule_of_the_database_names_a_step_of_a_canton(path: Path) -> None:
    assert not CODE.search(path.read_text(encoding="utf-8"))


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    path = tmp_path / "spoiled.py"
    path.write_text('"""Of CII101.3."""\nrecord(step="CII101.3")\n', encoding="utf-8")
    assert [text for text in literals(path) if CODE.search(text)] == ["CII101.3"]
