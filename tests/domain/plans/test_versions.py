"""A plan is drafted, signed, validated or sent back, and changes only by a new version."""

from datetime import timedelta

import pytest

from ciiz.domain.plans import errors
from ciiz.domain.plans.enums import Answer, MeasureStatus, PlanState
from ciiz.domain.plans.models import Goal, Measure, Plan
from ciiz.domain.plans.public import (
    MeasureInput,
    accept_part,
    add_goal,
    advance_measure,
    change_goal,
    change_measure,
    compare,
    draft,
    end_measure,
    in_force,
    send_back,
    sign,
    versions,
    view,
)
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import Conflict
from tests.worlds import TODAY, become, institution

from .scene import UNTIL, dossier, drafted, manage, put_into_force, signed

pytestmark = pytest.mark.django_db


def test_a_plan_goes_from_draft_to_validated() -> None:
    case = dossier()
    plan = signed(case)
    put_into_force(plan.id, plan.version)
    found = view(become("smz.contact"), case)
    assert found is not None
    assert found.plan.state == PlanState.VALIDATED
    assert [str(measure) for measure in found.measures] == ["Training at IV", "Training at RAV"]
    kinds = [event.kind for event in events(become("regional"), case)]
    assert {"plan_drafted", "plan_signed", "plan_validated"} <= set(kinds)


def test_an_empty_plan_is_not_signed() -> None:
    case = dossier()
    actor = become("smz.contact")
    plan = draft(actor=actor, dossier_id=case)
    with pytest.raises(errors.PlanEmpty):
        sign(actor=actor, plan_id=plan.id, expected_version=1, person_signed_on=TODAY, manager_signed_on=TODAY)


def test_nobody_signs_in_the_future() -> None:
    case = dossier()
    plan = drafted(case)
    with pytest.raises(errors.SignedInFuture) as refused:
        sign(
            actor=become("smz.contact"),
            plan_id=plan.id,
            expected_version=plan.version,
            person_signed_on=TODAY + timedelta(days=1),
            manager_signed_on=TODAY,
        )
    assert refused.value.field == "person_signed_on"


def test_two_people_who_change_a_draft_see_a_conflict() -> None:
    case = dossier()
    plan = drafted(case)
    with pytest.raises(Conflict):
        add_goal(actor=become("smz.contact"), plan_id=plan.id, expected_version=plan.version - 1, text="Other")


def test_there_is_one_version_on_its_way() -> None:
    case = dossier()
    drafted(case)
    with pytest.raises(errors.PlanOnItsWay):
        draft(actor=become("smz.contact"), dossier_id=case)


def test_a_signed_version_takes_no_more_goals() -> None:
    case = dossier()
    plan = signed(case)
    with pytest.raises(errors.NotADraft):
        add_goal(actor=become("smz.contact"), plan_id=plan.id, expected_version=plan.version, text="Late")


def test_sending_back_needs_alternatives_and_the_next_version_keeps_the_content() -> None:
    case = dossier()
    plan = signed(case)
    with pytest.raises(errors.AlternativesMissing):
        send_back(actor=become("regional"), plan_id=plan.id, expected_version=plan.version, alternatives=" ")
    send_back(actor=become("regional"), plan_id=plan.id, expected_version=plan.version, alternatives="A trial day")
    second = draft(actor=become("smz.contact"), dossier_id=case, reason="sent back")
    found = view(become("smz.contact"), case)
    assert found is not None
    assert second.number == 2
    assert len(found.measures) == 2


def test_a_new_version_leaves_the_signed_one_as_it_was() -> None:
    case = dossier()
    plan = signed(case)
    put_into_force(plan.id, plan.version)
    actor = become("smz.contact")
    second = draft(actor=actor, dossier_id=case)
    goal = Goal.objects.get(dossier_id=case)
    training, other = Measure.objects.filter(dossier_id=case).order_by("position")
    change_goal(actor=actor, goal_id=goal.id, expected_version=1, text="Back to work half-time")
    wording = MeasureInput(text="Longer training", institution_id=institution("IV").id)
    change_measure(actor=actor, measure_id=training.id, expected_version=2, measure=wording)
    end_measure(actor=actor, measure_id=other.id, expected_version=3)
    first = view(actor, case, 1)
    assert first is not None
    assert [str(m) for m in first.measures] == ["Training at IV", "Training at RAV"]
    assert str(first.goals[0].goal) == "Back to work in an office"
    changes = {(d.change, str(d.before or d.after)): d.columns for d in compare(actor, case, 1, second.number)}
    assert changes == {
        ("changed", "Back to work in an office"): ("text",),
        ("changed", "Training at IV"): ("text", "shares"),
        ("removed", "Training at RAV"): (),
    }


