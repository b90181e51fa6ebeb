"""Tasks: addressed, found, done, passed on, cancelled."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciiz.domain.access.public import found
from ciiz.domain.organisations.models import Membership
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import (
    Address,
    Wanted,
    cancel,
    complete,
    complete_task,
    is_mine,
    of_case,
    pass_on,
    piles,
    set_task,
    settle,
    waiting,
    waiting_count,
)
from ciiz.foundation.errors import NotFound
from tests.worlds import TODAY, become, institution, looked_after, membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier_id() -> UUID:
    return found(actor=become("rav.contact"), opened_on=TODAY).id


def set_for(dossier_id: UUID, to: Address, kind: Kind = Kind.WRITE_REPORT, days: int | None = 5) -> UUID:
    due = None if days is None else TODAY + timedelta(days=days)
    return set_task(actor=become("rav.contact"), dossier_id=dossier_id, kind=kind, to=to, set_on=TODAY, due_on=due)


def test_a_task_for_a_member_waits_for_that_member_alone(dossier_id: UUID) -> None:
    set_for(dossier_id, Address(membership_id=membership("rav.contact").id))
    assert waiting(become("rav.contact")).count == 1
    assert waiting(become("rav.contact2")).count == 0


def test_a_task_for_a_role_waits_for_everybody_in_it(dossier_id: UUID) -> None:
    set_for(dossier_id, Address(institution_id=institution("RAV").id, role="contact"))
    assert [waiting(become(name)).count for name in ("rav.contact", "rav.contact2", "rav.front")] == [1, 1, 0]
    set_for(dossier_id, Address(institution_id=institution("RAV").id), kind=Kind.RENEW_CONSENT)
    assert [waiting(become(name)).count for name in ("rav.contact", "rav.front")] == [2, 1]


def test_while_somebody_is_absent_their_tasks_come_to_the_deputy(dossier_id: UUID) -> None:
    away, deputy = membership("rav.contact"), membership("rav.contact2")
    set_for(dossier_id, Address(membership_id=away.id))
    become("officer")
    Membership.objects.filter(id=away.id).update(deputy=deputy, absent_from=TODAY, absent_to=TODAY)
    assert waiting(become("rav.contact2")).count == 1
    assert waiting(become("rav.contact2", TODAY + timedelta(days=1))).count == 0


def test_what_is_for_the_role_of_somebody_absent_comes_to_a_deputy_in_another_role(dossier_id: UUID) -> None:
    away = membership("rav.contact")
    set_for(dossier_id, Address(institution_id=institution("RAV").id, role="contact"))
    for name, number in (("rav.front", 1), ("rav.contact2", 1), ("smz.front", 0)):
        become("officer")
        held = Membership.objects.filter(id=away.id)
        held.update(deputy=membership(name), absent_from=TODAY, absent_to=TODAY)
        found = waiting(become(name))
        assert (len(found.tasks), found.count, sum(pile.count for pile in piles(become(name)))) == (number,) * 3
        assert not waiting(become(name, TODAY + timedelta(days=1))).count or name == "rav.contact2"


def test_deputyship_gives_no_access(dossier_id: UUID) -> None:
    away, deputy = membership("rav.contact"), membership("smz.contact")
    set_for(dossier_id, Address(membership_id=away.id))
    become("officer")
    Membership.objects.filter(id=away.id).update(deputy=deputy, absent_from=TODAY, absent_to=TODAY)
    assert waiting(become("smz.contact")).count == 0


def test_the_tasks_of_an_absent_coordinator_come_to_the_deputy_who_sees_the_dossier(dossier_id: UUID) -> None:
    looked_after(dossier_id)
    away = membership("regional")
    become("regional")
    to = Address(region_id=away.region_id)
    set_task(actor=become("regional"), dossier_id=dossier_id, kind=Kind.TAKE_STOCK, to=to, set_on=TODAY)
    become("officer")
    mine = Membership.objects.filter(id=away.id)
    mine.update(deputy=membership("officer"), absent_from=TODAY, absent_to=TODAY)
    assert waiting(become("officer")).count == 1
    mine.update(deputy=membership("regional.other"))
    assert waiting(become("officer")).count == 0
    assert waiting(become("regional.other")).count == 0


def test_soonest_come_first_and_those_without_term_last(dossier_id: UUID) -> None:
    me = Address(membership_id=membership("rav.contact").id)
    for kind, days in ((Kind.SURVEY, None), (Kind.TAKE_STOCK, 9), (Kind.CLOSE_CASE, -1), (Kind.FIRST_TALK, 2)):
        set_for(dossier_id, me, kind, days)
    actor = become("rav.contact")
    assert [task.kind for task in waiting(actor).tasks] == ["close_case", "first_talk", "take_stock", "survey"]
    assert [(pile.kind, pile.count, pile.overdue) for pile in piles(actor)] == [
        ("close_case", 1, 1),
        ("first_talk", 1, 0),
        ("take_stock", 1, 0),
        ("survey", 1, 0),
    ]


def test_the_same_task_set_twice_is_one_with_the_new_term(dossier_id: UUID) -> None:
    me = Address(membership_id=membership("rav.contact").id)
    assert set_for(dossier_id, me, days=5) == set_for(dossier_id, me, days=8)
    (task,) = of_case(become("rav.contact"), dossier_id)
    assert task.due_on == TODAY + timedelta(days=8)


def test_what_is_done_and_wanted_again_is_a_new_task_in_one_statement(dossier_id: UUID) -> None:
    me = Address(membership_id=membership("rav.contact").id)
    done, kept = set_for(dossier_id, me, Kind.TAKE_STOCK), set_for(dossier_id, me, Kind.FIRST_TALK)
    actor, later = become("rav.contact"), TODAY + timedelta(days=90)
    wanted = [Wanted(kind, me, due_on=later) for kind in (Kind.TAKE_STOCK, Kind.FIRST_TALK)]
    with CaptureQueriesContext(connection) as asked:
        settled = settle(actor=actor, dossier_id=dossier_id, on=TODAY, done=(Kind.TAKE_STOCK,), wanted=wanted)
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 1
    assert settled.completed == 1
    assert settled.tasks[1] == kept
    assert settled.tasks[0] != done
    rows = {(task.id, task.state, task.due_on) for task in of_case(actor, dossier_id, include_done=True)}
    assert rows == {
        (done, "done", TODAY + timedelta(days=5)),
        (settled.tasks[0], "open", later),
        (kept, "open", later),
    }


def test_what_is_wanted_twice_is_set_once_as_it_was_said_last(dossier_id: UUID) -> None:
    me = Address(membership_id=membership("rav.contact").id)
    wanted = [
        Wanted(Kind.CARRY_OUT_PLAN, me, due_on=TODAY, step="CII101.5"),
        Wanted(Kind.CARRY_OUT_PLAN, me, due_on=TODAY + timedelta(days=7)),
    ]
    settled = settle(actor=become("rav.contact"), dossier_id=dossier_id, on=TODAY, wanted=wanted)
    (task,) = of_case(become("rav.contact"), dossier_id)
    assert settled.tasks == [task.id, task.id]
    assert (task.due_on, task.step) == (TODAY + timedelta(days=7), "CII101.5")


def test_done_and_cancelled_tasks_wait_no_more_but_are_kept(dossier_id: UUID) -> None:
    me = Address(membership_id=membership("rav.contact").id)
    set_for(dossier_id, me, Kind.WRITE_REPORT)
    set_for(dossier_id, me, Kind.TAKE_STOCK)
    set_for(dossier_id, me, Kind.RENEW_CONSENT)
    actor = become("rav.contact")
    assert complete(actor=actor, dossier_id=dossier_id, kinds=(Kind.WRITE_REPORT,), on=TODAY) == 1
    assert cancel(actor=actor, dossier_id=dossier_id, on=TODAY, but=(Kind.RENEW_CONSENT,)) == 1
    assert [task.kind for task in of_case(actor, dossier_id)] == ["renew_consent"]
    states = {task.kind: task.state for task in of_case(actor, dossier_id, include_done=True)}
    assert states == {"renew_consent": "open", "write_report": "done", "take_stock": "cancelled"}


def test_a_task_is_ticked_off_once_and_only_by_who_sees_it(dossier_id: UUID) -> None:
    task_id = set_for(dossier_id, Address(institution_id=institution("RAV").id))
    with pytest.raises(NotFound):
        complete_task(actor=become("smz.contact"), task_id=task_id, on=TODAY)
    first = complete_task(actor=become("rav.front2"), task_id=task_id, on=TODAY)
    again = complete_task(actor=become("rav.contact"), task_id=task_id, on=TODAY + timedelta(days=1))
    assert (again.done_on, again.done_by_id) == (TODAY, first.done_by_id)


def test_open_tasks_go_along_with_a_hand_over(dossier_id: UUID) -> None:
    former, new = membership("rav.contact").id, membership("rav.contact2").id
    set_for(dossier_id, Address(membership_id=former))
    looked_after(dossier_id)
    assert pass_on(actor=become("regional"), dossier_id=dossier_id, from_membership_id=former, to_membership_id=new)
    assert waiting_count(become("rav.contact2")) == 1


def test_a_task_tells_whose_it_is(dossier_id: UUID) -> None:
    set_for(dossier_id, Address(institution_id=institution("RAV").id, role="front_line"))
    (task,) = of_case(become("rav.contact"), dossier_id)
    assert is_mine(become("rav.front"), task)
    assert not is_mine(become("rav.contact"), task)
    assert not is_mine(become("regional"), task)


def test_a_page_of_tasks_is_two_statements(dossier_id: UUID) -> None:
    set_for(dossier_id, Address(membership_id=membership("rav.contact").id))
    actor = become("rav.contact")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        waiting(actor, limit=1)
    assert len(queries) == 2
