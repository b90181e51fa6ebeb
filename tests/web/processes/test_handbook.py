"""The handbook and its drawings, in four languages."""

import re

import pytest

from tests.web.cases.browsers import browser

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
