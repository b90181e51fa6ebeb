"""Figures of paths: counted like in plain Python, told to who may be told, and no more than the cases that they see."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from ciiz.domain.cases.public import listing
from ciiz.domain.organisations.models import Region, Theme
from ciiz.domain.paths import public as paths
from ciiz.domain.paths.public import Among, Figure, Figures
from ciiz.domain.processes.models import Definition
from ciiz.foundation.errors import NotAllowed
from ciiz.foundation.postgres.roles import OWNER
from ciiz.jobs.bench import reference
from ciiz.journeys import implement
from ciiz.journeys import move as moving
from tests.harness.databases import connected_as
from tests.journeys import plan_scene, scene
from tests.journeys.test_move import RENAMED, next_version
from tests.worlds import TODAY, act, become

pytestmark = pytest.mark.django_db(transaction=True)


def ask(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Past the policies, as the owner."""
    with connected_as(OWNER), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def some_cases() -> list[UUID]:
    """Cases at several stages, one of them in the other region's care."""
    with transaction.atomic():
        made = (scene.forwarded, scene.accepted, scene.closed, scene.closed, plan_scene.running, scene.reported)
        return [one() for one in made]


def versions(process: str = "") -> tuple[UUID, ...]:
    """The versions that the canton had in force, of one process or of all."""
    found = Definition.objects.filter(canton_id="ZZ", published_on__isnull=False)
    return tuple((found.filter(code=process) if process else found).values_list("id", flat=True))


def told(who: str, among: Among) -> Figures:
    """What somebody is told."""
    with act(who) as actor:
        return paths.figures(actor, among)


def behind(who: str, *what: str, process: str = "") -> set[UUID]:
    """The cases to which a figure leads somebody."""
    with act(who) as actor:
        return set(paths.behind(actor, Among(versions(process)), *what))


@pytest.mark.parametrize("process", ["", "CII100", "CII101", "IIZ"])
def test_the_database_counts_like_plain_python(process: str) -> None:
    cases = some_cases()
    among = Among(versions(process))
    plain = reference.figures(ask, cases, among.definitions)
    assert {key: one for key, one in told("officer", among).found.items() if one.number} == plain
    assert plain["all", "", ""].cases == (4 if process == "CII101" else 6)
    assert (("handed", "", "") in plain) is (process in ("", "CII101"))


def test_of_moved_cases_those_are_counted_that_a_version_has_seen() -> None:
    with transaction.atomic():
        cases = [plan_scene.running(), plan_scene.running(), scene.reported()]
        next_version(*RENAMED)
        moving.move(actor=become("officer", TODAY), process="CII101")
        implement.progress(actor=become(plan_scene.MANAGER), dossier_id=cases[0], on=TODAY, stage_done=True)
    for definition in versions("CII101"):
        among = Among((definition,))
        plain = reference.figures(ask, cases, among.definitions)
        assert {key: one for key, one in told("officer", among).found.items() if one.number} == plain
        assert ("step", "CII101.5", "") in plain or definition != versions("CII101")[-1]


def test_a_case_has_returned_too_when_the_coordination_finds_that_out() -> None:
    cases = some_cases()
    key = ("returned", "", "")
    assert key not in reference.figures(ask, cases, versions())
    earlier, later = cases[2], cases[0]
    with connected_as(OWNER), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO persons_match (id, contributor_id, dossier_id, other_id, audience_id, other_audience_id, "
            "found_on, outcome, decided_on, decided_by_id, version) SELECT gen_random_uuid(), m.institution_id, "
            "least(%s, %s), greatest(%s, %s), a.id, a.id, %s, 'same', %s, m.id, 1 "
            "FROM access_audience a, organisations_membership m LIMIT 1",
            [earlier, later, earlier, later, TODAY, TODAY],
        )
    for days, cases_back in ((400, 0), (300, 1)):
        closed_on = TODAY - timedelta(days=days)
        with connected_as(OWNER), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE cases_case DISABLE TRIGGER USER")
            cursor.execute(
                "UPDATE cases_case SET opened_on = %s, closed_on = %s WHERE dossier_id = %s",
                [closed_on - timedelta(days=90), closed_on, earlier],
            )
            cursor.execute("UPDATE cases_case SET opened_on = %s WHERE dossier_id = %s", [TODAY, later])
            cursor.execute("ALTER TABLE cases_case ENABLE TRIGGER USER")
        plain = reference.figures(ask, cases, versions())
        figures = told("officer", Among(versions())).found
        assert figures.get(key, Figure(0, 0)).cases == plain.get(key, Figure(0, 0)).cases == cases_back
        assert behind("officer", *key) == ({later} if cases_back else set())


