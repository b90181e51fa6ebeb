"""The short plan of a network case: goals and tasks without a process."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from ciiz.domain.cases import public as cases
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.models import Agreed
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.journeys import agree
from ciiz.journeys.coverage import NoConsent
from tests.journeys import scene
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=20)


def agreed(dossier_id: UUID, who: str = "rav.contact", does: str = "rav.front", **changes: Any) -> Agreed:
    values: dict[str, Any] = {"goal": "Work again", "text": "Write the letters", "due_on": DUE} | changes
    return agree.agree(actor=become(who), dossier_id=dossier_id, membership_id=membership(does).id, **values)


def tasks(dossier_id: UUID) -> list[Task]:
    become("rav.contact")
    return list(Task.objects.filter(dossier_id=dossier_id, kind=Kind.CARRY_OUT_AGREED))


def test_a_line_of_the_plan_is_a_task_of_whoever_does_it_until_it_is_carried_out() -> None:
    dossier_id = scene.network()
    line = agreed(dossier_id)
    (task,) = tasks(dossier_id)
    assert (task.membership_id, task.due_on, task.subject_id) == (membership("rav.front").id, DUE, line.id)
    assert agree.carried_out(actor=become("rav.contact"), agreed_id=line.id) == 1
    assert agree.carried_out(actor=become("rav.contact"), agreed_id=line.id) == 0
    assert [task.state for task in tasks(dossier_id)] == ["done"]


def test_lines_stand_goal_by_goal() -> None:
    dossier_id = scene.network()
    for goal, words in (("Work", "first"), ("Home", "second"), ("Work", "third")):
        agreed(dossier_id, goal=goal, text=words)
    found = journal.agreed(become("rav.contact"), dossier_id)
    assert [(row.goal, row.text) for row in found] == [("Work", "first"), ("Work", "third"), ("Home", "second")]


def test_no_process_runs_and_none_begins_by_it() -> None:
    dossier_id = scene.network()
    agreed(dossier_id)
    assert {one.step for one in Task.objects.filter(dossier_id=dossier_id)} == {""}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, journal.AgreedInPast),
        ({"does": "smz.contact"}, journal.TakesNoPart),
        ({"goal": " "}, journal.EntryEmpty),
        ({"text": " "}, journal.EntryEmpty),
    ],
)
def test_what_cannot_be_agreed_on_leaves_nothing(changes: dict[str, Any], refusal: type[Exception]) -> None:
    dossier_id = scene.network()
    with pytest.raises(refusal):
        agreed(dossier_id, **changes)
    assert (Agreed.objects.count(), tasks(dossier_id)) == (0, [])


def test_another_institution_joins_where_consent_opens_the_case_and_gets_its_part() -> None:
    dossier_id = scene.network()
    smz = institution("SMZ").id
    with pytest.raises(NoConsent):
        agree.join(actor=become("rav.contact"), dossier_id=dossier_id, institution_id=smz)
    scene.consented(dossier_id, on=TODAY)
    for name, refusal in (("rav.front2", NotAllowed), ("smz.contact", NotFound), ("regional", NotFound)):
        with pytest.raises(refusal):
            agree.join(actor=become(name), dossier_id=dossier_id, institution_id=smz)
    agree.join(actor=become("rav.contact"), dossier_id=dossier_id, institution_id=smz)
    assert membership("smz.contact").id in {one.id for one in agree.who_could(become("rav.contact"), dossier_id)}
    line = agreed(dossier_id, does="smz.contact")
    smz_actor = become("smz.contact")
    assert [row.id for row in journal.agreed(smz_actor, dossier_id)] == [line.id]
    with pytest.raises(NotAllowed):
        agree.join(actor=smz_actor, dossier_id=dossier_id, institution_id=institution("IV").id)
    assert agree.carried_out(actor=become("smz.contact"), agreed_id=line.id) == 1
    with pytest.raises(cases.Missing):
        agree.join(actor=become("rav.contact"), dossier_id=dossier_id, institution_id=smz)


def test_a_case_with_a_referral_has_an_action_plan_instead() -> None:
    with pytest.raises(journal.HasProcess):
        agreed(scene.begun())


def test_strangers_neither_see_nor_write_it() -> None:
    dossier_id = scene.network()
    line = agreed(dossier_id)
    for name in ("smz.contact", "iv.contact", "regional", "officer"):
        actor = become(name)
        assert list(journal.agreed(actor, dossier_id)) == []
        with pytest.raises((NotFound, NotAllowed)):
            agree.carried_out(actor=actor, agreed_id=line.id)
    with pytest.raises(NotFound):
        agreed(dossier_id, who="smz.contact")


@pytest.mark.parametrize("sql", ["UPDATE journal_agreed SET goal = 'x'", "DELETE FROM journal_agreed"])
def test_a_line_stays_what_it_is(sql: str) -> None:
    agreed(scene.network())
    become("rav.contact")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
