"""What the editor offers is what the engine accepts."""

import json
import re
from pathlib import Path

import pytest

from ciiz.domain.processes.engine.subset import OWN_ATTRIBUTES, OWN_ELEMENTS
from ciiz.domain.processes.journeys import JOURNEYS, Outcome
from ciiz.domain.processes.public import draft_blank
from ciiz.web.processes.editing import ANSWERS, KINDS, VERBS
from tests.web.browsers import browser
from tests.worlds import act

ASSETS = Path(__file__).parents[3] / "ciiz" / "web" / "assets" / "editor"


def test_every_journey_and_every_outcome_has_its_words() -> None:
    assert set(VERBS) == set(JOURNEYS)
    assert set(ANSWERS) == set(Outcome)
    assert set(KINDS) <= set(JOURNEYS)


def test_the_editor_knows_every_word_of_our_namespace() -> None:
    extension = json.loads((ASSETS / "extension.json").read_text())
    types = {one["name"]: one for one in extension["types"]}

    def attributes(name: str) -> set[str]:
        found = types[name]
        own = {one["name"] for one in found.get("properties", []) if one.get("isAttr")}
        return own.union(*(attributes(base) for base in found.get("superClass", []) if base in types))

    assert {element: attributes(element.capitalize()) for element in OWN_ELEMENTS} == OWN_ELEMENTS
    known = {one["name"] for found in types.values() if "extends" in found for one in found["properties"]}
    assert known - {"canton-value", "canton-default"} == set().union(*OWN_ATTRIBUTES.values())


@pytest.mark.django_db(transaction=True)
def test_only_the_office_draws() -> None:
    with act("officer") as actor:
        draft = draft_blank(actor=actor, process="AB12", name={"de": "Abklärung"})
    address = f"/handbook/drafts/{draft.id}/edit/"
    assert browser("rav.front").get(address).status_code == 404
    page = browser("officer", "fr").get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'data-version="1"' in text
    assert f'data-save="/handbook/drafts/{draft.id}/save/"' in text
    listed = re.findall(r'<option value="(\w+\.\w+)">', text)
    assert set(listed) == set(JOURNEYS)
