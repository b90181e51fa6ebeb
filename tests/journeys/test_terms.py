"""The drawing names the term, the canton gives its length, one function counts: from task to task through a case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.cases.public import lock
from ciiz.domain.organisations.public import CantonValues, Membership, canton_values
from ciiz.domain.processes.public import Deadline, last_done
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.terms import Term, ends_on
from ciiz.journeys import assign, order, triage
from ciiz.journeys.steps import Turn
from ciiz.journeys.terms import TERM_OF, due, length
from tests.journeys import plan_scene, scene
from tests.journeys.plan_scene import MANAGER, tasks
from tests.worlds import TODAY, become

SESSION = scene.START + timedelta(days=10)


def days(number: int, since: date = TODAY) -> date:
    return since + timedelta(days=number)


@pytest.fixture
def values() -> CantonValues:
    return canton_values("ZZ")


def drawn(**more: object) -> Deadline:
    plain = {"days": 6, "months": 0, "working_days": False, "repeats": False, "after": "entered", "text": None}
    return Deadline(**{"code": "unheard_of", **plain, **more})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_canton_says_how_long_a_drawn_term_is_and_the_drawing_where_it_does_not(values: CantonValues) -> None:
    assert length(drawn(code="session"), values) == Term(30)
    assert length(drawn(code="stocktaking"), values) == Term(months=3)
    assert length(drawn(), values) == Term(6)
    shorter = replace(values, deadlines=replace(values.deadlines, session_days=8))
    assert due(Kind.HOLD_SESSION, TODAY, shorter, drawn(code="session")) == days(8)
    assert due(Kind.HOLD_SESSION, TODAY, shorter, drawn(code="triage")) == days(10)
    assert due(Kind.HOLD_SESSION, TODAY, shorter) == days(8)


@pytest.mark.django_db
def test_the_drawing_says_whether_working_days_are_meant(values: CantonValues) -> None:
    working = drawn(code="session", working_days=True)
    assert length(working, values) == Term(30, working=True)
    assert due(Kind.HOLD_SESSION, TODAY, values, working) == ends_on(Term(30, working=True), TODAY) > days(30)
    assert length(drawn(code="stocktaking", working_days=True), values) == Term(months=3)


@pytest.mark.django_db
def test_working_days_leave_out_the_holidays_of_the_canton(values: CantonValues) -> None:
    working, christmas = drawn(days=2, working_days=True), date(2026, 12, 25)
    assert due(Kind.OTHER_STEP, date(2026, 12, 24), values, working) == date(2026, 12, 28)
    closed = replace(values, deadlines=replace(values.deadlines, holidays=(christmas,)))
    assert due(Kind.OTHER_STEP, date(2026, 12, 24), closed, working) == date(2026, 12, 29)


@pytest.mark.django_db
def test_what_was_agreed_goes_before_the_term_and_a_task_without_term_has_no_day(values: CantonValues) -> None:
    assert due(Kind.CARRY_OUT_PLAN, TODAY, values, drawn(), agreed_days=21) == days(21)
    assert due(Kind.RENEW_CONSENT, TODAY, values) is None
    assert all(values.deadlines.term(code) for code in TERM_OF.values())


@pytest.mark.django_db
def test_the_tasks_of_a_referral_are_due_by_the_drawing() -> None:
    dossier_id = scene.begun()
    assert tasks("rav.front")["write_referral"] == days(10, scene.START)
    assert tasks("rav.contact")["complete_referral"] == days(10, scene.START)
    dossier_id = scene.forwarded()
    assert tasks("regional")["decide_referral"] == days(10, scene.START)
    day = days(3, scene.START)
    triage.ask_back(actor=become("regional", day), dossier_id=dossier_id, on=day, question="Since when?")
    (asked,) = [task for task in of_case(become("rav.contact"), dossier_id) if task.kind == Kind.ANSWER_QUESTION]
    assert asked.due_on == days(10, day)


@pytest.mark.django_db
def test_sessions_and_what_follows_are_due_by_their_own_drawings() -> None:
    accepted = scene.accepted()
    day = days(2, scene.START)
    assert tasks("regional")["hold_session"] == days(30, day)
    (read, *_more) = [one for one in of_case(become("rav.contact"), accepted) if one.kind == Kind.READ_DECISION]
    assert read.due_on == days(10, day)
    after = scene.decided(outcome=SessionOutcome.ASSESSMENT)
    (held,) = [task for task in of_case(become("regional"), after) if task.kind == Kind.HOLD_SESSION]
    assert held.due_on == days(30, SESSION)
    scene.decided()
    assert tasks("regional")["name_case_manager"] == days(5, SESSION)


@pytest.mark.django_db
def test_the_first_talk_counts_from_the_session_and_the_plan_from_the_naming() -> None:
    dossier_id = scene.decided()
    named = days(20, scene.START)
    manager = Membership.objects.get(user__first_name=MANAGER)
    assign.name_case_manager(
        actor=become("regional", named), dossier_id=dossier_id, membership_id=manager.id, named_on=named
    )
    assert last_done(become("regional"), dossier_id, "session.record_result") == SESSION
    assert last_done(become("regional"), dossier_id, "close.close") is None
    assert tasks(MANAGER)["first_talk"] == days(14, SESSION)
    assert tasks(MANAGER)["draw_up_plan"] == days(30, named)


@pytest.mark.django_db
def test_a_plan_is_answered_validated_carried_out_and_looked_at_in_time() -> None:
    dossier_id = plan_scene.signed()
    assert tasks("regional")["validate_plan"] == days(10)
    assert tasks("iv.contact")["accept_part"] == days(10)
    plan_scene.validate(dossier_id)
    quarter = ends_on(Term(months=3), TODAY)
    assert tasks(MANAGER) == {"carry_out_plan": days(10), "take_stock": quarter}
    assert tasks("regional")["take_stock_team"] == quarter
    contact = Membership.objects.get(user__first_name="iv.contact")
    order.place(actor=become(MANAGER), dossier_id=dossier_id, contact_id=contact.id, text="A test of work")
    (asked,) = [one for one in of_case(become(MANAGER), dossier_id) if one.kind == Kind.ANSWER_ORDER]
    assert asked.due_on == days(14)


@pytest.mark.django_db
def test_one_task_has_another_term_at_another_step(values: CantonValues) -> None:
    dossier_id = plan_scene.running()
    actor = become(MANAGER)
    turn = Turn(actor=actor, case=lock(actor=actor, dossier_id=dossier_id), values=values)
    assert turn.due(Kind.TAKE_STOCK, TODAY) == ends_on(Term(months=3), TODAY)
    step = next(run.graph.steps["CII101.6"] for run in turn.held.runs if run.instance.process == "CII101")
    assert [timer.code for timer in step.deadlines if timer.is_for(Kind.TAKE_STOCK)] == ["talk"]


@pytest.mark.django_db
def test_a_closed_case_leaves_a_survey_after_the_drawn_term() -> None:
    dossier_id = scene.reported()
    assert tasks(MANAGER)["request_closing"] == days(14)
    dossier_id = scene.closed()
    (survey,) = [task for task in of_case(become("secretariat"), dossier_id) if task.kind == Kind.SURVEY]
    assert survey.due_on == ends_on(Term(months=6), TODAY)