@pytest.mark.parametrize("column", ["region_id", "theme_id"])
def test_a_region_and_a_theme_leave_their_cases_only(column: str) -> None:
    cases = some_cases()
    held = dict(ask(f"SELECT dossier_id, {column} FROM cases_case WHERE dossier_id = ANY (%s)", [cases]))
    known = (Region if column == "region_id" else Theme)._default_manager.filter(canton_id="ZZ")
    for one in known.values_list("id", flat=True):
        wanted = [case for case in cases if held[case] == one]
        among = Among(versions(), region_id=one) if column == "region_id" else Among(versions(), theme_id=one)
        figures = {key: found for key, found in told("officer", among).found.items() if found.number}
        assert figures == (reference.figures(ask, wanted, among.definitions) if wanted else {})
    assert column == "theme_id" or any(held.values())


@pytest.mark.parametrize(("first", "last", "number"), [(0, 0, 0), (-400, 0, 6), (-400, -61, 0), (1, 9, 0)])
def test_a_period_leaves_the_cases_that_opened_in_it(first: int, last: int, number: int) -> None:
    some_cases()
    opened_from, opened_to = (TODAY + timedelta(days=days) for days in (first, last))
    found = told("officer", Among(versions(), opened_from=opened_from, opened_to=opened_to)).of("all")
    assert (found.cases if found else 0) == number


def test_every_record_of_a_case_has_its_own_place() -> None:
    cases = some_cases()
    for case in cases:
        rows = ask("SELECT place FROM processes_steprecord WHERE dossier_id = %s ORDER BY place", [case])
        assert [place for (place,) in rows] == list(range(1, len(rows) + 1))


def test_every_figure_leads_to_the_cases_that_it_counted() -> None:
    some_cases()
    figures = told("officer", Among(versions()))
    for (what, code, other), one in figures.found.items():
        assert len(behind("officer", what, code, other)) == one.cases, (what, code, other)


def test_a_coordination_counts_what_it_looks_after_and_nothing_else() -> None:
    cases = some_cases()
    assert told("regional", Among(versions())).of("all") == Figure(6, 6)
    assert told("regional.other", Among(versions())).of("all") == Figure(0, 0)
    assert behind("regional.other", "all") == set()
    with act("regional") as actor:
        assert {line.dossier_id for line in listing(actor).lines} >= behind("regional", "all") == set(cases)


@pytest.mark.parametrize("who", ["rav.front", "rav.contact", "legal", "national"])
def test_nobody_else_counts_anything_also_not_by_sql(who: str) -> None:
    some_cases()
    with pytest.raises(NotAllowed):
        told(who, Among(versions()))
    with act(who), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM paths_figures(%s::uuid[], null, null, null, null)", [list(versions())])
        assert cursor.fetchall() == []
        cursor.execute("SELECT paths_behind('all', '', '', %s::uuid[], null, null, null, null, 9)", [list(versions())])
        assert cursor.fetchall() == []


def test_the_steering_committee_is_told_no_small_number_and_no_case() -> None:
    some_cases()
    figures = told("steering", Among(versions()))
    assert figures.blurred
    assert figures.of("all") == Figure(5, 5)
    assert figures.of("running") is None
    assert all(one.number >= 5 and one.number % 5 == 0 and one.cases % 5 == 0 for one in figures.found.values())
    with pytest.raises(NotAllowed):
        behind("steering", "all")
    with act("steering"), connection.cursor() as cursor:
        cursor.execute("SELECT paths_behind('all', '', '', %s::uuid[], null, null, null, null, 9)", [list(versions())])
        assert cursor.fetchall() == []


@pytest.mark.parametrize("function", ["paths_counted(%s::uuid[], null, null, null, null)", "paths_told(3)"])
def test_exact_numbers_are_not_asked_past_the_rule(function: str) -> None:
    given = [list(versions())] if "%s" in function else []
    with act("steering"), connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(f"SELECT * FROM {function}", given)


def test_a_period_of_the_steering_committee_is_whole_years() -> None:
    some_cases()
    assert told("officer", Among(versions(), opened_from=TODAY)).of("all") == Figure(0, 0)
    assert told("steering", Among(versions(), opened_from=TODAY)).of("all") == Figure(5, 5)
