"""A partner institution leaves a case: by its contact person, with this day as its last, when nothing holds it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ciiz.domain.access.public import exists
from ciiz.domain.cases.public import NotNow, StillHeld, UnknownReason, WrongRole
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.public import events
from ciiz.journeys import hand_over, leave, order
from tests.journeys import plan_scene, scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db

REASON = "not_competent"
LEAVES = "UPDATE access_participation SET valid_to = %(today)s + 1 WHERE dossier_id = %(dossier)s AND institution_id = "


def leaves(who: str, dossier_id: UUID, reason: str = REASON) -> None:
    leave.leave(actor=become(who), dossier_id=dossier_id, reason=reason)


def test_the_day_on_which_a_partner_leaves_is_its_last() -> None:
    dossier_id = scene.decided()
    leaves("smz.contact", dossier_id)
    assert exists(become("smz.contact"), dossier_id)
    for who in ("smz.contact", "smz.front"):
        assert not exists(become(who, TODAY + timedelta(days=1)), dossier_id)
    for who in ("rav.front", "rav.contact", "regional"):
        assert exists(become(who, TODAY + timedelta(days=1)), dossier_id)


def test_the_coordination_reads_who_left_and_why() -> None:
    dossier_id = scene.decided()
    leaves("smz.contact", dossier_id)
    (told,) = [event for event in events(become("regional"), dossier_id) if event.kind == "institution_left"]
    assert (told.codes, told.reason) == ({"institution": institution("SMZ").id}, REASON)


def test_what_the_institution_had_to_do_is_cancelled_and_nothing_else() -> None:
    dossier_id = scene.decided()
    become("smz.contact")
    smz = institution("SMZ").id
    to: list[dict[str, Any]] = [
        {"institution_id": smz, "role": "contact"},
        {"membership_id": membership("smz.front").id},
        {"institution_id": institution("RAV").id, "role": "contact"},
    ]
    tasks = [
        Task(dossier_id=dossier_id, contributor_id=smz, kind="other_step", set_on=TODAY, **address) for address in to
    ]
    for task in tasks:
        task.save(force_insert=True)
    leaves("smz.contact", dossier_id)
    found = dict(Task.objects.filter(id__in=[task.id for task in tasks]).values_list("id", "state"))
    assert [found[task.id] for task in tasks] == ["cancelled", "cancelled", "open"]


def test_a_reason_of_the_list_is_needed_and_a_case_that_goes_on() -> None:
    dossier_id = scene.decided()
    with pytest.raises(UnknownReason):
        leaves("smz.contact", dossier_id, reason="none such")
    leaves("smz.contact", dossier_id)
    with pytest.raises(NotNow):
        leaves("smz.contact", dossier_id)


@pytest.mark.parametrize("who", ["rav.contact", "smz.front", "regional"])
def test_only_a_partners_contact_person_lets_it_leave(who: str) -> None:
    dossier_id = scene.decided()
    with pytest.raises(WrongRole):
        leaves(who, dossier_id)


def test_who_manages_the_case_stays() -> None:
    dossier_id = scene.assigned()
    with pytest.raises(StillHeld) as refusal:
        leaves("smz.contact", dossier_id)
    assert refusal.value.ties == ["in_charge"]
    assert rows("smz.contact", dossier_id, f"{LEAVES} %(SMZ)s") == 0


def test_open_measures_and_ordered_services_hold_an_institution_and_are_named() -> None:
    dossier_id = plan_scene.running()
    manager = become(plan_scene.MANAGER)
    order.place(actor=manager, dossier_id=dossier_id, contact_id=membership("iv.contact").id, text="A clarification")
    with pytest.raises(StillHeld) as refusal:
        leaves("iv.contact", dossier_id)
    assert refusal.value.ties == ["measures", "orders"]
    assert "IV work" in str(refusal.value)
    assert rows("iv.contact", dossier_id, f"{LEAVES} %(IV)s") == 0


def test_a_hand_over_is_answered_before_one_leaves() -> None:
    dossier_id = scene.decided()
    hand_over.propose(actor=become("regional"), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY)
    with pytest.raises(StillHeld) as refusal:
        leaves("iv.contact", dossier_id)
    assert refusal.value.ties == ["hand_over"]
    assert rows("iv.contact", dossier_id, f"{LEAVES} %(IV)s") == 0


@pytest.mark.parametrize(
    ("who", "sql"),
    [
        ("smz.front", f"{LEAVES} %(SMZ)s"),
        ("rav.contact", f"{LEAVES} %(RAV)s"),
        ("rav.contact", f"{LEAVES} %(SMZ)s"),
        ("smz.contact", f"{LEAVES} %(RAV)s"),
        ("smz.contact", f"{LEAVES.replace('+ 1', '- 1')} %(SMZ)s"),
        ("smz.contact", f"{LEAVES.replace('+ 1', '+ 90')} %(SMZ)s"),
        ("smz.contact", LEAVES.replace("SET", "SET standing = 'leading',") + "%(SMZ)s"),
        ("smz.contact", "UPDATE access_participation SET valid_to = NULL WHERE dossier_id = %(dossier)s"),
    ],
)
def test_nobody_lets_another_leave_or_chooses_another_day(who: str, sql: str) -> None:
    assert rows(who, scene.decided(), sql) == 0


def test_what_the_attacks_write_is_written_rightly() -> None:
    assert rows("smz.contact", scene.decided(), f"{LEAVES} %(SMZ)s") == 1
