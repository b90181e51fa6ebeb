"""Every recorded fact has its sentence, every task its place."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

import ciiz.domain
import ciiz.journeys
from ciiz.domain.organisations.models import Dispositif
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.journeys.tell import Names, untold
from ciiz.web.cases.links import PLACES

ID = UUID(int=7)
NO_FACTS = {"invitation", "office", "reminders"}
"""Kinds of mails and of institutions."""
KIND = re.compile(r'(?:kind=|_tell\(actor, plan, |_record_end\(actor, consent, |_record\(actor, \S+, )"([a-z_.]+)"')


def test_every_recorded_kind_has_its_sentence() -> None:
    folder = Path(next(iter(ciiz.domain.__path__)))
    found = {kind for path in folder.rglob("operations*/**/*.py") for kind in KIND.findall(path.read_text())}
    found |= {kind for path in folder.rglob("operations.py") for kind in KIND.findall(path.read_text())}
    journeys = Path(next(iter(ciiz.journeys.__path__)))
    found |= {kind for path in journeys.rglob("*.py") for kind in KIND.findall(path.read_text())}
    assert {"case_closed", "plan_validated", "consent_withdrawn", "process.moved", "plan_event"} <= found
    assert not untold(found - NO_FACTS)


def test_places_of_areas_that_exist_are_found() -> None:
    areas = set(get_resolver().namespace_dict)
    lost = []
    for place in PLACES.values():
        if place.name.split(":")[0] in areas:
            try:
                reverse(place.name, args=[ID])
            except NoReverseMatch:
                lost.append(place.name)
    assert not lost


@pytest.mark.django_db
def test_a_dispositif_stands_in_the_history_by_its_abbreviation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ciiz.journeys.tell.dispositifs",
        lambda codes: [Dispositif(code="ALV", abbreviation=TranslatedText(de="ALV", fr="AC", it="AD", en="ALV"))],
    )
    names = Names("ZZ", {}, {})
    with override("fr"):
        assert names.dispositif("ALV") == "AC"
    assert names.dispositif(None) == ""
