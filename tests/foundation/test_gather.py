"""Rows that operations save can be gathered and written at once."""

from datetime import date

import pytest

from ciiz.domain.access.public import found_many, new_dossier_id
from ciiz.domain.timeline.public import Event, events, record
from ciiz.foundation.db.gather import gathering, write
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def test_gathered_rows_are_written_when_asked_and_not_before() -> None:
    actor = become("rav.contact")
    dossier_id = new_dossier_id()
    found_many(actor=actor, opened={dossier_id: TODAY})
    with gathering() as batch:
        told = record(actor=actor, kind="probe", dossier_id=dossier_id, occurred_on=TODAY, step="CII100.2")
        assert batch.holds(told)
        assert not Event.objects.exists()
        waiting = batch.take(0)
    write(waiting)
    (kept,) = events(actor, dossier_id)
    assert (kept.id, kept.kind, kept.occurred_on, kept.codes) == (told.id, "probe", TODAY, {})


def test_a_row_that_waits_keeps_its_newest_values() -> None:
    actor = become("rav.contact")
    dossier_id = new_dossier_id()
    found_many(actor=actor, opened={dossier_id: TODAY})
    with gathering() as batch:
        told = record(actor=actor, kind="probe", dossier_id=dossier_id, occurred_on=TODAY)
        told.occurred_on = date(2026, 1, 1)
        told.save(update_fields=["occurred_on"])
        waiting = batch.take(0)
    write(waiting)
    assert [event.occurred_on for event in events(actor, dossier_id)] == [date(2026, 1, 1)]


def test_what_is_undone_is_never_written() -> None:
    actor = become("rav.contact")
    dossier_id = new_dossier_id()
    found_many(actor=actor, opened={dossier_id: TODAY})
    with gathering() as batch:
        record(actor=actor, kind="probe", dossier_id=dossier_id, occurred_on=TODAY)
        mark = batch.mark()
        record(actor=actor, kind="probe_again", dossier_id=dossier_id, occurred_on=TODAY)
        batch.undo(mark)
        write(batch.take(0))
    assert [event.kind for event in events(actor, dossier_id)] == ["probe"]


def test_outside_of_gathering_rows_are_saved_at_once() -> None:
    actor = become("rav.contact")
    dossier_id = new_dossier_id()
    found_many(actor=actor, opened={dossier_id: TODAY})
    record(actor=actor, kind="probe", dossier_id=dossier_id, occurred_on=TODAY)
    assert Event.objects.count() == 1
