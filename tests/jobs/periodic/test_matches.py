"""The same AHV number in two looked-after cases: the worker tells the coordination, and nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.persons.enums import Absence, MatchOutcome
from ciiz.domain.persons.models import Match
from ciiz.domain.persons.public import SavedMeanwhile, correct_identity
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.domain.tasks.public import waiting
from ciiz.domain.timeline.models import Event
from ciiz.foundation.errors import NotFound
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.jobs.periodic import matches
from ciiz.journeys import compare, refer
from tests.journeys import scene
from tests.worlds import TODAY, act, become, institution, membership

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "756.9217.0769.85"
FIRST: dict[str, object] = {**scene.IDENTITY, "ahv_number": NUMBER}
SECOND: dict[str, object] = {"family_name": "Zumtest", "given_names": "Anna Maria", "ahv_number": NUMBER}
EVERYBODY = ("rav.front", "rav.contact", "smz.contact", "regional", "regional.other", "officer", "secretariat")


@pytest.fixture(autouse=True)
def _as_pages() -> Iterator[None]:
    yield
    connection.settings_dict["USER"] = APP


def work() -> int:
    connection.close()
    connection.settings_dict["USER"] = WORKER
    try:
        return matches.find(TODAY)
    finally:
        connection.close()
        connection.settings_dict["USER"] = APP


COMMUNES = {"regional": "Oberdorf", "regional.other": "Mitteldorf"}


def looked_after(region: str, identity: dict[str, object]) -> UUID:
    """A forwarded referral of this person, in the care of a region."""
    with transaction.atomic():
        dossier_id = scene.begun(TODAY, identity={**identity, "commune": COMMUNES[region]})
        scene.consented(dossier_id, on=TODAY)
        refer.forward(actor=become("rav.contact"), dossier_id=dossier_id, on=TODAY)
    return dossier_id


def asked(name: str) -> set[UUID]:
    """Dossiers about whose numbers somebody is asked."""
    with act(name) as actor:
        return {task.dossier_id for task in waiting(actor).tasks if task.kind == Kind.COMPARE_CASES}


def test_two_regions_are_asked_each_about_its_own_case_and_nobody_else_sees_anything() -> None:
    one, two = looked_after("regional", FIRST), looked_after("regional.other", SECOND)
    assert work() == 1
    assert work() == 0
    assert (asked("regional"), asked("regional.other")) == ({one}, {two})
    reserved = {"match_found"}
    for name in EVERYBODY:
        with act(name):
            seen = (
                set(Task.objects.filter(kind=Kind.COMPARE_CASES).values_list("dossier_id", flat=True)),
                set(Event.objects.filter(kind__in=reserved).values_list("dossier_id", flat=True)),
            )
            matched = Match.objects.count()
        expected = {"regional": {one}, "regional.other": {two}, "officer": {one, two}, "secretariat": {one, two}}
        assert seen == (expected.get(name, set()), expected.get(name, set())), name
        assert matched == bool(expected.get(name)), name


def test_a_case_without_coordination_is_not_compared_until_it_has_one() -> None:
    looked_after("regional", FIRST)
    with transaction.atomic():
        scene.begun(TODAY, identity=SECOND)
    assert work() == 0
    assert not Match.objects.exists()


def test_another_number_and_a_second_case_of_the_same_person_are_no_match() -> None:
    looked_after("regional", FIRST)
    looked_after("regional", {**SECOND, "ahv_number": "756.1234.5678.97"})
    assert work() == 0


def test_the_first_decision_is_shown_to_the_other_coordination_which_confirms_it() -> None:
    one, two = looked_after("regional", FIRST), looked_after("regional.other", SECOND)
    work()
    with act("regional") as actor:
        match = Match.objects.get()
        compare.decide(actor=actor, match_id=match.id, outcome=MatchOutcome.SAME, expected_version=1)
    assert (asked("regional"), asked("regional.other")) == (set(), {two})
    with act("regional.other") as actor, pytest.raises(SavedMeanwhile):
        compare.decide(actor=actor, match_id=match.id, outcome=MatchOutcome.NOTHING, expected_version=1)
    with act("regional.other") as actor:
        compare.decide(actor=actor, match_id=match.id, outcome=MatchOutcome.SAME, expected_version=2)
    assert asked("regional.other") == set()
    with act("officer"):
        told = Event.objects.filter(kind="match_decided").values_list("dossier_id", "codes__outcome")
        assert set(told) == {(one, "same"), (two, "same")}
    assert work() == 0
    with act("rav.contact"):
        assert not Event.objects.filter(kind__startswith="match").exists()


def test_a_corrected_number_takes_the_question_back() -> None:
    one, _two = looked_after("regional", FIRST), looked_after("regional", SECOND)
    work()
    with act("rav.contact") as actor:
        changes: dict[str, Any] = {"ahv_number": Absence.UNKNOWN}
        correct_identity(actor=actor, dossier_id=one, expected_version=1, changes=changes)
    assert len(asked("regional")) == 2
    assert work() == 2
    assert asked("regional") == set()


def test_the_founder_neither_finds_nor_decides_nor_writes_a_match() -> None:
    one, two = looked_after("regional", FIRST), looked_after("regional", SECOND)
    work()
    with act("officer"):
        match = Match.objects.get()
    with act("rav.contact") as actor, pytest.raises(NotFound):
        compare.decide(actor=actor, match_id=match.id, outcome=MatchOutcome.NOTHING, expected_version=1)
    for statement in (
        "INSERT INTO persons_match SELECT * FROM persons_match",
        "INSERT INTO timeline_event (id, dossier_id, contributor_id, kind, category, occurred_on, recorded_at, "
        "legal_basis, step, codes, actor_id) SELECT gen_random_uuid(), id, "
        f"{institution('RAV').id}, 'match_decided', 'basic', '{TODAY}', now(), '', '', '{{}}', "
        f"{membership('rav.contact').id} FROM access_dossier",
    ):
        with pytest.raises(DatabaseError), act("rav.contact"), connection.cursor() as cursor:
            cursor.execute(statement)
    with act("rav.contact"), connection.cursor() as cursor:
        cursor.execute("UPDATE persons_match SET outcome = 'nothing'")
        assert cursor.rowcount == 0
        cursor.execute("UPDATE tasks_task SET state = 'done', done_on = %s WHERE kind = 'compare_cases'", [TODAY])
        assert cursor.rowcount == 0
    assert asked("regional") == {one, two}


def test_a_decision_is_in_the_own_name_and_leaves_the_pair_alone() -> None:
    looked_after("regional", FIRST)
    looked_after("regional", SECOND)
    work()
    someone = membership("officer").id
    for change in (
        f"outcome = 'same', decided_on = '{TODAY}', decided_by_id = {someone}",
        f"found_on = '{TODAY - timedelta(days=1)}'",
    ):
        with pytest.raises(DatabaseError), act("regional"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE persons_match SET {change}")
