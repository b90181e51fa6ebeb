"""The language of whoever sits at the terminal."""

import pytest

from ciiz.foundation.i18n import fields
from ciiz.jobs import reader
from ciiz.jobs.cli import parser
from ciiz.jobs.walkthrough import parser as walkthrough


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "rm_CH.UTF-8"}, "en"),
        ({"LANG": "de_CH.UTF-8"}, "de"),
        ({"LANG": "it"}, "it"),
        ({"LANG": "de_CH.UTF-8", "LC_MESSAGES": "fr_CH.UTF-8"}, "fr"),
        ({"LANG": "de_CH.UTF-8", "LC_MESSAGES": "fr_CH.UTF-8", "LC_ALL": "it_CH@euro"}, "it"),
        ({"LANG": "de_CH.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "de_CH.UTF-8", "LC_ALL": "C"}, "en"),
    ],
)
def test_the_environment_names_the_language_as_for_every_program(environment: dict[str, str], expected: str) -> None:
    assert reader.language(environment) == expected


def test_an_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CH.UTF-8")
    assert parser().parse_args(["demo"]).language == "fr"
    assert parser().parse_args(["demo", "--language", "it"]).language == "it"
    assert walkthrough().parse_args([]).language == "fr"
    assert walkthrough().parse_args(["--language", "de"]).language == "de"


def test_the_commands_know_the_languages_of_the_house() -> None:
    assert reader.LANGUAGES == fields.LANGUAGES
