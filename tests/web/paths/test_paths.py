"""Pages of paths: numbers at the drawing, the way to the cases, files, and who finds none of it."""

import re

import pytest
from django.db import transaction

from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _cases() -> None:
    with transaction.atomic():
        for one in (scene.accepted, scene.closed, plan_scene.running):
            one()


def leads(page: str) -> list[str]:
    """Where the numbers of a page lead."""
    return [address.replace("&amp;", "&") for address in re.findall(r'href="(/cases/\?[^"]*path=[^"]+)"', page)]


def test_numbers_stand_at_the_drawing_and_in_the_table() -> None:
    page = text(browser("officer").get("/paths/CII101/"))
    counts = re.search(r'data-counts="([^"]+)"', page)
    assert counts is not None
    assert sum(int(one.partition("=")[2]) for one in counts[1].split()) == 2
    assert "CII101.1" in page


def test_each_number_leads_to_a_list_of_as_many_cases_that_says_what_they_have_in_common() -> None:
    client = browser("regional")
    for address in ("/paths/", "/paths/CII100/?opened_from=1.1.2020"):
        found = leads(text(client.get(address)))
        assert found
        for lead in found:
            page = text(client.get(lead))
            assert "Show all" in page
            assert re.search(r"1 to \d of \d", page)


def test_a_list_behind_a_figure_is_filtered_further() -> None:
    client = browser("officer")
    assert "1 to 3 of 3" in text(client.get("/cases/?path=all~~~~"))
    assert "1 to 1 of 1" in text(client.get("/cases/?path=all~CII101~~~&stage=over"))
    assert "No case fits" in text(client.get("/cases/?path=all~CII101~7~~"))
    assert "1 to 3 of 3" in text(client.get("/cases/?path=nonsense"))


def test_a_file_holds_the_figures() -> None:
    client = browser("officer", "de")
    answer = client.get("/paths/CII101/figures.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Schritt;")
    assert any(line.startswith("CII101.1 ") for line in lines)
    assert client.get("/paths/figures.csv").content.decode("utf-8-sig").startswith("Zahl;")


def test_the_steering_committee_finds_numbers_that_lead_nowhere() -> None:
    page = text(browser("steering").get("/paths/CII101/"))
    assert "&lt; 5" in page
    assert not leads(page)
    assert "data-counts" not in page


@pytest.mark.parametrize("who", ["rav.front", "rav.contact", "legal", "national"])
def test_others_find_nothing(who: str) -> None:
    client = browser(who)
    for address in ("/paths/", "/paths/CII101/", "/paths/figures.csv", "/paths/CII101/figures.csv"):
        assert client.get(address).status_code == 404
    assert "/paths/" not in text(client.get("/handbook/"))


def test_an_unknown_process_does_not_exist() -> None:
    assert browser("officer").get("/paths/CII999/").status_code == 404
