"""Milestones: derived from events by one rule, live and in a rebuild; corrected events do not count."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.forms.models import model_to_dict

from ciiz.domain.cases.public import milestone
from ciiz.domain.timeline.public import Event, record
from tests.journeys import scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def test_a_rebuild_gives_what_was_followed_live() -> None:
    dossier_id = scene.closed()
    actor = become("officer")
    live = milestone(actor, dossier_id)
    assert live is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_follow(ARRAY[%s]::uuid[])", [dossier_id])
    rebuilt = milestone(actor, dossier_id)
    assert rebuilt is not None
    assert model_to_dict(rebuilt) == model_to_dict(live)
    assert live.events == Event.objects.filter(dossier_id=dossier_id).count()


def test_a_corrected_event_does_not_count() -> None:
    dossier_id = scene.decided()
    actor = become("regional")
    wrong = Event.objects.get(dossier_id=dossier_id, kind="session_recorded")
    live = milestone(actor, dossier_id)
    assert live is not None
    assert live.session_on == wrong.occurred_on
    record(
        actor=actor, kind="session_annulled", dossier_id=dossier_id, occurred_on=wrong.occurred_on, corrects=wrong.id
    )
    found = milestone(actor, dossier_id)
    assert found is not None
    assert found.session_on is None


def test_nobody_writes_milestones_by_hand() -> None:
    dossier_id = scene.begun()
    become("rav.contact")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_milestone SET closed_on = %s WHERE dossier_id = %s", [TODAY, dossier_id])


def test_numbers_cannot_be_probed() -> None:
    become("rav.contact")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT last FROM cases_counter")
