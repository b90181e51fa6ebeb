"""One field finds persons, cases and whom to call; what is hidden is never found."""

import re

import pytest
from django.urls import reverse

from tests.web.browsers import browser, case_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("text", ["zum", "Zumtest", "anna zumt", "ANNA"])
def test_names_are_found_by_their_beginnings(text: str) -> None:
    address = case_at()
    assert address in browser("rav.contact").post("/search/", {"q": text}, follow=True).content.decode()


def test_a_number_finds_its_case_with_or_without_canton_and_year() -> None:
    address = case_at()
    client = browser("rav.contact")
    found = re.search(r"ZZ-(\d{4}-\d+)", client.get(address).content.decode())
    assert found is not None
    for text in (found[0], found[1], found[0].lower(), found[1].partition("-")[2]):
        assert address in client.post("/search/", {"q": text}, follow=True).content.decode()


def test_a_hidden_case_is_not_found() -> None:
    address = case_at()
    for text in ("zumtest", "ZZ-2026-0001", "0001"):
        assert address not in browser("regional.other").post("/search/", {"q": text}, follow=True).content.decode()


def test_contact_persons_are_found() -> None:
    found = browser("rav.front").post("/search/", {"q": "smz.contact"}, follow=True)
    assert "smz.contact Test" in found.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "%", "'; drop", "x" * 500, "\x00"])
def test_odd_texts_find_nothing_and_break_nothing(text: str) -> None:
    assert browser("rav.front").post("/search/", {"q": text}, follow=True).status_code == 200


def test_no_address_says_whom_somebody_looked_for() -> None:
    case_at()
    client = browser("rav.contact")
    address = client.post("/search/", {"q": "Zumtest"}).headers["Location"]
    assert "zumtest" not in address.lower()
    assert 'value="Zumtest"' in client.get(address).content.decode()
    assert "Zumtest" not in browser("rav.contact2").get(address).content.decode(), "nobody else reads it"
    assert 'value="Zumtest"' not in client.get("/search/?q=Zumtest").content.decode()
    check = client.post(reverse("referrals:check"), {"q": "Zumtest"}).headers["Location"]
    assert "zumtest" not in check.lower()


@pytest.mark.parametrize("forged", ["x", "gAAAAA", "%00", "é"])
def test_a_forged_search_looks_for_nothing(forged: str) -> None:
    assert browser("rav.contact").get(f"/search/?for={forged}").status_code == 200
