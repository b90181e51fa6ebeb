"""Seeing a task or where a case stands is not doing it: whose turn it is, the database says as well."""

from uuid import UUID

import pytest
from django.db import connection, transaction

from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, set_task
from tests.journeys import plan_scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db

DONE = "UPDATE tasks_task SET state = 'done', done_on = %(today)s, done_by_id = {by} WHERE dossier_id = %(dossier)s"
TASKS = {
    "finishes what waits for others": DONE.format(by="%(me)s"),
    "takes back what waits for others": (
        "UPDATE tasks_task SET state = 'cancelled', done_on = %(today)s, done_by_id = %(me)s "
        "WHERE dossier_id = %(dossier)s"
    ),
    "puts off what waits for others": (
        "UPDATE tasks_task SET due_on = due_on + 900 WHERE dossier_id = %(dossier)s AND state = 'open'"
    ),
    "draws a task to himself": "UPDATE tasks_task SET membership_id = %(me)s WHERE membership_id IS NOT NULL",
    "opens a finished task again": (
        "UPDATE tasks_task SET state = 'open', done_on = NULL, done_by_id = NULL WHERE state <> 'open'"
    ),
    "turns a task into another": "UPDATE tasks_task SET kind = 'survey' WHERE state = 'open'",
    "sets a task that is done already": (
        "INSERT INTO tasks_task (id, dossier_id, contributor_id, kind, step, membership_id, role, set_on, state, "
        "done_on, done_by_id) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, 'survey', '', %(me)s, '', %(today)s, "
        "'done', %(today)s, %(me)s)"
    ),
}
PROCESS = {
    "moves the process on": (
        "UPDATE processes_instance SET state = '{{}}', version = version + 1 WHERE dossier_id = %(dossier)s"
    ),
    "ends the process": (
        "UPDATE processes_instance SET ended_on = %(today)s, version = version + 1 WHERE dossier_id = %(dossier)s"
    ),
    "takes another drawing": (
        "UPDATE processes_instance SET version = version + 1, definition_id = (SELECT id FROM processes_definition d "
        "WHERE d.id <> definition_id LIMIT 1) WHERE dossier_id = %(dossier)s"
    ),
    "says that a step is done": (
        "INSERT INTO processes_steprecord (id, dossier_id, contributor_id, instance_id, definition_id, code, node, "
        "entered_on, done_on, done_by_id, journey, outcome, deviation, reason, ordinal) SELECT gen_random_uuid(), "
        "dossier_id, %(mine)s, id, definition_id, 'CII101.6', 'x', %(today)s, %(today)s, %(me)s, '', 'done', false, "
        "'', 9 FROM processes_instance WHERE dossier_id = %(dossier)s"
    ),
}


@pytest.fixture
def dossier() -> UUID:
    """A plan is carried out, and something waits for the referring team and for the coordination."""
    dossier_id = plan_scene.running()
    for address in (
        Address(membership_id=membership("rav.contact").id),
        Address(region_id=membership("regional").region_id),
    ):
        set_task(
            actor=become("smz.contact"),
            dossier_id=dossier_id,
            kind=Kind.OTHER_STEP,
            to=address,
            set_on=TODAY,
            due_on=TODAY,
        )
    return dossier_id


@pytest.mark.parametrize("who", ["iv.front", "iv.contact", "rav.front2"])
@pytest.mark.parametrize("attack", TASKS | PROCESS)
def test_who_sees_does_not_do_it(dossier: UUID, who: str, attack: str) -> None:
    assert rows(who, dossier, (TASKS | PROCESS)[attack]) == 0


@pytest.mark.parametrize("who", ["smz.contact", "regional"])
@pytest.mark.parametrize(
    "attack",
    {
        "finishes in another's name": DONE.format(by="%(rav.contact)s"),
        "rewrites who set it": "UPDATE tasks_task SET set_on = %(today)s - 90 WHERE state = 'open'",
        "goes back behind a move": (
            "UPDATE processes_instance SET state = '{{}}', version = version WHERE dossier_id = %(dossier)s"
        ),
        "calls the process another": (
            "UPDATE processes_instance SET process = 'x', version = version + 1 WHERE dossier_id = %(dossier)s"
        ),
    }.values(),
)
def test_whose_turn_it_is_does_it_in_the_own_name_and_in_order(dossier: UUID, who: str, attack: str) -> None:
    assert rows(who, dossier, attack) == 0


@pytest.mark.parametrize("who", ["rav.contact", "regional", "smz.contact"])
def test_whoever_it_waits_for_and_whose_turn_it_is_finish_a_task(dossier: UUID, who: str) -> None:
    become(who)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tasks_task SET state = 'done', done_on = %s, done_by_id = %s WHERE dossier_id = %s "
            "AND state = 'open' AND kind = 'other_step' AND membership_id = %s",
            [TODAY, membership(who).id, dossier, membership("rav.contact").id],
        )
        assert cursor.rowcount == 1
