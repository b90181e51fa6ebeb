"""The list of cases: what the reader may see, filtered, sorted, as a file."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from ciiz.foundation.terms import Term
from tests.web.browsers import browser, case_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("who", ["rav.front", "rav.contact", "smz.contact", "regional", "secretariat", "officer"])
def test_whoever_takes_part_finds_the_case(who: str) -> None:
    address = case_at()
    assert address in browser(who).get("/cases/").content.decode()


def test_others_are_told_that_no_case_is_open_to_them() -> None:
    case_at()
    page = browser("regional.other").get("/cases/")
    assert page.status_code == 200
    assert "No case is open to you yet" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=zum", True),
        ("text=anna+zumt", True),
        ("text=muster", False),
        ("stage=assigned", True),
        ("stage=open", True),
        ("stage=over", False),
        ("stage=closed", False),
        ("form=managed", True),
        ("form=bilateral", False),
        ("opened_from=01.01.2020", True),
        ("opened_to=01.01.2020", False),
        ("mine=on", False),
        ("ending=on", False),
        ("sort=manager", True),
        ("sort=-stage", True),
        ("sort=nonsense&after=nonsense&region=x&opened_from=%00", True),
    ],
)
def test_filters_stand_in_the_address(query: str, found: bool) -> None:
    address = case_at()
    page = browser("rav.front", "de").get(f"/cases/?{query}")
    assert page.status_code == 200
    assert (address in page.content.decode()) is found


def test_only_mine_keeps_what_the_case_manager_manages() -> None:
    address = case_at()
    assert address in browser("smz.contact").get("/cases/?mine=on").content.decode()


def test_consents_that_run_out_lead_to_their_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    address = case_at()
    monkeypatch.setattr("ciiz.domain.consent.queries.SOON", Term(days=300))
    client = browser("rav.contact")
    assert address in client.get("/cases/?ending=on").content.decode()
    assert address in client.get("/cases/?ending=on&text=zum").content.decode()
    assert address not in client.get("/cases/?ending=on&text=muster").content.decode()


def test_the_list_asks_at_most_10_questions() -> None:
    case_at()
    client = browser("rav.contact")
    client.get("/cases/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/cases/")
    questions = [one["sql"] for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(questions) <= 10, "\n".join(question[:150] for question in questions)


def test_files_hold_what_the_filter_shows() -> None:
    case_at()
    client = browser("rav.contact", "de")
    text = client.get("/cases/export.csv?text=zum").content.decode("utf-8-sig").splitlines()
    assert text[0].startswith("Nummer;Person;")
    assert len(text) == 2
    assert "Zumtest Anna;14.03.1984" in text[1]
    assert len(client.get("/cases/export.csv?text=muster").content.decode().splitlines()) == 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/cases/export.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][1] == "Zumtest Anna"
    assert client.get("/cases/export.pdf").status_code == 404


def test_a_saved_file_is_in_the_log_of_readings(owner_connection: object) -> None:
    case_at()
    browser("rav.contact").get("/cases/export.csv")
    with owner_connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT count(*) FROM audit.reading WHERE door = 'page cases:export'")
        assert cursor.fetchone()[0] >= 1
