"""The nightly job that asks for renewals, as the worker's role."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from ciiz.domain.consent.models import Consent
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.jobs.consents import ask_renewals
from tests.harness.databases import connect_django, running_cluster
from tests.journeys import scene
from tests.worlds import TODAY, become


def as_role(user: str) -> None:
    connect_django(running_cluster(), str(connection.settings_dict["NAME"]), user)


@pytest.mark.django_db(transaction=True)
def test_a_consent_that_runs_out_soon_becomes_one_task_of_the_case_manager() -> None:
    with transaction.atomic():
        managed = scene.assigned()
        begun = scene.begun(TODAY, identity={"family_name": "Imtest", "given_names": "Ugo"})
        scene.consented(begun, on=TODAY)
        become("rav.contact")
        last_day = Consent.objects.get(dossier_id=managed).until
    day = last_day - timedelta(days=10)
    as_role(WORKER)
    assert ask_renewals(last_day - timedelta(days=199)) == 0
    assert ask_renewals(day) == 2
    assert ask_renewals(day) == 2
    found = {(task.dossier_id, task.due_on): task for task in Task.objects.filter(kind=Kind.RENEW_CONSENT)}
    assert set(found) == {(managed, last_day), (begun, last_day)}
    assert found[managed, last_day].membership is not None
    assert found[begun, last_day].role == "contact"
    as_role(APP)
