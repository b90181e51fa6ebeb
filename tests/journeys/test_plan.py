"""The plan on its way: drafted, signed, accepted, validated or sent back, and what is refused to whom."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError

from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import NotNow, case, milestone
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.plans import errors
from ciiz.domain.plans.enums import Answer, PlanState
from ciiz.domain.plans.public import MeasureInput, on_its_way, view
from ciiz.foundation.errors import Conflict, NotAllowed, NotFound
from ciiz.journeys import plan
from ciiz.journeys.coverage import ConsentExpired, NoConsent
from tests.journeys import plan_scene, scene
from tests.journeys.plan_scene import MANAGER, lit, newest, run, tasks
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db

EXPIRED = TODAY + timedelta(days=200)


def test_a_signed_plan_waits_for_the_coordination_and_for_the_institutions() -> None:
    dossier_id = plan_scene.signed()
    assert case(become(MANAGER), dossier_id).stage == Stage.PLANNED
    assert lit(dossier_id) == {"CII101.4"}
    assert tasks("regional")["validate_plan"] == TODAY + timedelta(days=10)
    assert "accept_part" in tasks("iv.contact")
    assert "draw_up_plan" not in tasks(MANAGER)


def test_a_validated_plan_is_carried_out_in_its_rhythm() -> None:
    dossier_id = plan_scene.running()
    assert case(become(MANAGER), dossier_id).stage == Stage.RUNNING
    assert lit(dossier_id) == {"CII101.5"}
    waiting = tasks(MANAGER)
    assert waiting["carry_out_plan"] == TODAY + timedelta(days=10)
    assert "take_stock" in waiting
    assert "take_stock_team" in tasks("regional")
    assert "validate_plan" not in tasks("regional")
    days = milestone(become(MANAGER), dossier_id)
    assert days is not None
    assert (days.signed_on, days.validated_on) == (TODAY, TODAY)


def test_a_plan_sent_back_is_drafted_anew_with_the_alternatives_at_hand() -> None:
    dossier_id = plan_scene.signed()
    version = newest(dossier_id).version
    plan.send_back(
        actor=become("regional"), dossier_id=dossier_id, expected_version=version, alternatives="A trial period first"
    )
    assert lit(dossier_id) == {"CII101.3"}
    assert "draw_up_plan" in tasks(MANAGER)
    assert "accept_part" not in tasks("iv.contact")
    second = plan.draft(actor=become(MANAGER), dossier_id=dossier_id)
    found = view(become(MANAGER), dossier_id, 1)
    assert found is not None
    assert (second.number, second.rhythm_days, found.plan.alternatives) == (2, 10, "A trial period first")
    plan_scene.sign(dossier_id)
    plan_scene.validate(dossier_id)
    assert lit(dossier_id) == {"CII101.5"}


def test_each_institution_answers_for_its_own_part() -> None:
    dossier_id = plan_scene.signed()
    plan.accept_part(actor=become("iv.contact"), dossier_id=dossier_id, answer=Answer.YES)
    assert "accept_part" not in tasks("iv.contact")
    assert "accept_part" in tasks("rav.contact")
    found = view(become(MANAGER), dossier_id)
    assert found is not None
    assert [str(answer.contributor_id) for answer in found.acceptances] == [str(institution("IV").id)]
    assert [one.id for one in found.awaited] == [institution("RAV").id]


@pytest.mark.parametrize("who", ["iv.contact", "regional", "officer"])
def test_only_the_case_manager_and_the_deputy_draft(who: str) -> None:
    dossier_id = scene.assigned()
    actor = become(who)
    with pytest.raises((errors.NotCaseManager, NotFound)):
        plan.draft(actor=actor, dossier_id=dossier_id)
    with pytest.raises(DatabaseError):
        _insert(dossier_id, who)


def test_the_deputy_drafts_too() -> None:
    dossier_id = scene.assigned()
    assert plan.draft(actor=become("rav.contact"), dossier_id=dossier_id).number == 1


@pytest.mark.parametrize("who", ["regional.other", "iv.front", "steering", "national", "legal"])
def test_for_strangers_there_is_no_case_to_plan(who: str) -> None:
    dossier_id = scene.assigned()
    with pytest.raises((NotFound, NotAllowed)):
        plan.draft(actor=become(who), dossier_id=dossier_id)
    become(who)
    with pytest.raises(DatabaseError):
        _insert(dossier_id, who)


def _insert(dossier_id: UUID, who: str) -> int:
    return run(
        "INSERT INTO plans_plan (id, dossier_id, contributor_id, number, state, rhythm_days, drafted_on,"
        " drafted_by_id, change_reason, alternatives, version)"
        " VALUES (gen_random_uuid(), %s, %s, 1, 'draft', 14, %s, %s, '', '', 1)",
        dossier_id,
        membership(who).institution_id,
        TODAY,
        membership(who).id,
    )


def test_there_is_no_plan_before_a_case_manager_is_named() -> None:
    dossier_id = scene.decided()
    with pytest.raises(errors.NotCaseManager):
        plan.draft(actor=become(MANAGER), dossier_id=dossier_id)


@pytest.mark.parametrize("who", ["smz.contact", "rav.contact", "iv.contact"])
def test_only_the_coordination_validates(who: str) -> None:
    dossier_id = plan_scene.signed()
    version = newest(dossier_id).version
    with pytest.raises(errors.NotCoordinator):
        plan.validate(actor=become(who), dossier_id=dossier_id, expected_version=version)
    with pytest.raises(DatabaseError):
        _validate_by_sql(dossier_id, who)


def _validate_by_sql(dossier_id: UUID, who: str) -> int:
    return run(
        "UPDATE plans_plan SET state = 'validated', decided_on = %s, decided_by_id = %s, version = version + 1"
        " WHERE dossier_id = %s",
        TODAY,
        membership(who).id,
        dossier_id,
    )


def test_on_the_day_after_the_consent_the_coordination_cannot_validate() -> None:
    dossier_id = plan_scene.signed()
    version = newest(dossier_id).version
    with pytest.raises(ConsentExpired):
        plan.validate(actor=become("regional", EXPIRED), dossier_id=dossier_id, expected_version=version)
    assert _validate_by_sql(dossier_id, "regional") == 0
    last_day = EXPIRED - timedelta(days=1)
    plan.validate(actor=become("regional", last_day), dossier_id=dossier_id, expected_version=version)


def test_an_expired_consent_is_a_kind_of_missing_consent() -> None:
    assert issubclass(ConsentExpired, NoConsent)


def test_a_plan_is_validated_once() -> None:
    dossier_id = plan_scene.running()
    with pytest.raises(errors.NotSigned):
        plan_scene.validate(dossier_id)


def test_who_saves_late_is_told() -> None:
    dossier_id = plan_scene.drafted()
    with pytest.raises(Conflict):
        plan.set_rhythm(actor=become(MANAGER), dossier_id=dossier_id, expected_version=1, rhythm_days=7)


def test_a_running_plan_is_not_drafted_over() -> None:
    dossier_id = plan_scene.running()
    with pytest.raises(NotNow):
        plan.draft(actor=become(MANAGER), dossier_id=dossier_id)


def test_an_institution_without_part_does_not_answer() -> None:
    dossier_id = plan_scene.signed()
    with pytest.raises(errors.NoPartInPlan):
        plan.accept_part(actor=become(MANAGER), dossier_id=dossier_id, answer=Answer.YES)
    with pytest.raises(NotAllowed):
        plan.accept_part(actor=become("regional"), dossier_id=dossier_id, answer=Answer.YES)


def test_goals_and_measures_are_edited_by_the_case_manager_alone() -> None:
    dossier_id = plan_scene.drafted()
    actor = become(MANAGER)
    found = view(actor, dossier_id)
    assert found is not None
    goal, first = found.goals[0].goal, found.measures[0]
    assert goal is not None
    version = found.plan.version
    with pytest.raises(errors.NotCaseManager):
        plan.change_goal(actor=become("iv.contact"), goal_id=goal.id, expected_version=version, text="Other")
    with pytest.raises(errors.NotCaseManager):
        plan.end_measure(actor=become("iv.contact"), measure_id=first.id, expected_version=version)
    actor = become(MANAGER)
    plan.change_goal(actor=actor, goal_id=goal.id, expected_version=version, text="Work half-time")
    plan.change_measure(
        actor=actor,
        measure_id=first.id,
        expected_version=version + 1,
        measure=MeasureInput(text="Longer", institution_id=institution("IV").id),
    )
    plan.end_measure(actor=actor, measure_id=found.measures[1].id, expected_version=version + 2)
    after = view(actor, dossier_id)
    assert after is not None
    assert [str(one) for one in after.measures] == ["Longer", "IV health"]
    plan.end_goal(actor=actor, goal_id=goal.id, expected_version=version + 3)
    emptied = view(actor, dossier_id)
    assert emptied is not None
    assert (emptied.measures, emptied.plan.state) == ([], PlanState.DRAFT)
    assert on_its_way(actor, dossier_id) is not None


def test_a_signed_copy_that_comes_later_is_attached_once() -> None:
    dossier_id = plan_scene.signed()
    first, second = (_copy(dossier_id, text) for text in (b"signed", b"signed again"))
    _attach(dossier_id, first)
    assert newest(dossier_id).signed_copy_id == first
    with pytest.raises(errors.CopyThere):
        plan.attach_copy(
            actor=become(MANAGER),
            dossier_id=dossier_id,
            expected_version=newest(dossier_id).version,
            document_id=second,
        )
    with pytest.raises(DatabaseError):
        run(
            "UPDATE plans_plan SET signed_copy_id = %s, version = version + 1 WHERE dossier_id = %s", second, dossier_id
        )


def test_a_signed_copy_belongs_to_the_same_dossier() -> None:
    dossier_id = plan_scene.signed()
    foreign = _copy(scene.assigned(), b"signed")
    with pytest.raises(DatabaseError):
        plan.attach_copy(
            actor=become(MANAGER),
            dossier_id=dossier_id,
            expected_version=newest(dossier_id).version,
            document_id=foreign,
        )


def test_a_reservation_of_an_institution_comes_to_the_case_manager() -> None:
    dossier_id = plan_scene.signed()
    plan.accept_part(
        actor=become("iv.contact"), dossier_id=dossier_id, answer=Answer.RESERVATION, comment="From January"
    )
    assert "read_answer" in tasks(MANAGER)


def _attach(dossier_id: UUID, document_id: UUID) -> None:
    version = newest(dossier_id).version
    plan.attach_copy(actor=become(MANAGER), dossier_id=dossier_id, expected_version=version, document_id=document_id)


def _copy(dossier_id: UUID, content: bytes) -> UUID:
    stored = documents.file(
        actor=become(MANAGER),
        dossier_id=dossier_id,
        kind=DocumentKind.PLAN,
        title="Signed plan",
        file_name="plan.txt",
        content=content,
        dated_on=TODAY,
    )
    return stored.id
