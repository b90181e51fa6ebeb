"""What the database itself refuses, whatever the pages do: raw statements of the pages' role."""

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.plans.models import Measure
from ciiz.domain.plans.public import Plan, place_order
from tests.worlds import TODAY, become, institution, membership

from .scene import UNTIL, dossier, drafted, put_into_force, signed

pytestmark = pytest.mark.django_db


def run(sql: str, *values: Any) -> int:
    """Rows that a statement changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _decide(plan: Plan, by: str) -> int:
    return run(
        "UPDATE plans_plan SET state = 'validated', decided_on = %s, decided_by_id = %s, version = version + 1"
        " WHERE id = %s",
        TODAY,
        membership(by).id,
        plan.id,
    )


@pytest.mark.parametrize("who", ["smz.contact", "iv.contact", "rav.contact", "secretariat"])
def test_only_the_coordination_validates(who: str) -> None:
    plan = signed(dossier())
    become(who)
    with pytest.raises(DatabaseError):
        _decide(plan, who)
    with pytest.raises(DatabaseError):
        _decide(plan, "regional")
    become("regional")
    assert _decide(plan, "regional") == 1


@pytest.mark.parametrize("who", ["iv.front", "legal", "steering", "national", "regional.other"])
def test_for_others_there_is_no_plan(who: str) -> None:
    plan = signed(dossier())
    become(who)
    assert _decide(plan, who) == 0
    assert not Plan.objects.exists()


def test_without_consent_in_force_there_is_no_plan_to_validate() -> None:
    plan = signed(dossier())
    become("regional", UNTIL)
    assert _decide(plan, "regional") == 0


def test_a_draft_is_not_validated() -> None:
    plan = drafted(dossier())
    become("regional")
    with pytest.raises(DatabaseError):
        _decide(plan, "regional")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans_plan SET person_signed_on = person_signed_on - 1, version = version + 1 WHERE dossier_id = %s",
        "UPDATE plans_plan SET state = 'draft', version = version + 1 WHERE dossier_id = %s",
        "UPDATE plans_plan SET number = 7, version = version + 1 WHERE dossier_id = %s",
        "UPDATE plans_measure SET text = 'Something else' WHERE dossier_id = %s",
        "UPDATE plans_measure SET shares = '[]' WHERE dossier_id = %s",
        "UPDATE plans_measure SET until = 1 WHERE dossier_id = %s",
        "UPDATE plans_goal SET text = 'Something else' WHERE dossier_id = %s",
        "UPDATE plans_goal SET until = 2 WHERE dossier_id = %s",
    ],
)
def test_what_is_signed_does_not_change(change: str) -> None:
    case = dossier()
    signed(case)
    become("smz.contact")
    with pytest.raises(DatabaseError):
        run(change, case)


def test_a_decision_does_not_change() -> None:
    plan = signed(dossier())
    put_into_force(plan.id, plan.version)
    with pytest.raises(DatabaseError):
        run("UPDATE plans_plan SET decided_on = decided_on - 9, version = version + 1 WHERE id = %s", plan.id)


def test_nothing_of_a_plan_is_deleted() -> None:
    case = dossier()
    signed(case)
    become("smz.contact")
    for table in ("plan", "goal", "measure", "acceptance", "serviceorder", "stocktaking"):
        with pytest.raises(DatabaseError):
            run(f"DELETE FROM plans_{table} WHERE dossier_id = %s", case)


def test_shares_over_hundred_percent_are_refused_for_everybody() -> None:
    case = dossier()
    drafted(case)
    become("smz.contact")
    with pytest.raises(DatabaseError):
        Measure.objects.filter(dossier_id=case).update(
            shares=[{"institution": 1, "percent": 60}, {"institution": 2, "percent": 50}]
        )


def test_a_foreign_institution_cannot_write_in_anothers_name() -> None:
    case = dossier()
    plan = signed(case)
    become("iv.contact")
    with pytest.raises(DatabaseError):
        _answer(case, plan.id, "RAV", "iv.contact")


def test_an_answer_belongs_to_a_plan_of_its_dossier() -> None:
    plan, other = signed(dossier()), dossier()
    become("iv.contact")
    with pytest.raises(DatabaseError):
        _answer(other, plan.id, "IV", "iv.contact")


def _answer(case: UUID, plan: UUID, contributor: str, by: str) -> int:
    return run(
        "INSERT INTO plans_acceptance (id, dossier_id, contributor_id, plan_id, answer, comment, answered_on,"
        " recorded_at, answered_by_id) VALUES (gen_random_uuid(), %s, %s, %s, 'yes', '', %s, now(), %s)",
        case,
        institution(contributor).id,
        plan,
        TODAY,
        membership(by).id,
    )


def test_an_order_is_answered_by_the_institution_that_got_it() -> None:
    case = dossier()
    signed(case)
    order = place_order(
        actor=become("smz.contact"), dossier_id=case, contact_id=membership("iv.contact").id, text="A clarification"
    )
    accept = "UPDATE plans_serviceorder SET state = 'accepted' WHERE id = %s"
    for who in ("smz.contact", "rav.contact", "regional"):
        become(who)
        with pytest.raises(DatabaseError):
            run(accept, order.id)
    become("iv.contact")
    with pytest.raises(DatabaseError):
        run("UPDATE plans_serviceorder SET text = 'Something else' WHERE id = %s", order.id)
    assert run(accept, order.id) == 1
