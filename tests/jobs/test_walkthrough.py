"""The walkthrough: what it plays, what it tries in vain, what it counts, what it makes of other people's files."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from pytest_django import DjangoDbBlocker

from ciiz.domain.organisations.public import Institution
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.foundation.postgres.roles import OWNER
from ciiz.foundation.sheets import SheetError
from ciiz.jobs import demo_sheet
from ciiz.jobs.play import People, Who
from ciiz.jobs.walkthrough import performance, stage, telling
from ciiz.jobs.walkthrough.intake import import_file
from ciiz.jobs.walkthrough.performance import Result
from ciiz.jobs.walkthrough.refusals import Refusal, attempt
from tests.harness import databases

STORIES = ["returned", "integrated", "renewed", "handed_over", "broken_off"]
MUST_BE_TRIED = {
    "wrong_role",
    "foreign_institution",
    "no_consent",
    "expired_consent",
    "no_contact_person",
    "no_session_result",
}


def owner() -> AbstractContextManager[None]:
    return databases.connected_as(OWNER)


@pytest.fixture(scope="module")
def canton(
    cluster: Cluster, worker_name: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Callable[[], AbstractContextManager[None]]:
    """Fresh databases with canton Valais and its invented organisations, each gone after use."""

    number = count()

    @contextmanager
    def fresh() -> Iterator[None]:
        with django_db_blocker.unblock(), databases.own_clone(cluster, f"ciiz_{worker_name}_walk{next(number)}"):
            with owner():
                performance.prepare()
            yield
            connection.close()

    return fresh


@pytest.fixture(scope="module")
def unguarded() -> dict[tuple[str, str, str], int]:
    """What was tried → rows that the same statement reaches at that moment where nothing stops it."""
    return {}


@pytest.fixture(scope="module")
def walked(
    canton: Callable[[], AbstractContextManager[None]], cluster: Cluster, unguarded: dict[tuple[str, str, str], int]
) -> Iterator[Result]:
    """One walkthrough of the sample; the database stays while the tests of this module look at it."""

    def tried_unguarded(what: str, step: str, who: Who, on: date, **attempted: Any) -> Refusal:
        by = attempted["reader"] or who
        given = {"me": by.membership_id, "mine": by.institution_id, "today": on, **attempted["values"]}
        with cluster.connect(connection.settings_dict["NAME"], SUPERUSER) as direct:
            direct.autocommit = False
            direct.execute("SET LOCAL session_replication_role = replica")  # no policy, no guard
            reached = direct.execute(attempted["sql"], given).rowcount
            direct.rollback()
        key = (what, step, attempted["sql"])
        unguarded[key] = min(reached, unguarded.get(key, reached))
        return attempt(what, step, who, on, **attempted)

    with canton(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "attempt", tried_unguarded)
        yield performance.perform(owner=owner)


def rows(sql: str) -> list[tuple[Any, ...]]:
    with owner(), connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_five_cases_go_to_five_ends(walked: Result) -> None:
    told = walked.as_dict()["cases"]
    assert [case["case"] for case in told] == STORIES
    assert [(case["stage"], case["exit_reason"]) for case in told] == [
        ("returned", ""),
        ("closed", "integrated"),
        ("closed", "network"),
        ("closed", "other_dispositif"),
        ("closed", "no_cooperation"),
    ]
    assert all(case["from_line"] for case in told)


def test_the_json_has_the_agreed_shape(walked: Result) -> None:
    told = json.loads(json.dumps(walked.as_dict()))
    assert set(told) == {"cases", "indicators", "import"}
    for case in told["cases"]:
        assert len(case["events"]) > 10
        assert len(case["refusals"]) >= 5
        assert [event["on"] for event in case["events"]] == sorted(event["on"] for event in case["events"])
    assert {"rows", "imported", "refused", "defects", "again"} <= set(told["import"])


@pytest.mark.parametrize(
    ("story", "kinds"),
    [
        ("returned", ["referral_forwarded", "referral_asked_back", "referral_forwarded", "referral_returned"]),
        (
            "integrated",
            ["referral_accepted", "session_recorded", "case_manager_named", "plan_validated", "case_closed"],
        ),
        ("renewed", ["plan_sent_back", "plan_validated", "consent_renewed", "stock_taken", "plan_validated"]),
        ("handed_over", ["hand_over_proposed", "exit_reported", "hand_over_answered", "case_closed"]),
        ("broken_off", ["session_recorded", "case_manager_named", "case_broken_off", "exit_reported", "case_closed"]),
    ],
)
def test_the_steps_of_a_case_come_in_their_order(walked: Result, story: str, kinds: list[str]) -> None:
    told = next(case for case in walked.as_dict()["cases"] if case["case"] == story)
    happened = iter([event["kind"] for event in told["events"]])
    assert all(kind in happened for kind in kinds)


def test_what_must_be_refused_is_refused_by_journey_and_by_sql(walked: Result) -> None:
    refusals = [refusal for case in walked.cases for refusal in case.refusals]
    assert {refusal.what for refusal in refusals} >= MUST_BE_TRIED
    assert [refusal.as_dict() for refusal in refusals if not refusal.held] == []
    assert all(refusal.error and refusal.message for refusal in refusals)
    assert {refusal.error for refusal in refusals} >= {
        "wrong_role",
        "not_found",
        "no_consent",
        "consent_expired",
        "not_a_contact_person",
        "no_session_result",
    }
    assert walked.faults() == []


def test_every_refused_statement_would_reach_rows_if_nothing_stopped_it(
    walked: Result, unguarded: dict[tuple[str, str, str], int]
) -> None:
    tried = {(refusal.what, refusal.step) for case in walked.cases for refusal in case.refusals}
    assert {(what, step) for what, step, _sql in unguarded} == tried
    assert [one for one, reached in unguarded.items() if reached < 1] == []


def test_a_refusal_that_does_not_happen_is_a_fault_and_leaves_nothing_behind(walked: Result) -> None:
    people = People.of("VS")
    who = people.contact("RAV-FIRNEGG")
    tried = attempt(
        "wrong_role",
        "CII100.4",
        who,
        date(2026, 6, 1),
        verb=lambda: None,
        codes=("wrong_role",),
        sql="UPDATE organisations_user SET first_name = 'x' WHERE id = %(own)s",
        values={"own": who.user_id},
    )
    assert (tried.held, tried.rows) == (False, 1)
    assert rows("SELECT count(*) FROM organisations_user WHERE first_name = 'x'") == [(0,)]


def test_the_sample_is_imported_once_and_again_nothing_is_doubled(walked: Result) -> None:
    told = walked.as_dict()["import"]
    assert (told["rows"], told["imported"], told["refused"]) == (67, 46, 21)
    assert told["again"] == {"rows": 67, "imported": 0, "already_there": 46, "refused": 21}
    assert rows("SELECT count(*), count(DISTINCT content) FROM cases_importedrow") == [(46, 46)]
    assert rows("SELECT count(*) FROM cases_case") == [(46,)]
    assert len({defect["code"] for defect in told["defects"]}) >= 14


def test_no_report_shows_a_name_or_a_number(walked: Result) -> None:
    written = json.dumps(walked.as_dict(), ensure_ascii=False)
    people = rows("SELECT family_name, ahv_number, phone FROM persons_person")
    for name, number, phone in people:
        assert name not in written
        assert not number or number not in written
        assert not phone or phone not in written


def test_indicators_are_what_counting_the_events_gives(walked: Result) -> None:
    found = walked.indicators
    facts = rows("SELECT dossier_id, kind, occurred_on, subject_id FROM timeline_event ORDER BY recorded_at")
    reasons = dict(rows("SELECT dossier_id, exit_reason FROM cases_exitreport ORDER BY id"))
    forwarded: dict[Any, date] = {}
    closed: dict[Any, date] = {}
    granted = set()
    for dossier, kind, on, subject in facts:
        if kind == "referral_forwarded":
            forwarded.setdefault(dossier, on)
        elif kind == "case_closed":
            closed[dossier] = on
        elif kind in ("measure_granted", "measure_running", "measure_done"):
            granted.add((dossier, subject))
    returned = {dossier for dossier, kind, *_rest in facts if kind == "referral_returned"}
    since = dict(rows("SELECT dossier_id, min(since) FROM persons_registration GROUP BY dossier_id"))
    waited = [(forwarded[dossier] - since[dossier]).days for dossier in forwarded if since.get(dossier)]
    lasted = [(on - forwarded[dossier]).days for dossier, on in closed.items()]
    assert found["referrals"] == len(forwarded) == 5
    assert found["returns"] == len(returned) == 1
    assert found["measures_granted"] == len(granted) > 0
    assert found["days_registration_to_referral"]["median"] == median(waited)
    assert found["days_registration_to_referral"]["cases"] == len(waited)
    assert found["days_referral_to_closing"]["median"] == median(lasted)
    assert found["closings"]["total"] == len(closed) == 4
    assert found["closings"]["by_reason"] == Counter(reasons[dossier] for dossier in closed)
    assert found["closings"]["integrated"] == 1
    assert found["counted"]["criteria"] == ["VS-1"]


def test_a_terminal_shows_import_cases_and_indicators(walked: Result, capsys: pytest.CaptureFixture[str]) -> None:
    telling.tell(walked)
    shown = capsys.readouterr().out
    for case in walked.cases:
        assert case.number in shown
    assert "67" in shown
    assert "VS-1" in shown
    assert "!!" not in shown


HEADINGS = ["Remarques", "Prénom", "Nom", "Date naiss.", "Institution annonçante", "Annonce du", "Forme souhaitée"]


def odd_sheet(path: Path) -> Path:
    """French headings in an order of their own, an unknown column, titles above, gaps between."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Annonces")
    sheet.write_row(1, 0, ["Liste interne"])
    sheet.write_row(3, 0, [*HEADINGS, "Couleur"])
    sheet.write_row(
        4, 0, ["Perte d'emploi", "Zoé", "Grandchamp", "4.5.1980", "ORP Montsolaz", "02.03.2026", "TRO", "bleu"]
    )
    sheet.write_row(
        6, 0, ["Fin de droit", "Luc", "Petitpont", "1975-12-01", "cms solvernaz", "3 mars 2026", "", "vert"]
    )
    sheet.write_row(7, 0, ["", "Léa", "Sansmotif", "19790203", "UV-MONTSOLAZ", "2026-03-04", "réseau", ""])
    sheet.write_row(8, 0, ["x", "Ève", "Futur", "4.5.2080", "ORP-MONTSOLAZ", "02.03.2026", "TRO", ""])
    book.close()
    return path


