"""Who is named as having done something has done it: no column that names a doer is left to whoever writes."""

from uuid import UUID

import pytest
from django.db import connection

from ciiz.domain.organisations.models import Membership
from ciiz.foundation.db.protect import tables
from ciiz.foundation.db.protection import Kind
from ciiz.journeys import order
from tests.journeys import plan_scene
from tests.security.attacking import rows
from tests.worlds import become, membership

OTHERS = {
    "access_participation.member_id",
    "cases_assignment.membership_id",
    "cases_case.coordinator_id",
    "cases_case.case_manager_id",
    "cases_case.deputy_id",
    "cases_referral.talked_with_id",
    "cases_sessionparticipant.membership_id",
    "journal_agreed.membership_id",
    "journal_contact.counterpart_id",
    "meetings_decision.membership_id",
    "meetings_invitation.membership_id",
    "meetings_meeting.chair_id",
    "plans_measure.member_id",
    "plans_serviceorder.contact_id",
    "tasks_task.membership_id",
}
"""Columns that name somebody else: who sits, manages, is asked or took part."""
GUARDED = {
    "imports_import.brought_by_id",  # by its policies
    "journal_agreed.author_id",  # by its policies
    "journal_contact.author_id",  # by its policies
    "journal_entry.author_id",  # by its policies
    "persons_match.decided_by_id",
    "plans_plan.drafted_by_id",
    "plans_plan.signed_by_id",
    "plans_plan.decided_by_id",
    "processes_steprecord.done_by_id",
    "tasks_task.done_by_id",
    "timeline_event.actor_id",
}
"""Columns that the guards of their own table compare with whoever acts."""


@pytest.mark.django_db
def test_each_column_that_names_somebody_is_guarded_or_names_somebody_else() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgargs FROM pg_trigger WHERE tgname = 'access_in_own_name' "
            "AND tgenabled = 'O'"
        )
        own = {f"{table}.{name}" for table, found in cursor for name in bytes(found).decode().split("\0") if name}
    naming = {
        f"{model._meta.db_table}.{field.column}"
        for model, protection in tables()
        if protection.kind is Kind.PROTECTED and set(protection.app) & {"i", "u"}
        for field in model._meta.concrete_fields
        if field.related_model is Membership
    }
    assert naming == own | OTHERS | GUARDED
    assert not own & (OTHERS | GUARDED)


IN_ANOTHERS_NAME = {
    "decides": "UPDATE cases_referral SET decided_by_id = %(rav.contact)s WHERE dossier_id = %(dossier)s",
    "records a session": (
        "INSERT INTO cases_sessionresult (id, dossier_id, contributor_id, case_id, kind, held_on, outcome, "
        "recorded_by_id) SELECT gen_random_uuid(), dossier_id, %(mine)s, case_id, kind, held_on, outcome, "
        "%(rav.contact)s FROM cases_sessionresult WHERE dossier_id = %(dossier)s"
    ),
    "proposes a hand-over": (
        "INSERT INTO cases_handover (id, dossier_id, contributor_id, case_id, receiver_id, proposed_on, "
        "proposed_by_id, answer, joined) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(dossier)s, %(IV)s, "
        "%(today)s, %(rav.contact)s, 'open', false)"
    ),
}


@pytest.fixture
def dossier() -> UUID:
    return plan_scene.running()


@pytest.mark.django_db
@pytest.mark.parametrize("attack", IN_ANOTHERS_NAME)
def test_the_coordination_does_nothing_in_anothers_name(dossier: UUID, attack: str) -> None:
    assert rows("regional", dossier, IN_ANOTHERS_NAME[attack]) == 0


@pytest.mark.django_db
def test_an_order_is_answered_in_the_own_name(dossier: UUID) -> None:
    manager = become(plan_scene.MANAGER)
    order.place(actor=manager, dossier_id=dossier, contact_id=membership("iv.contact").id, text="A clarification")
    answer = "UPDATE plans_serviceorder SET state = 'accepted', version = 2, answered_on = %(today)s, answered_by_id = "
    assert rows("iv.contact", dossier, f"{answer}%(rav.contact)s") == 0
    assert rows("iv.contact", dossier, f"{answer}%(me)s") == 1
