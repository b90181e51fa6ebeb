"""One field finds persons, cases and whom to call; what is hidden is never found."""

import re

import pytest

from tests.web.cases.browsers import browser, case_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("text", ["zum", "Zumtest", "anna zumt", "ANNA"])
def test_names_are_found_by_their_beginnings(text: str) -> None:
    address = case_at()
    assert address in browser("rav.contact").get("/search/", {"q": text}).content.decode()


def test_a_number_finds_its_case_with_or_without_the_canton() -> None:
    address = case_at()
    client = browser("rav.contact")
    found = re.search(r"ZZ-(\d{4}-\d+)", client.get(address).content.decode())
    assert found is not None
    for text in (found[0], found[1], found[0].lower()):
        assert address in client.get("/search/", {"q": text}).content.decode()


def test_a_hidden_case_is_not_found() -> None:
    address = case_at()
    for text in ("zumtest", "ZZ-2026-0001"):
        assert address not in browser("regional.other").get("/search/", {"q": text}).content.decode()


def test_contact_persons_are_found() -> None:
    assert "smz.contact Test" in browser("rav.front").get("/search/", {"q": "smz.contact"}).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "%", "'; drop", "x" * 500, "\x00"])
def test_odd_texts_find_nothing_and_break_nothing(text: str) -> None:
    assert browser("rav.front").get("/search/", {"q": text}).status_code == 200
