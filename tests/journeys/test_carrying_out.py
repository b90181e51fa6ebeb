"""Talks, measures, orders, stock-takings, changes, the end of a plan and the exit report."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ciiz.domain.access.public import Category
from ciiz.domain.cases.enums import Result, Stage
from ciiz.domain.cases.public import Missing, NotNow, UnknownReason, WrongRole, case, ending, milestone
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.consent.public import of_dossier
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.public import entries
from ciiz.domain.plans import errors
from ciiz.domain.plans.enums import Answer, MeasureStatus, PlanState, Progress, StockTakingKind
from ciiz.domain.plans.public import compare, in_force, stock_takings, versions, view
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.journeys import change, finish, implement, order, plan, report, stocktake
from ciiz.journeys.consent import withdraw
from ciiz.journeys.coverage import ConsentExpired
from tests.journeys import plan_scene, scene
from tests.journeys.plan_scene import MANAGER, lit, newest, tasks
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db

EXPIRED = TODAY + timedelta(days=200)


def take_stock(dossier_id: UUID, who: str = MANAGER, **values: Any) -> None:
    """A stock-taking of today, by default with the person."""
    values = {"kind": StockTakingKind.PERSON, "held_on": TODAY, "progress": Progress.ON_TRACK, **values}
    stocktake.record(actor=become(who), dossier_id=dossier_id, **values)


def test_a_talk_of_the_case_manager_moves_the_next_one() -> None:
    dossier_id = plan_scene.running()
    day = TODAY + timedelta(days=3)
    implement.log_talk(actor=become(MANAGER, day), dossier_id=dossier_id, occurred_on=day, text="Going well")
    assert tasks(MANAGER)["carry_out_plan"] == day + timedelta(days=10)
    assert "first_talk" not in tasks(MANAGER)
    days = milestone(become(MANAGER), dossier_id)
    assert days is not None
    assert days.first_talk_on == day


def test_a_note_of_a_partner_moves_nothing() -> None:
    dossier_id = plan_scene.running()
    implement.log_talk(
        actor=become("iv.contact"), dossier_id=dossier_id, occurred_on=TODAY, text="Called", kind=EntryKind.PHONE
    )
    assert tasks(MANAGER)["carry_out_plan"] == TODAY + timedelta(days=10)
    assert [found.text for found in entries(become(MANAGER), dossier_id)] == ["Called"]


@pytest.mark.parametrize("who", ["secretariat", "steering", "regional.other", "smz.front"])
def test_who_does_not_work_on_the_case_logs_nothing(who: str) -> None:
    dossier_id = plan_scene.running()
    with pytest.raises((NotFound, NotAllowed)):
        implement.log_talk(actor=become(who), dossier_id=dossier_id, occurred_on=TODAY, text="Hello")


def test_an_own_note_stays_in_the_institution() -> None:
    dossier_id = plan_scene.running()
    implement.log_talk(
        actor=become(MANAGER),
        dossier_id=dossier_id,
        occurred_on=TODAY,
        text="For us",
        kind=EntryKind.NOTE,
        visibility=Visibility.OWN,
        category=Category.SOCIAL,
    )
    assert entries(become("iv.contact"), dossier_id) == []


def test_the_responsible_institution_says_how_far_its_measure_is() -> None:
    dossier_id = plan_scene.running()
    found = view(become("iv.contact"), dossier_id)
    assert found is not None
    own, foreign, _health = found.measures
    values: dict[str, Any] = {"expected_version": 1, "status": MeasureStatus.GRANTED, "on": TODAY}
    implement.advance_measure(actor=become("iv.contact"), measure_id=own.id, **values)
    with pytest.raises(errors.NoPartInPlan):
        implement.advance_measure(actor=become("iv.contact"), measure_id=foreign.id, **values)
    implement.advance_measure(actor=become(MANAGER), measure_id=foreign.id, **values)
    kinds = [event.kind for event in events(become(MANAGER), dossier_id)]
    assert kinds.count("measure_granted") == 2


def test_an_ordered_service_is_accepted_and_done() -> None:
    dossier_id = plan_scene.running()
    placed = order.place(
        actor=become(MANAGER), dossier_id=dossier_id, contact_id=membership("iv.contact").id, text="A clarification"
    )
    assert "answer_order" in tasks("iv.contact")
    order.accept(actor=become("iv.contact"), order_id=placed.id, expected_version=1)
    order.done(actor=become("iv.contact"), order_id=placed.id, expected_version=2, on=TODAY)
    assert "answer_order" not in tasks("iv.contact")


def test_a_declined_order_comes_back_to_the_case_manager() -> None:
    dossier_id = plan_scene.running()
    placed = order.place(
        actor=become(MANAGER), dossier_id=dossier_id, contact_id=membership("iv.contact").id, text="A clarification"
    )
    order.decline(actor=become("iv.contact"), order_id=placed.id, expected_version=1, reason="No place free")
    assert "answer_order" not in tasks("iv.contact")
    assert "read_answer" in tasks(MANAGER)


def test_orders_are_refused_by_name() -> None:
    dossier_id = plan_scene.running()
    values: dict[str, Any] = {
        "dossier_id": dossier_id,
        "contact_id": membership("iv.contact").id,
        "text": "A clarification",
    }
    with pytest.raises(errors.NotCaseManager):
        order.place(actor=become("iv.contact"), **values)
    with pytest.raises(ConsentExpired):
        order.place(actor=become(MANAGER, EXPIRED), **values)
    placed = order.place(actor=become(MANAGER), **values)
    with pytest.raises(errors.NotYourOrder):
        order.accept(actor=become("rav.contact"), order_id=placed.id, expected_version=1)
    order.take_back(actor=become(MANAGER), order_id=placed.id, expected_version=1, reason="Not needed")
    assert "answer_order" not in tasks("iv.contact")


def test_a_stock_taking_without_change_leads_back_to_work() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, change=False, finished=False)
    assert lit(dossier_id) == {"CII101.5"}
    (taken,) = stock_takings(become(MANAGER), dossier_id)
    assert (taken.consent_valid, taken.consent_until) == (True, EXPIRED - timedelta(days=1))
    assert "renew_consent" not in tasks(MANAGER)


def test_what_a_stock_taking_leaves_open_is_decided_afterwards() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id)
    assert lit(dossier_id) == {"CII101.7"}
    assert "decide_change" in tasks(MANAGER)
    change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=False)
    assert lit(dossier_id) == {"CII101.8"}
    assert "decide_finish" in tasks(MANAGER)
    finish.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, finished=False)
    assert lit(dossier_id) == {"CII101.5"}


def test_a_consent_that_ends_before_the_next_stock_taking_is_to_be_renewed() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, change=False, finished=False, next_on=EXPIRED)
    assert tasks(MANAGER)["renew_consent"] == EXPIRED - timedelta(days=1)


def test_after_the_consent_the_case_manager_still_takes_stock_and_renews() -> None:
    dossier_id = plan_scene.running()
    stocktake.record(
        actor=become(MANAGER, EXPIRED),
        dossier_id=dossier_id,
        kind=StockTakingKind.PERSON,
        held_on=EXPIRED,
        progress=Progress.DELAYED,
        change=False,
    )
    taken = stock_takings(become(MANAGER, EXPIRED), dossier_id)[0]
    assert (taken.consent_valid, taken.consent_until) == (False, None)
    assert tasks(MANAGER, EXPIRED)["renew_consent"] == EXPIRED


def test_the_coordination_takes_stock_with_the_team_and_notes_what_it_decided() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, "regional", kind=StockTakingKind.TEAM, change=False, finished=False)
    assert lit(dossier_id) == {"CII101.5"}
    with pytest.raises(NotAllowed):
        take_stock(dossier_id, "regional")
    with pytest.raises(NotAllowed):
        take_stock(dossier_id, "iv.contact", kind=StockTakingKind.TEAM)


def test_a_changed_plan_is_signed_and_validated_again_and_the_old_one_holds_till_then() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, change=True, change_reason="The training did not begin")
    assert lit(dossier_id) == {"CII101.3"}
    assert case(become(MANAGER), dossier_id).stage == Stage.ASSIGNED
    draft = newest(dossier_id)
    assert (draft.number, draft.state, draft.change_reason) == (2, PlanState.DRAFT, "The training did not begin")
    held = in_force(become(MANAGER), dossier_id)
    assert held is not None
    assert held.number == 1
    plan.add_goal(actor=become(MANAGER), dossier_id=dossier_id, expected_version=1, text="A flat")
    plan_scene.sign(dossier_id)
    plan_scene.validate(dossier_id)
    assert [one.state for one in versions(become(MANAGER), dossier_id)] == ["validated", "superseded"]
    assert [one.change for one in compare(become(MANAGER), dossier_id, 1, 2)] == ["added"]


def test_a_change_decided_with_the_team_is_drafted_by_the_case_manager() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, "regional", kind=StockTakingKind.TEAM, change=True, change_reason="New findings")
    assert "draw_up_plan" in tasks(MANAGER)
    assert plan.draft(actor=become(MANAGER), dossier_id=dossier_id).number == 2


def test_an_event_asks_at_once_whether_the_plan_changes() -> None:
    dossier_id = plan_scene.running()
    change.event(actor=become("iv.contact"), dossier_id=dossier_id, on=TODAY, what="health")
    assert lit(dossier_id) == {"CII101.7"}
    assert "decide_change" in tasks(MANAGER)
    change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=True, reason="Health changed")
    assert lit(dossier_id) == {"CII101.3"}


def happened(dossier_id: UUID, who: str = "iv.contact") -> None:
    """Something affects the plan, today."""
    change.event(actor=become(who), dossier_id=dossier_id, on=TODAY, what="health")


def test_an_event_while_a_version_is_drawn_up_goes_into_that_one() -> None:
    dossier_id = plan_scene.drafted()
    happened(dossier_id)
    assert lit(dossier_id) == {"CII101.3"}
    assert newest(dossier_id).state == PlanState.DRAFT
    assert "decide_change" not in tasks(MANAGER)


def test_an_event_stops_the_validation_of_a_signed_version_until_it_is_decided() -> None:
    dossier_id = plan_scene.signed()
    happened(dossier_id)
    assert lit(dossier_id) == {"CII101.7"}
    assert "decide_change" in tasks(MANAGER)
    assert [who for who in ("iv.contact", "rav.contact") if "accept_part" in tasks(who)] == []
    with pytest.raises(errors.EventFirst):
        plan.accept_part(actor=become("iv.contact"), dossier_id=dossier_id, answer=Answer.YES)
    assert "validate_plan" not in tasks("regional")
    with pytest.raises(errors.EventFirst):
        plan_scene.validate(dossier_id)
    with pytest.raises(errors.EventFirst):
        plan.send_back(actor=become("regional"), dossier_id=dossier_id, expected_version=2, alternatives="Other")
    assert newest(dossier_id).state == PlanState.SIGNED


def test_a_signed_version_that_an_event_changes_is_withdrawn_and_stays_as_it_was_signed() -> None:
    dossier_id = plan_scene.signed()
    happened(dossier_id)
    change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=True, reason="Health changed")
    draft, withdrawn = versions(become(MANAGER), dossier_id)
    assert (draft.state, draft.change_reason) == (PlanState.DRAFT, "Health changed")
    assert (withdrawn.state, withdrawn.decided_on) == (PlanState.WITHDRAWN, TODAY)
    assert withdrawn.person_signed_on == TODAY
    assert lit(dossier_id) == {"CII101.3"}
    assert case(become(MANAGER), dossier_id).stage == Stage.ASSIGNED
    told = [(event.kind, event.step) for event in events(become("rav.contact"), dossier_id)]
    for one in (
        ("plan_event", "CII101.7e"),
        ("plan_change_decided", "CII101.7"),
        ("plan_withdrawn", "CII101.7"),
        ("plan_drafted", "CII101.3"),
    ):
        assert one in told
    plan_scene.sign(dossier_id)
    assert "accept_part" in tasks("iv.contact")
    plan_scene.validate(dossier_id)
    assert [one.state for one in versions(become(MANAGER), dossier_id)] == ["validated", "withdrawn"]


def test_a_signed_version_that_an_event_does_not_change_goes_on_to_its_validation() -> None:
    dossier_id = plan_scene.signed()
    plan.accept_part(actor=become("iv.contact"), dossier_id=dossier_id, answer=Answer.YES)
    happened(dossier_id, MANAGER)
    change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=False)
    assert lit(dossier_id) == {"CII101.4"}
    assert "validate_plan" in tasks("regional")
    assert "accept_part" in tasks("rav.contact")
    assert "accept_part" not in tasks("iv.contact")
    assert plan_scene.validate(dossier_id).state == PlanState.VALIDATED


def test_a_plan_in_force_holds_while_its_successor_is_withdrawn() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, change=True, change_reason="The training did not begin")
    plan_scene.sign(dossier_id)
    happened(dossier_id)
    change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=True, reason="Health changed")
    states = [one.state for one in versions(become(MANAGER), dossier_id)]
    assert states == ["draft", "withdrawn", "validated"]


@pytest.mark.parametrize("plan_of", [plan_scene.running, plan_scene.signed])
def test_a_consent_withdrawn_while_there_is_a_signed_plan_is_such_an_event(plan_of: Callable[[], UUID]) -> None:
    dossier_id = plan_of()
    given = of_dossier(become(MANAGER), dossier_id)[0]
    withdraw(actor=become(MANAGER), consent_id=given.id, how=WithdrawalForm.TALK)
    assert lit(dossier_id) == {"CII101.7"}
    assert "decide_change" in tasks(MANAGER)
    assert [event.kind for event in events(become(MANAGER), dossier_id)].count("plan_event") == 1


def test_a_second_event_asks_once() -> None:
    dossier_id = plan_scene.signed()
    happened(dossier_id)
    happened(dossier_id, "rav.contact")
    assert lit(dossier_id) == {"CII101.7"}
    change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=False)
    assert "decide_change" not in tasks(MANAGER)


def test_nothing_is_decided_about_a_signed_version_to_which_nothing_happened() -> None:
    dossier_id = plan_scene.signed()
    with pytest.raises(NotNow):
        change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=True, reason="Second thoughts")


def test_events_and_decisions_are_refused_by_name() -> None:
    dossier_id = plan_scene.running()
    with pytest.raises(UnknownReason):
        change.event(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, what="weather")
    with pytest.raises(errors.NotCaseManager):
        change.decide(actor=become("iv.contact"), dossier_id=dossier_id, on=TODAY, change=True, reason="x")
    with pytest.raises(errors.NotCaseManager):
        finish.decide(actor=become("regional"), dossier_id=dossier_id, on=TODAY, finished=True)
    with pytest.raises(errors.ReasonMissing):
        change.decide(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, change=True)
    with pytest.raises((NotAllowed, NotFound)):
        change.event(actor=become("iv.front"), dossier_id=dossier_id, on=TODAY, what="health")


def test_a_finished_plan_leads_to_the_exit_report_and_on_to_closing() -> None:
    dossier_id = plan_scene.running()
    take_stock(dossier_id, progress=Progress.REACHED, change=False, finished=True)
    assert lit(dossier_id) == {"CII101.9"}
    assert set(tasks(MANAGER)) == {"write_report"}
    report.write(
        actor=become(MANAGER), dossier_id=dossier_id, exit_reason="integrated", actual_end=TODAY, decided_on=TODAY
    )
    assert lit(dossier_id) == {"CII101.10"}
    written = ending(become(MANAGER), dossier_id).report
    assert written is not None
    assert written.result == Result.INTEGRATED


def test_an_exit_report_is_refused_by_name() -> None:
    values: dict[str, Any] = {"actual_end": TODAY, "decided_on": TODAY}
    dossier_id = plan_scene.running()
    with pytest.raises(NotNow):
        report.write(actor=become(MANAGER), dossier_id=dossier_id, exit_reason="integrated", **values)
    finish_now(dossier_id)
    with pytest.raises(WrongRole):
        report.write(actor=become("iv.contact"), dossier_id=dossier_id, exit_reason="integrated", **values)
    with pytest.raises(UnknownReason):
        report.write(actor=become(MANAGER), dossier_id=dossier_id, exit_reason="nothing", **values)
    with pytest.raises(Missing):
        report.write(actor=become(MANAGER), dossier_id=dossier_id, exit_reason="other_dispositif", **values)
    report.write(
        actor=become(MANAGER),
        dossier_id=dossier_id,
        exit_reason="other_dispositif",
        next_institution_id=institution("IV").id,
        **values,
    )


def finish_now(dossier_id: UUID) -> None:
    """The plan is finished at a stock-taking."""
    take_stock(dossier_id, change=False, finished=True)


def test_a_stage_that_is_done_calls_for_a_stock_taking() -> None:
    dossier_id = plan_scene.running()
    implement.progress(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, stage_done=False)
    assert lit(dossier_id) == {"CII101.5"}
    implement.progress(actor=become(MANAGER), dossier_id=dossier_id, on=TODAY, stage_done=True)
    assert lit(dossier_id) == {"CII101.6"}
    assert tasks(MANAGER)["take_stock"] == TODAY + timedelta(days=14)


def test_the_work_is_refused_before_there_is_a_plan() -> None:
    dossier_id = scene.assigned()
    for verb in (
        lambda actor: change.decide(actor=actor, dossier_id=dossier_id, on=TODAY, change=False),
        lambda actor: finish.decide(actor=actor, dossier_id=dossier_id, on=TODAY, finished=True),
        lambda actor: implement.progress(actor=actor, dossier_id=dossier_id, on=TODAY, stage_done=True),
    ):
        with pytest.raises(NotNow):
            verb(become(MANAGER))
