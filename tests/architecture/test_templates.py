"""House rules of templates: they parse, say what they are, are used, and hold no script or style of their own."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("ciiz/**/templates/**/*.html"))
NAMES = [path.as_posix().rpartition("/templates/")[2] for path in TEMPLATES]
BY_PACKAGES = ("account/", "mfa/")
"""Used by allauth, which names them itself."""
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline style": re.compile(r"<style|\sstyle=", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+=|hx-on", re.IGNORECASE),
    "a text marked as safe": re.compile(r"\|\s*safe\b(?!seq)"),
    "an address elsewhere": re.compile(r"(?:src|href|action)=[\"']https?:", re.IGNORECASE),
}
SAFE_BECAUSE = {"components/forms/field.html": "help texts are written by programmers; Django's validators give HTML"}


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_a_template_parses_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    engines["django"].from_string(text)
    assert text.lstrip().startswith(("{#", "{% comment %}")), "the first line says what the template is"


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_a_template_holds_nothing_that_the_browser_would_refuse(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = path.as_posix().rpartition("/templates/")[2]
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    if name in SAFE_BECAUSE:
        found = [what for what in found if what != "a text marked as safe"]
    assert not found


def test_every_template_is_used() -> None:
    sources = [*ROOT.glob("ciiz/**/*.py"), *TEMPLATES]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unused = []
    for name in NAMES:
        short = name.removeprefix("components/").removesuffix(".html")
        built = re.search(rf'_show\(\s*"{short}"', text) or re.search(rf'page\(request, "{Path(short).name}"', text)
        if not (name in text or built or name.startswith(BY_PACKAGES)):
            unused.append(name)
    assert not unused


def test_forms_that_change_something_carry_their_protection() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        posts = len(re.findall(r"<form[^>]*method=\"post\"", text))
        assert text.count("{% csrf_token %}") >= posts, path.name
