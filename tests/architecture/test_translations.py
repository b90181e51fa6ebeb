"""Every text of the interface exists in four languages, and reads like its own."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import override
from lxml import etree

from ciiz.foundation.i18n.catalogues.checks import FRENCH_MARK, foreign, problems
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


FIELDS = (
    forms.CharField, forms.ChoiceField, forms.DateField, forms.EmailField, forms.FileField, forms.IntegerField,
    forms.ModelChoiceField, forms.ModelMultipleChoiceField, forms.MultipleChoiceField, forms.URLField,
)  # fmt: skip
VALIDATORS = (MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator)
SIGN_IN = ("email_password_mismatch", "enter_current_password", "incorrect_code", "incorrect_password",
           "too_many_login_attempts", "rate_limited")  # fmt: skip
FORM_ENCODING = "missing"  # a file that arrives as text: a fault of a page, never of a person


NOT_HERE = {
    "it": r"\b(tu[aoi]?|hai|prova|riprova|\w*inserisci|scegli|assicurati)\b",
    "de": r"ß|\b(du|dein\w*|dich|dir|gib|habe)\b",
}


@pytest.mark.parametrize("language", NOT_HERE)
def test_what_django_says_to_people_is_polite_and_swiss(language: str) -> None:
    with override(language):
        errors = [field.default_error_messages for field in FIELDS]
        said = [str(text) for texts in errors for code, text in texts.items() if code != FORM_ENCODING]
        said += [str(validator.message) % {"limit_value": 3, "show_value": 4} for validator in VALIDATORS]
        said += [str(DefaultAccountAdapter.error_messages[code]) for code in SIGN_IN]
        said += [MinimumLengthValidator(12).get_error_message(), CommonPasswordValidator().get_error_message()]
    assert [text for text in said if re.search(NOT_HERE[language], text, re.IGNORECASE)] == []


def test_no_text_of_django_stays_english() -> None:
    for language, expected in (("de", "Es braucht mindestens 12"), ("fr", "au moins 12"), ("it", "almeno 12")):
        with override(language):
            assert expected in MinimumLengthValidator(12).get_error_message()


def french_of(value: Any) -> Iterator[str]:
    """Every French text of a data file: what stands under "fr", at any depth."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key == "fr":
            yield from inner.values() if isinstance(inner, dict) else [inner]
        yield from french_of(inner)


def french_texts() -> Iterator[tuple[str, str]]:
    library = ROOT / "ciiz" / "library"
    for path in library.rglob("*.toml"):
        for text in french_of(tomllib.loads(path.read_text())):
            yield path.name, str(text)
    for path in library.rglob("*.bpmn"):
        for node in etree.parse(path).iter():
            if node.get("lang") == "fr":
                yield path.name, f"{node.get('name')} {node.text or ''}"
            yield path.name, node.get("fr", "")


def test_french_in_letters_processes_and_values_has_its_spaces() -> None:
    texts = list(french_texts())
    assert len(texts) > 500
    assert [text for text in texts if FRENCH_MARK.search(text[1])] == []


def test_a_day_in_words_is_small_in_italian() -> None:
    with override("it"):
        assert date_format(date(2026, 11, 22), "l j F Y") == "domenica 22 novembre 2026"
