"""What a new version of a process changes, told step by step; the layout alone changes nothing."""

import re

import pytest

from ciiz.domain.processes import engine
from ciiz.domain.processes.engine import Aspect
from ciiz.domain.processes.graphs import accept
from ciiz.domain.processes.operations.definitions import LIBRARY

CONTENT = (LIBRARY / "CII102.bpmn").read_text()


def changed(*replacements: tuple[str, str], values: dict[str, str] | None = None) -> dict[str, set[Aspect]]:
    """The changes by code after words of the file were replaced, each of which must stand there."""
    text = CONTENT
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    before, after = (accept(one.encode(), values or {}).definition for one in (CONTENT, text))
    return {change.code: set(change.aspects) for change in engine.differences(before, after)}


def test_the_same_file_changes_nothing_and_neither_does_its_layout() -> None:
    assert changed() == {}
    assert changed(('x="405" y="430"', 'x="415" y="440"')) == {}


@pytest.mark.parametrize(
    ("old", "new", "aspect"),
    [
        ('name="Tenir la table ronde"', 'name="Mener la table ronde"', Aspect.NAME),
        ("chairs the round table", "leads the round table", Aspect.DESCRIPTION),
        ('ciiz:with="secretariat contact"', 'ciiz:with="contact"', Aspect.WITH),
        ('it="Procura" en="Consent"', 'it="Procura" en="Signed consent"', Aspect.INPUTS),
        ('it="Risultato" en="Result"', 'it="Risultato" en="Outcome"', Aspect.OUTPUTS),
        ('name="Coordinator (regional, thematic)"', 'name="Coordination office"', Aspect.RESPONSIBLE),
    ],
)
def test_each_kind_of_change_is_told_of_its_step_in_whatever_language_it_was_made(
    old: str, new: str, aspect: Aspect
) -> None:
    assert aspect in changed((old, new))["CII102.6"]


def test_another_length_is_a_change_of_terms() -> None:
    period = re.search(r">(P\d+[DWM])<", CONTENT)
    assert period is not None
    assert Aspect.TERMS in changed((f">{period[1]}<", ">P99D<"))["CII102.6"]


def test_another_code_is_a_step_that_went_and_one_that_came() -> None:
    found = changed(('ciiz:code="CII102.6"', 'ciiz:code="CII102.66"'))
    assert found["CII102.6"] == {Aspect.REMOVED}
    assert found["CII102.66"] == {Aspect.ADDED}
    assert found["CII102.1"] == {Aspect.THEN}


def test_another_choice_of_the_canton_changes_where_a_step_leads() -> None:
    content = (LIBRARY / "CII101.bpmn").read_bytes()
    before, after = accept(content).definition, accept(content, {"finish_no_target": "6"}).definition
    assert [(change.code, change.aspects) for change in engine.differences(before, after)] == [
        ("CII101.8", (Aspect.THEN,))
    ]
