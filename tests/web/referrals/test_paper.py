"""The referral as a file to print."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ciiz.domain.persons.public import correct_identity
from ciiz.foundation import clock
from tests.web.browsers import browser
from tests.worlds import act

from .test_triage_and_after import dossier

pytestmark = pytest.mark.django_db(transaction=True)


def text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_referral_is_printed_with_what_the_reader_sees_and_the_number_is_logged() -> None:
    case = dossier("forwarded")
    with act("rav.contact", clock.today()) as actor:
        correct_identity(actor=actor, dossier_id=case, expected_version=1, changes={"ahv_number": "756.9217.0769.85"})
    address = reverse("referrals:paper", args=[case])
    client = browser("regional")
    assert address in client.get(reverse("referrals:triage", args=[case])).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    shown = text(answer.content)
    for part in ("Zumtest Anna", "756.9217.0769.85", "RAV Test", "rav.contact Test", "Back to work after two years."):
        assert part in shown
    for part in ("SMZ Test", "IV Test"):
        assert part in shown
    front = text(browser("rav.front").get(address).content)
    assert "Back pain." in front
    assert "Zumtest" in front


def test_for_others_there_is_no_paper() -> None:
    address = reverse("referrals:paper", args=[dossier("forwarded")])
    for name in ("smz.contact", "regional.other", "legal"):
        assert browser(name).get(address).status_code == 404, name
