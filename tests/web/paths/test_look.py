"""The page that looks at an event log from elsewhere: same figures as of our own cases, nothing kept, faults named."""

import re
from collections import Counter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from ciiz.domain.paths import brought
from ciiz.foundation.postgres.roles import OWNER
from ciiz.web.paths.picture import SHOWN_STEPS, SHOWN_WAYS
from tests.harness.databases import connected_as
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, text
from tests.worlds import membership

pytestmark = pytest.mark.django_db(transaction=True)

LOG = """Fall;Schritt;Datum;Person;Amt
1;Anmeldung;2.3.2026;Ada;RAV
1;Gespräch;6.3.2026;Ada;RAV
1;Gespräch;8.3.2026;Ben;SMZ
1;Abschluss;18.3.2026;Cyd;RAV
"""


def sent(content: bytes | str, who: str = "officer", language: str = "en", name: str = "log.csv") -> Any:
    """The answer to a file."""
    data = content.encode() if isinstance(content, str) else content
    return browser(who, language).post("/paths/look/", {"file": SimpleUploadedFile(name, data)})


def refused(content: bytes | str) -> str:
    """The page that refuses a file."""
    answer = sent(content)
    assert answer.status_code == 422
    page: str = answer.content.decode()
    assert "Nothing of " in page
    return page


def cells(page: str, label: str) -> dict[str, str]:
    """The head of each row of the first table that names it, and its cell under `label`, without tags."""
    found: dict[str, str] = {}
    for row in re.findall(r"<tr><th scope=\"row\"[^>]*>(.*?)</tr>", page, re.DOTALL):
        name = row.partition("</th>")[0]
        cell = re.search(rf'data-label="{re.escape(label)}">(.*?)</td>', row, re.DOTALL)
        if cell:
            found.setdefault(name, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell[1])).strip())
    return found