def test_the_validated_version_stays_in_force_until_the_next_is_validated() -> None:
    case = dossier()
    plan = signed(case)
    put_into_force(plan.id, plan.version)
    draft(actor=become("smz.contact"), dossier_id=case)
    second = Plan.objects.get(dossier_id=case, number=2)
    assert in_force(become("smz.contact"), case) == plan
    sign(
        actor=become("smz.contact"),
        plan_id=second.id,
        expected_version=1,
        person_signed_on=TODAY,
        manager_signed_on=TODAY,
    )
    put_into_force(second.id, 2)
    states = [version.state for version in versions(become("smz.contact"), case)]
    assert states == [PlanState.VALIDATED, PlanState.SUPERSEDED]


def test_where_acceptance_binds_every_institution_with_a_part_accepts_first() -> None:
    case = dossier()
    plan = signed(case)
    accept_part(actor=become("iv.contact"), plan_id=plan.id, answer=Answer.YES)
    with pytest.raises(errors.PartsNotAccepted) as refused:
        put_into_force(plan.id, plan.version, binding=True)
    assert "RAV" in str(refused.value)
    assert "IV" not in str(refused.value)
    accept_part(actor=become("rav.contact"), plan_id=plan.id, answer=Answer.NO, comment="Too early")
    accept_part(actor=become("rav.contact"), plan_id=plan.id, answer=Answer.RESERVATION, comment="From January")
    put_into_force(plan.id, plan.version, binding=True)


def test_a_reservation_says_what_it_is_about() -> None:
    case = dossier()
    plan = signed(case)
    with pytest.raises(errors.ReasonMissing):
        accept_part(actor=become("iv.contact"), plan_id=plan.id, answer=Answer.RESERVATION)


def test_a_draft_keeps_what_its_author_may_not_see() -> None:
    case = dossier()
    signed(case, health=True)
    therapy = Measure.objects.get(dossier_id=case, text="Therapy")
    become("rav.contact")
    assert not Measure.objects.filter(id=therapy.id).exists()
    regional = view(become("regional"), case)
    assert regional is not None
    assert "Therapy" not in [str(m) for m in regional.measures]
    plan = Plan.objects.get(dossier_id=case)
    send_back(actor=become("regional"), plan_id=plan.id, expected_version=plan.version, alternatives="Less")
    draft(actor=become("smz.contact"), dossier_id=case)
    found = view(become("iv.contact"), case)
    assert found is not None
    assert "Therapy" in [str(m) for m in found.measures]


def test_a_measure_goes_forward_and_takes_its_other_wordings_along() -> None:
    case = dossier()
    plan = signed(case)
    put_into_force(plan.id, plan.version)
    actor = become("smz.contact")
    draft(actor=actor, dossier_id=case)
    training = Measure.objects.filter(dossier_id=case).order_by("position")[0]
    wording = MeasureInput(text="Longer training", institution_id=institution("IV").id)
    change_measure(actor=actor, measure_id=training.id, expected_version=1, measure=wording)
    actor = become("iv.contact")
    advance_measure(actor=actor, measure_id=training.id, expected_version=1, status=MeasureStatus.GRANTED, on=TODAY)
    states = Measure.objects.filter(line=training.line).values_list("status", "granted_on")
    assert list(states) == [("granted", TODAY)] * 2
    with pytest.raises(errors.StatusNotNext):
        advance_measure(actor=actor, measure_id=training.id, expected_version=2, status=MeasureStatus.PLANNED, on=TODAY)


@pytest.mark.parametrize("shares", [{1: 60, 2: 41}, {1: 0}, {1: -5}])
def test_shares_are_above_nothing_and_at_most_everything(shares: dict[int, float]) -> None:
    with pytest.raises(errors.SharesTooHigh):
        MeasureInput(text="Course", institution_id=1, shares=shares).columns()


def test_the_plan_is_closed_to_partners_on_the_day_the_consent_ends() -> None:
    case = dossier()
    signed(case)
    assert view(become("iv.contact", UNTIL - timedelta(days=1)), case) is not None
    assert view(become("iv.contact", UNTIL), case) is None
    assert view(become("regional", UNTIL), case) is None
    assert view(become("smz.contact", UNTIL), case) is not None


def test_who_may_not_see_the_former_plan_is_told_to_renew_the_consent() -> None:
    case = dossier()
    signed(case)
    manage(case, "rav.contact", UNTIL)
    with pytest.raises(errors.PlanNotOpen):
        draft(actor=become("rav.contact", UNTIL), dossier_id=case)
