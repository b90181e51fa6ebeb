"""A file is brought in by pages: judged first, imported on demand, a portion at a time, by its own people only."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ciiz.domain.cases.public import Case
from ciiz.domain.imports.models import Import, Portion
from ciiz.foundation.sheets import Limits
from ciiz.journeys.intake import receive
from ciiz.web.imports import forms
from tests.web.browsers import browser
from tests.worlds import become

pytestmark = pytest.mark.django_db

HEADINGS = "Nachname;Vorname;Geburtsdatum;Meldende Stelle;Meldedatum;Motiv;Geschlecht"
GOOD = ("Amacker;Zoé;3.2.1980;RAV;1.6.2026;Schulden;w", "Bellwald;Urs;4.5.1975;RAV;2.6.2026;;m")


def sheet(*rows: str, name: str = "Meldungen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEADINGS, *rows]).encode())


def bring(client: Client, *rows: str) -> str:
    """Brings in a file; returns the address of what was found."""
    response = client.post(reverse("imports:bring"), {"file": sheet(*rows)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def contact() -> Client:
    return browser("rav.contact")


def cases() -> int:
    become("rav.contact")
    return Case.objects.count()


def test_good_rows_are_imported_on_demand_and_bad_ones_told_with_line_column_and_masked_value(contact: Client) -> None:
    before = cases()
    address = bring(contact, *GOOD, "Carlen;Ida;31.2.1980;RAV;;;w", "Dorsaz;Max;1.1.1980;SMZ;;;m")
    shown = page(contact, address)
    assert "Import (2)" in shown
    assert "This is not a date that exists." in shown
    assert "••.••.1980" in shown
    assert "This row belongs to another institution." in shown
    assert "Carlen" not in shown
    assert cases() == before
    assert contact.post(address + "go-on/").status_code == 302
    assert cases() == before + 2
    assert "The import is finished." in page(contact, address)
    assert [portion.rows for portion in Portion.objects.all()] == [None]


def test_the_same_file_again_finds_everything_there(contact: Client) -> None:
    contact.post(bring(contact, *GOOD) + "go-on/")
    there = cases()
    again = bring(contact, *GOOD, GOOD[0].replace("Schulden", "Anderes"))
    shown = page(contact, again)
    assert "No row of this file could become a new case." in shown
    assert "There already" in shown
    contact.post(again + "go-on/")
    assert cases() == there
    assert "No row of this file waits any more." in page(contact, again)


def test_rows_that_became_cases_meanwhile_are_not_doubled(contact: Client) -> None:
    before = cases()
    first, second = bring(contact, *GOOD), bring(contact, *GOOD)
    contact.post(first + "go-on/")
    contact.post(second + "go-on/")
    assert cases() == before + 2
    become("rav.contact")
    assert Import.objects.get(id=UUID(second.split("/")[2])).there == 2


def test_a_long_file_goes_on_portion_by_portion(contact: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "PORTION", 1)
    before = cases()
    address = bring(contact, *GOOD)
    contact.post(address + "go-on/")
    shown = page(contact, address)
    assert cases() == before + 1
    assert "1 of 2" in shown
    assert "data-goes-on" in shown
    contact.post(address + "go-on/")
    assert cases() == before + 2
    assert "data-goes-on" not in page(contact, address)


def test_what_is_left_can_be_dropped(contact: Client) -> None:
    before = cases()
    address = bring(contact, *GOOD)
    contact.post(address + "drop/")
    contact.post(address + "go-on/")
    assert cases() == before
    become("rav.contact")
    assert not Portion.objects.filter(rows__isnull=False).exists()
    assert "The rest was dropped." in page(contact, address)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"MZ" + bytes(999), "This is not a table but"),
        (b"%PDF-1.7\n", "This is not a table but"),
        (b"a;b\n1;2\n", "No row with known column headings was found."),
        (HEADINGS.encode(), "The file has headings but no rows below them."),
    ],
)
def test_what_is_no_table_is_refused_at_the_field(contact: Client, content: bytes, words: str) -> None:
    response = contact.post(reverse("imports:bring"), {"file": SimpleUploadedFile("Liste.xlsx", content)})
    assert response.status_code == 422
    assert words in response.content.decode()
    become("rav.contact")
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    contact: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "Limits", lambda: Limits(file_bytes=10))
    response = contact.post(reverse("imports:bring"), {"file": sheet(*GOOD)})
    assert response.status_code == 422
    assert "are read. Split it." in response.content.decode()


def test_the_report_is_a_csv_in_which_nothing_becomes_a_formula(contact: Client) -> None:
    address = bring(contact, *GOOD, "Carlen;Ida;31.2.1980;RAV;;;w", "=1+1;Ida;1.2.1980;RAV;;;w")
    response = contact.get(address + "report.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Line;Column;Heading;Value;Effect;Reason"
    assert lines[1].startswith("4;C;Geburtsdatum;••.••.1980;row not imported;This is not a date")
    assert any(line.startswith("5;A;Nachname;'=") for line in lines)
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("other", ["rav.contact2", "smz.contact", "officer"])
def test_what_somebody_brought_in_exists_for_nobody_else(contact: Client, other: str) -> None:
    address = bring(contact, *GOOD)
    stranger = browser(other)
    for tried in ("", "report.csv"):
        assert stranger.get(address + tried).status_code == 404
    for tried in ("go-on/", "drop/"):
        assert stranger.post(address + tried).status_code == 404
    become(other)
    assert not Import.objects.exists()
    assert not Portion.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE imports_portion SET rows = '[]'")
        assert cursor.rowcount == 0


@pytest.mark.parametrize("name", ["officer", "regional", "secretariat"])
def test_who_refers_nobody_imports_nothing(name: str) -> None:
    client = browser(name)
    assert client.get(reverse("imports:bring")).status_code == 404
    assert client.post(reverse("imports:bring"), {"file": sheet(*GOOD)}).status_code == 404


def test_nobody_brings_in_a_file_in_another_name(contact: Client) -> None:
    bring(contact, *GOOD)
    mine = become("rav.contact").membership_id
    become("rav.contact2")
    with pytest.raises(ProgrammingError, match="row-level security"):
        Import(brought_by_id=mine, file_name="x", rows=0, ready=0).save(force_insert=True)
