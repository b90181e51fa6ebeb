"""The page on which the running cases of a process are moved."""

from typing import Any

import pytest

from tests.journeys.test_move import RENUMBERED, next_version
from tests.web.browsers import browser, case_at, post, text
from tests.web.processes.test_handbook import next_version as renamed
from tests.worlds import act

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/handbook/CII101/cases/"


def test_the_page_says_where_cases_would_land_and_moves_them() -> None:
    case_at("assigned")
    client = browser("officer", "de")
    assert "Kein Fall, den Sie sehen, läuft auf einer älteren Version." in text(client.get(ADDRESS))
    renamed()
    assert ADDRESS in text(client.get("/handbook/CII101/versions/"))
    page = text(client.get(ADDRESS))
    assert "CII101.3" in page
    assert "nirgends" not in page
    post(client, ADDRESS)
    page = text(client.get(ADDRESS))
    assert "1 Fall wurde umgestellt." in page
    assert "Kein Fall, den Sie sehen" in page


def test_for_others_there_is_no_such_page() -> None:
    client = browser("rav.contact")
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS).status_code == 404
    assert ADDRESS not in text(client.get("/handbook/CII101/versions/"))


def test_another_step_is_chosen_where_one_is_gone() -> None:
    case_at("assigned")
    with act("officer"):
        next_version(("CII101.3", "CII101.13"), *RENUMBERED)
    client = browser("officer")
    assert 'name="to:CII101.3"' in text(client.get(ADDRESS))
    chosen: dict[str, Any] = {"to:CII101.3": "CII101.13"}
    post(client, ADDRESS, **chosen)
    assert "1 case was moved." in text(client.get(ADDRESS))
