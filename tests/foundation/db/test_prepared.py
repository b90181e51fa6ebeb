"""Rows are written by statements that the server keeps, tried on the tasks of a dossier."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from ciiz.domain.access.public import found
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.prepared import prepared, update
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Task:
    actor = become("rav.contact")
    fresh = Task(
        dossier_id=found(actor=actor, opened_on=TODAY).id,
        contributor_id=actor.institution_id,
        kind=Kind.WRITE_REPORT,
        membership_id=membership("rav.contact").id,
        set_on=TODAY,
    )
    fresh.save(force_insert=True)
    return fresh


def test_a_fresh_row_is_there_as_it_was_given(task: Task) -> None:
    kept = Task.objects.get(id=task.id)
    fields = [field.attname for field in Task._meta.concrete_fields]
    assert [getattr(kept, name) for name in fields] == [getattr(task, name) for name in fields]
    assert not task._state.adding


def test_only_the_named_fields_are_written(task: Task) -> None:
    task.step, task.due_on = "CII101.9", TODAY
    task.save(update_fields=["due_on"])
    kept = Task.objects.get(id=task.id)
    assert (kept.due_on, kept.step) == (TODAY, "")


def test_a_row_that_is_not_there_for_the_actor_is_not_changed_silently(task: Task) -> None:
    become("smz.contact")
    task.due_on = TODAY
    assert not update(task, ["due_on"])
    with pytest.raises(DatabaseError, match="was not there"):
        task.save(update_fields=["due_on"])


@compiled
def _kinds(dossier_id: UUID) -> QuerySet[Task, tuple[str]]:
    return Task.objects.filter(dossier_id=dossier_id).order_by("-set_on").distinct().values_list("kind")


def test_columns_that_only_sort_are_not_among_the_values(task: Task) -> None:
    assert _kinds(task.dossier_id) == [(Kind.WRITE_REPORT,)]


def test_the_server_keeps_a_statement_and_gets_new_values_only() -> None:
    for number in (1, 2, 3):
        with prepared() as cursor:
            cursor.execute("SELECT %s + 1 AS kept_statement", [number])
            assert cursor.fetchall() == [(number + 1,)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), sum(generic_plans + custom_plans) FROM pg_prepared_statements "
            "WHERE statement LIKE '%kept_statement' AND statement LIKE 'SELECT $1%'"
        )
        assert cursor.fetchall() == [(1, 3)]
