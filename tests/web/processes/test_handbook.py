"""The handbook and its drawings, in four languages."""

import re

import pytest

from ciiz.domain.organisations.models import Canton
from ciiz.domain.organisations.values import digest
from ciiz.foundation.postgres.roles import OWNER
from tests.harness.databases import connected_as
from tests.web.browsers import browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_process_has_its_page_and_its_drawing(language: str) -> None:
    client = browser("rav.front", language)
    for code in re.findall(r'href="/handbook/(CII\d+)/"', client.get("/handbook/").content.decode()):
        page = client.get(f"/handbook/{code}/")
        assert page.status_code == 200
        drawing = re.search(r'data-drawing="([^"]+)"', page.content.decode())
        assert drawing is not None
        answer = client.get(drawing[1])
        assert answer.status_code == 200
        assert answer.content.startswith(b"<?xml")


def test_an_unknown_process_does_not_exist() -> None:
    assert browser("rav.front").get("/handbook/CII999/").status_code == 404


def test_the_handbook_says_the_terms_of_the_canton_whatever_the_drawing_says() -> None:
    canton = Canton.objects.get(code="ZZ")
    values = {**canton.values, "deadlines": {**canton.values["deadlines"], "first_talk_days": 9, "talk_days": 20}}
    with connected_as(OWNER):
        Canton.objects.filter(code="ZZ").update(values=values, values_digest=digest(values))
    page = browser("rav.front").get("/handbook/CII101/").content.decode()
    assert "First talk: 9 days, from the session that decided on case management" in page
    assert "Talk: every 20 days" in page
    assert "Stock-taking: every 3 months" in page
    assert "Completion: 10 days" in browser("rav.front").get("/handbook/CII100/").content.decode()
    drawing = re.search(r'data-drawing="([^"]+)/\w\w/"', page)
    assert drawing is not None
    for language, label in {
        "de": "Erstes Gespräch: 9 Tage",
        "fr": "Premier entretien : 9 jours",
        "it": "Primo colloquio: 9 giorni",
        "en": "First talk: 9 days",
    }.items():
        shown = browser("rav.front").get(f"{drawing[1]}/{language}/").content.decode().replace("\u00a0", " ")
        assert f'name="{label}"' in shown