def test_a_file_never_seen_before_comes_out_right(
    canton: Callable[[], AbstractContextManager[None]], tmp_path: Path
) -> None:
    with canton():
        path = odd_sheet(tmp_path / "annonces.xlsx")
        result = performance.perform(path, day=date(2026, 4, 1), owner=owner)
        told = result.as_dict()
        assert (told["import"]["rows"], told["import"]["imported"], told["import"]["refused"]) == (4, 3, 1)
        assert told["import"]["again"]["already_there"] == 3
        assert {defect["code"] for defect in told["import"]["defects"]} >= {"unknown_column", "birth_date_in_future"}
        assert [case["case"] for case in told["cases"]] == STORIES
        assert result.faults() == []


def test_rows_of_an_institution_without_people_are_refused_and_stop_no_others(
    canton: Callable[[], AbstractContextManager[None]], tmp_path: Path
) -> None:
    path = tmp_path / "meldungen.csv"
    path.write_text(
        "Vorname,Nachname,Geburtsdatum,Institution\nZoé,Bach,4.5.1980,LEER\nJan,Matt,4.5.1981,IV-MONTSOLAZ\n", "utf-8"
    )
    with canton():
        Institution.objects.create(canton_id="VS", code="LEER", name=TranslatedText.same("Leere Stelle"))
        result = import_file(path, people=People.of("VS"), day=date(2026, 4, 1)).as_dict()
        assert (result["imported"], result["refused"]) == (1, 1)
        assert [(one["line"], one["code"]) for one in result["defects"] if one["severity"] == "refused"] == [
            (2, "nobody_there")
        ]


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("cp1252", "\t")]
)
def test_text_files_of_all_kinds_give_the_same_cases(
    canton: Callable[[], AbstractContextManager[None]], tmp_path: Path, encoding: str, separator: str
) -> None:
    lines = [
        ["Vorname", "Nachname", "Geb.datum", "AHV-Nr.", "Meldende Stelle", "Meldedatum", "Motiv", "Vollmacht vom"],
        ["Zoé", "Müller-Föhn", "4.5.1980", demo_sheet.ahv(700), "RAV-FIRNEGG", "02.03.2026", "Wer führt?", "1.3.2026"],
        [
            "Jörg",
            "Gräßli",
            "04.05.1981",
            demo_sheet.ahv(701).replace(".", ""),
            "IV-MONTSOLAZ",
            "2026-03-02",
            "Klären",
            "",
        ],
    ]
    path = tmp_path / "meldungen.csv"
    path.write_text("\r\n".join(separator.join(line) for line in lines), encoding=encoding, newline="")
    with canton():
        people = People.of("VS")
        result = import_file(path, people=people, day=date(2026, 4, 1))
        assert [one.landing.value for one in result.landed] == ["imported", "imported"]
        names = rows("SELECT given_names, family_name, birth_date FROM persons_person ORDER BY birth_date")
        assert names == [("Zoé", "Müller-Föhn", date(1980, 5, 4)), ("Jörg", "Gräßli", date(1981, 5, 4))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"Vorname;Nachname;Geburtsdatum;Institution\n", "header_only"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "wrong_file_type"),
        (b"eins;zwei\ndrei;vier\n", "no_header"),
    ],
)
def test_a_bad_file_gets_a_clear_message_and_imports_nothing(
    canton: Callable[[], AbstractContextManager[None]], tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "schlecht.xlsx"
    path.write_bytes(content)
    with canton():
        with pytest.raises(SheetError) as refusal:
            performance.perform(path, day=date(2026, 4, 1), owner=owner)
        assert refusal.value.code == code
        assert rows("SELECT count(*) FROM access_dossier") == [(0,)]


def test_the_command_prints_json_and_refuses_what_is_no_table(tmp_path: Path) -> None:
    bad = tmp_path / "leer.csv"
    bad.write_bytes(b"")
    command = [sys.executable, "-m", "ciiz.jobs.cli", "walkthrough"]
    refused = subprocess.run([*command, str(bad), "--language", "en"], capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "The file is empty" in refused.stderr
    absent = subprocess.run([*command, str(tmp_path / "none.csv")], capture_output=True, text=True, check=False)
    assert absent.returncode == 1
    assert "is no file" in absent.stderr
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) == {"cases", "indicators", "import"}
