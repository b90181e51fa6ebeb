"""Cases that nobody looks after, and how much whom has to do."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.organisations.models import Membership
from ciiz.domain.tasks.enums import Neglect
from ciiz.domain.tasks.public import cancel, load, unattended
from tests.journeys import scene
from tests.web.browsers import browser, text
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = 30


def neglected(name: str = "regional", days: int = 0, why: Neglect | None = None) -> dict[UUID, set[Neglect]]:
    """What the coordination finds so many days from now."""
    with transaction.atomic():
        actor = become(name, TODAY + timedelta(days=days))
        return {one.dossier_id: set(one.why) for one in unattended(actor, quiet_days=DAYS, why=why, limit=50)}


def test_a_case_in_which_something_happens_and_somebody_has_a_task_is_looked_after() -> None:
    with transaction.atomic():
        scene.assigned(TODAY - timedelta(days=11))
    assert neglected() == {}


def test_a_case_without_an_event_for_some_days_is_found() -> None:
    with transaction.atomic():
        dossier_id = scene.assigned(TODAY - timedelta(days=11))
    assert neglected(days=DAYS) == {}
    assert neglected(days=DAYS + 1) == {dossier_id: {Neglect.QUIET}}
    assert neglected(days=DAYS + 1, why=Neglect.NO_TASK) == {}


def test_a_case_without_a_task_is_found() -> None:
    with transaction.atomic():
        dossier_id = scene.assigned(TODAY - timedelta(days=11))
        cancel(actor=become("regional"), dossier_id=dossier_id, on=TODAY)
    assert neglected() == {dossier_id: {Neglect.NO_TASK}}


def test_a_case_whose_manager_has_left_is_found_and_tasks_of_who_left_count_for_nobody() -> None:
    with transaction.atomic():
        dossier_id = scene.assigned(TODAY - timedelta(days=11))
        become("officer")
        Membership.objects.filter(id=membership("smz.contact").id).update(valid_to=TODAY)
        become("regional")
        cancel(actor=become("regional"), dossier_id=dossier_id, on=TODAY, but=("draw_up_plan", "first_talk"))  # type: ignore[arg-type]
    assert neglected()[dossier_id] == {Neglect.NO_TASK, Neglect.NO_MANAGER}


def test_a_case_without_manager_is_found_once_the_term_for_naming_is_over() -> None:
    with transaction.atomic():
        dossier_id = scene.decided(TODAY - timedelta(days=10))
    assert neglected(days=5) == {}
    assert neglected(days=6) == {dossier_id: {Neglect.NO_MANAGER}}


def test_each_coordination_finds_its_own_and_the_office_those_of_the_canton() -> None:
    with transaction.atomic():
        dossier_id = scene.assigned(TODAY - timedelta(days=11))
    found = {name: set(neglected(name, DAYS + 1)) for name in ("regional", "regional.other", "thematic", "officer")}
    assert found == {"regional": {dossier_id}, "regional.other": set(), "thematic": set(), "officer": {dossier_id}}


def test_the_list_is_a_page_of_the_coordination() -> None:
    with transaction.atomic():
        scene.assigned(TODAY - timedelta(days=60))
    client = browser("regional")
    client.get("/unattended/")
    with CaptureQueriesContext(connection) as asked:
        page = text(client.get("/unattended/?why=quiet"))
    assert "Zumtest Anna" in page
    assert "nothing has happened for long" in page
    asked_for = [one for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(asked_for) <= 10
    assert "Somebody looks after every case" in text(client.get("/unattended/?why=no_task"))
    for name in ("rav.contact", "rav.front", "legal", "steering"):
        assert browser(name).get("/unattended/").status_code == 404, name


def test_the_load_counts_cases_and_tasks_of_each_contact_person() -> None:
    with transaction.atomic():
        scene.assigned(TODAY - timedelta(days=60))
        scene.assigned(TODAY - timedelta(days=11))
    with transaction.atomic():
        rows = {one.name: (one.cases, one.tasks, one.overdue) for one in load(become("regional"))}
    assert rows["smz.contact Test"] == (2, 4, 2)
    assert rows["iv.contact Test"] == (0, 0, 0)
    with transaction.atomic():
        own = [one.name for one in load(become("smz.contact"))]
    assert own == ["smz.contact Test"]


def test_the_load_is_a_page_of_contact_persons_and_coordination() -> None:
    with transaction.atomic():
        scene.assigned(TODAY - timedelta(days=60))
        become("officer")
        Membership.objects.filter(id=membership("smz.contact").id).update(absent_from=TODAY, absent_to=TODAY)
    for name in ("smz.contact", "regional", "secretariat"):
        page = text(browser(name).get("/team/"))
        assert "smz.contact Test" in page
        assert "absent until" in page
    for name in ("rav.front", "legal", "national"):
        assert browser(name).get("/team/").status_code == 404, name