def facts(page: str) -> dict[str, str]:
    """The totals of a page."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {name: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", value)).strip() for name, value in pairs}


def test_the_answer_shows_steps_ways_hand_overs_and_a_picture() -> None:
    page = text(sent(LOG))
    assert cells(page, "How often")["Gespräch"].startswith("2")
    assert cells(page, "Nine in ten within, days") == {"Gespräch": "4", "Abschluss": "10"}
    assert cells(page, "Gone through again")["Gespräch"] == "1 in 1 cases"
    assert facts(page)["Back at the institution before"] == "1 in 1 cases"
    assert facts(page)["Period"] == "02.03.2026 to 18.03.2026"
    assert "<dt>Institution</dt><dd>Amt</dd>" in page
    assert "Nothing of the file was kept" in page
    picture = page[page.index('<svg class="followed"') : page.index("</svg>")]
    assert picture.count("<rect") == 5
    assert picture.count('class="way') == 5
    assert picture.count('class="way back"') == 1


def test_an_exported_log_brought_in_again_says_what_the_pages_of_paths_say() -> None:
    with transaction.atomic():
        for one in (scene.accepted, scene.closed, scene.closed, plan_scene.running, scene.reported):
            one()
    client = browser("officer")
    page = text(sent(client.get("/paths/log.csv").content))
    assert "cannot be used" not in page
    whole = facts(text(client.get("/paths/")))
    looked = facts(page)
    for what in (
        "Cases",
        "Handed on between institutions",
        "Back at the institution before",
        "Somebody else went on",
    ):
        assert looked[what] == whole[what], what
    compared: Counter[str] = Counter()
    for process in ("IIZ", "CII100", "CII101"):
        own = text(client.get(f"/paths/{process}/"))
        for label in ("Median, days", "Nine in ten within, days", "Gone through again"):
            there, here = cells(own, label), cells(page, label)
            for step, number in there.items():
                assert here.get(step, "0") == number, (process, label, step)
                compared[label] += step in here
        often = cells(page, "How often")
        for step, number in cells(own, "Cases that left it").items():
            told = re.fullmatch(r"\d+ in (\d+) cases", often.get(step, "0 in 0 cases"))
            assert told is not None
            assert told[1] == number
            compared["left"] += step in often
    assert min(compared[what] for what in ("Median, days", "Gone through again", "left")) > 5


def test_nothing_of_the_file_is_kept() -> None:
    def counted() -> dict[str, int]:
        with connected_as(OWNER), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            names = [row[0] for row in cursor.fetchall()]
            numbers = {}
            for name in names:
                cursor.execute(f'SELECT count(*) FROM "{name}"')
                numbers[name] = cursor.fetchone()[0]
            return numbers

    browser("officer").get("/paths/look/")
    client = browser("officer")
    before = counted()
    assert client.post("/paths/look/", {"file": SimpleUploadedFile("log.csv", LOG.encode())}).status_code == 200
    after = counted()
    assert {name for name in after if after[name] != before[name]} <= {"foundation_ratelimit"}


def test_rows_that_cannot_be_used_are_named_by_row_and_column() -> None:
    page = text(sent(LOG + "1;Anmeldung;31.2.2026;;\n" + ";;;x;\n" * 55))
    assert "left out of all figures: 56" in page
    named = cells(page, "Why")
    assert len(named) == 50
    assert named["6"].startswith("This is no day or time")
    assert cells(page, "Column")["6"] == "Datum"
    assert cells(page, "Found")["6"] == "31.2.2026"
    assert cells(page, "Column")["7"] == "Fall"
    assert "Further rows: 6." in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no event"),
        ("case;activity;time\n", "holds no event"),
        ("a;b\n1;2\n", "These columns were not found: Case, Step, Day or time."),
        ("case;case;activity;time\n1;1;A;1.1.2026\n", "Two columns have the heading “case”"),
        (b"%PDF-1.7", "This is no CSV file"),
        (b"PK\x03\x04\x00", "This is no CSV file"),
        (b"x" * (10 * 1024 * 1024 + 1), "too large: at most 200000 events and 10 MB"),
        ("case;activity;time\n" + "".join(f"1;{n};1.1.2026\n" for n in range(201)), "201 different values"),
        ("case,activity,time\n" + "1,A,2026-01-01\n" * 200_001, "too large: at most 200000 events and 10 MB"),
    ],
)
def test_a_file_that_is_no_log_is_refused(content: bytes | str, said: str) -> None:
    assert said in refused(content)


def test_a_log_without_a_sound_row_names_the_faults() -> None:
    page = refused("case;activity;time\n1;A;never\n")
    assert "No row of the event log can be used" in page
    assert cells(page, "Found") == {"2": "never"}


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciiz.domain.paths.looking.SECONDS", 0.01)
    assert "too large" in refused(LOG)


def test_what_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciiz.domain.paths.looking.MEMORY_BYTES", 120 * 1024 * 1024)
    assert "too large" in refused("case,activity,time\n" + "1,A,2026-01-01\n" * 199_000)


def test_cells_are_text_and_nothing_more() -> None:
    page = text(sent('case;activity;time\n1;"=1+1";1.1.2026\n1;<script>alert(1)</script>;2.1.2026\n'))
    assert "=1+1" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_large_log_draws_the_most_frequent_ways_only() -> None:
    rows = "".join(f"{n % 50};S{n * 7 % 90};{n % 28 + 1}.1.2026\n" for n in range(3000))
    page = text(sent("case;activity;time\n" + rows))
    picture = page[page.index('<svg class="followed"') : page.index("</svg>")]
    assert picture.count("<rect") == SHOWN_STEPS + 2
    assert picture.count('class="way') <= SHOWN_WAYS
    assert "Drawn are the most frequent ways" in page


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_the_answer_speaks_the_language_of_the_reader(language: str) -> None:
    page = text(sent(LOG + "1;;;;\n", language=language))
    words = {"de": "Was auf was folgt", "fr": "Ce qui suit quoi", "it": "Che cosa segue a che cosa"}
    assert words[language] in page
    assert "Nothing of" not in page


@pytest.mark.parametrize("who", ["regional", "secretariat", "officer"])
def test_coordination_and_office_look(who: str) -> None:
    assert "/paths/look/" in text(browser(who).get("/paths/"))
    assert sent(LOG, who).status_code == 200


@pytest.mark.parametrize("who", ["steering", "rav.front", "rav.contact", "legal", "national"])
def test_others_find_nothing(who: str) -> None:
    assert browser(who).get("/paths/look/").status_code == 404
    assert sent(LOG, who).status_code == 404


def test_another_site_sends_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(membership("officer").user)
    answer = client.post("/paths/look/", {"file": SimpleUploadedFile("log.csv", LOG.encode())})
    assert "Gespräch" not in answer.content.decode()


def test_who_sends_many_files_waits() -> None:
    client = browser("officer")
    answers = [client.post("/paths/look/", {}).status_code for _time in range(21)]
    assert set(answers[:20]) == {422}
    assert answers[20] == 429


def test_a_log_may_be_as_long_as_the_page_says() -> None:
    rows = "".join(f"{n // 10};S{n % 17};2026-01-{n % 28 + 1:02d}\n" for n in range(brought.MOST_EVENTS))
    assert facts(text(sent("case;activity;time\n" + rows)))["Events"] == "200000"
