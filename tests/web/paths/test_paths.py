"""Pages of paths: numbers at the drawing, the way to the cases, files, and who finds none of it."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from lxml import etree

from ciiz.domain.organisations.enums import Role
from ciiz.domain.paths import queries
from ciiz.foundation.postgres.roles import OWNER
from ciiz.web.paths.logs import NAMESPACE
from tests.harness.databases import connected_as
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _cases() -> None:
    with transaction.atomic():
        for one in (scene.accepted, scene.closed, plan_scene.running):
            one()


def asked(sql: str) -> list[tuple[Any, ...]]:
    """Past the policies, as the owner; the audit as its own role."""
    with connected_as(OWNER), transaction.atomic(), connection.cursor() as cursor:
        if "audit." in sql:
            cursor.execute("SET LOCAL ROLE ciiz_audit")
        cursor.execute(sql)
        return list(cursor.fetchall())


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


def test_the_log_is_one_that_other_programs_read_and_names_nobody() -> None:
    content = browser("officer").get("/paths/log.xes").content
    log = etree.fromstring(content)
    xes = f"{{{NAMESPACE}}}"
    assert log.tag == f"{xes}log"
    assert log.get("xes.version") == "1849-2016"
    assert {one.get("prefix") for one in log.findall(f"{xes}extension")} == {"concept", "time", "lifecycle", "org"}
    traces = log.findall(f"{xes}trace")
    assert len(traces) == 3
    for trace in traces:
        days = []
        for event in trace.findall(f"{xes}event"):
            told = {one.get("key"): one.get("value") or "" for one in event}
            assert re.match(r"[A-Z]+\d*\.\w+ \w", told["concept:name"])
            assert told["lifecycle:transition"] in ("complete", "ate_abort")
            assert re.fullmatch(r"[0-9a-f]{16}", told["org:resource"])
            assert told["org:role"] in Role.values
            days.append(datetime.fromisoformat(told["time:timestamp"]))
        assert days
    for word in ("Zumtest", "Anna", "example", "Back pain"):
        assert word not in content.decode()
    for (key,) in asked("SELECT dossier_id::text FROM cases_case"):
        assert key not in content.decode()


def test_signs_of_one_log_are_not_those_of_the_next() -> None:
    client = browser("officer")
    first, second = (
        {line.split(";")[0] for line in client.get("/paths/log.csv").content.decode("utf-8-sig").splitlines()[1:]}
        for _time in range(2)
    )
    assert len(first) == len(second) == 3
    assert not first & second


def test_taking_a_log_is_a_reading_of_each_case() -> None:
    client = browser("officer")
    before = asked("SELECT count(*) FROM audit.reading WHERE door = 'page paths:log'")
    client.get("/paths/log.csv")
    after = asked("SELECT count(*) FROM audit.reading WHERE door = 'page paths:log'")
    assert after[0][0] - before[0][0] == 3


def test_a_log_of_too_many_cases_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    answer = browser("officer").get("/paths/log.xes")
    assert answer.status_code >= 400
    assert "too many for one file" in answer.content.decode()


@pytest.mark.parametrize("who", ["steering", "rav.contact", "legal", "national"])
def test_who_sees_no_cases_takes_no_log(who: str) -> None:
    assert browser(who).get("/paths/log.xes").status_code == 404
    assert "log.xes" not in browser(who).get("/paths/").content.decode()


@pytest.mark.parametrize("who", ["rav.front", "rav.contact", "legal", "national"])
def test_others_find_nothing(who: str) -> None:
    client = browser(who)
    for address in ("/paths/", "/paths/CII101/", "/paths/figures.csv", "/paths/CII101/figures.csv"):
        assert client.get(address).status_code == 404
    assert "/paths/" not in text(client.get("/handbook/"))


def test_an_unknown_process_does_not_exist() -> None:
    assert browser("officer").get("/paths/CII999/").status_code == 404
