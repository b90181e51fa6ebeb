"""Every text of the interface exists in four languages, and reads like its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from ciiz.foundation.i18n.catalogues.checks import foreign, problems
from ciiz.foundation.i18n.catalogues.parts import Translation, read_parts
from ciiz.foundation.i18n.catalogues.sources import Message, messages_of, read_sources

ROOT = Path(__file__).resolve().parents[2]
GOOD: dict[str, tuple[str, ...]] = {"de": ("Fall öffnen",), "fr": ("Ouvrir le cas",), "it": ("Aprire il caso",)}


def found(message: Message, **texts: tuple[str, ...]) -> list[str]:
    message.places.append("x.py:1")
    translation = Translation(message.msgid, message.context, {**GOOD, **texts}, "part", False)
    return list(problems({message.key: message}, {translation.key: translation}))


def test_nothing_is_missing_unused_or_wrong() -> None:
    translations, contradictions = read_parts()
    assert [*contradictions, *problems(read_sources(), translations)] == []


def test_a_good_translation_passes() -> None:
    assert found(Message("Open case")) == []


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"de": ("Schließen",)}, "ß"),
        ({"de": ("Offen: %(count)s",)}, "placeholders"),
        ({"fr": ("Ouvrir le cas ?",)}, "no-break"),
        ({"fr": ("Ouvrir «le cas\u00a0»",)}, "no-break"),
        ({"fr": ("Der Fall ist noch nicht offen",)}, "reads like de"),
        ({"de": ("The case is not open",)}, "reads like en"),
        ({"it": ("un", "due")}, "no plural"),
    ],
)
def test_what_is_wrong_is_named(texts: dict[str, tuple[str, ...]], complaint: str) -> None:
    assert any(complaint in line for line in found(Message("Open case"), **texts))


def test_a_missing_and_an_unused_message_are_named() -> None:
    lone = Translation("Gone", "", GOOD, "part", False)
    lines = list(problems({("", "New"): Message("New", places=["x.py:1"])}, {lone.key: lone}))
    assert lines == ["missing: 'New' (x.py:1)", "unused: 'Gone' in part"]


def test_messages_are_found_in_python_and_in_templates() -> None:
    python = 'a = _("One")\nb = ngettext("one %(n)s", "many %(n)s", n)\nc = pgettext("menu", "Open")\n'
    template = '{% load i18n %}{% translate "Two" %}'
    template += "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
    by_python = [message for _, message in messages_of(python, is_template=False)]
    by_template = [message for _, message in messages_of(template, is_template=True)]
    assert [(m.context, m.msgid, m.plural) for m in by_python] == [
        ("", "One", ""),
        ("", "one %(n)s", "many %(n)s"),
        ("menu", "Open", ""),
    ]
    assert [(m.msgid, m.plural) for m in by_template] == [("Two", ""), ("%(n)s day", "%(n)s days")]


def test_short_texts_are_not_suspected() -> None:
    assert foreign("Version", "de") == ""


def test_the_command_explains_itself() -> None:
    command = [sys.executable, "-m", "ciiz.foundation.i18n.catalogues"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "extract|build|check" in done.stderr
