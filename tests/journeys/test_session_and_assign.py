"""From the session's result to the case manager, and from one case manager to the next."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from ciiz.domain.access.public import picture
from ciiz.domain.cases.enums import Domain, SessionKind, SessionOutcome, Stage
from ciiz.domain.cases.public import (
    DayOutOfOrder,
    Missing,
    NoSessionResult,
    NotAContactPerson,
    NotNow,
    NotTakingPart,
    ResourceLine,
    SamePerson,
    UnknownReason,
    WrongRole,
    case,
    sessions,
    sheet,
    team,
)
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.processes.public import drawing
from ciiz.domain.tasks.public import of_case, waiting
from ciiz.domain.timeline.public import Event, events
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.errors import NotFound
from ciiz.journeys import assign, session, triage
from tests.journeys import plan_scene, scene
from tests.journeys.test_refer import refused_by_database
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
HELD = scene.START + timedelta(days=10)


def record(dossier_id: UUID, who: str = "regional", outcome: SessionOutcome = SessionOutcome.CASE_MANAGEMENT) -> None:
    session.record_result(
        actor=become(who),
        dossier_id=dossier_id,
        kind=SessionKind.ROUND_TABLE,
        held_on=HELD,
        outcome=outcome,
        participants=[(institution("RAV").id, None)],
    )


def name(dossier_id: UUID, who: str, by: str = "regional") -> None:
    assign.name_case_manager(actor=become(by), dossier_id=dossier_id, membership_id=membership(who).id, named_on=TODAY)


def insert_assignment(dossier_id: UUID, who: str) -> int:
    """The same by SQL, in the actor's own institution's name."""
    contributor = institution("IIZ").id
    return refused_by_database(
        "INSERT INTO cases_assignment (id, dossier_id, contributor_id, case_id, kind, membership_id, named_on, "
        "valid_from, recorded_by_id) VALUES (%s, %s, %s, %s, 'case_manager', %s, %s, %s, %s)",
        uuid7(),
        dossier_id,
        contributor,
        dossier_id,
        membership(who).id,
        TODAY,
        TODAY,
        membership("regional").id,
    )


def test_the_result_keeps_participants_possibilities_and_resources_by_category() -> None:
    dossier_id = scene.decided()
    (found,) = sessions(become("regional"), dossier_id)
    assert (found.kind, found.held_on, found.outcome) == ("round_table", HELD, "case_management")
    assert {one.institution_id for one in found.participants.all()} == {institution("RAV").id, institution("SMZ").id}
    assert [one.text for one in found.possibilities.all()] == ["Training on the job", "Pain therapy"]
    (line,) = sheet(become("smz.contact"), dossier_id).latest()
    assert (line.domain, line.estimate) == (Domain.WORK, 3)
    (seen,) = sessions(become("rav.front2"), dossier_id)
    assert list(seen.possibilities.all()) == []


def test_only_the_coordination_records_a_session() -> None:
    dossier_id = scene.accepted()
    for who in ("rav.contact", "smz.contact", "officer", "secretariat"):
        with pytest.raises(WrongRole):
            record(dossier_id, who)


def test_a_session_lies_between_acceptance_and_today_and_has_participants() -> None:
    dossier_id = scene.accepted()
    for day in (TODAY + timedelta(days=1), scene.START):
        with pytest.raises(DayOutOfOrder):
            session.record_result(
                actor=become("regional"),
                dossier_id=dossier_id,
                kind=SessionKind.ROUND_TABLE,
                held_on=day,
                outcome=SessionOutcome.CASE_MANAGEMENT,
                participants=[(institution("RAV").id, None)],
            )
    with pytest.raises(Missing):
        session.record_result(
            actor=become("regional"),
            dossier_id=dossier_id,
            kind=SessionKind.ROUND_TABLE,
            held_on=HELD,
            outcome=SessionOutcome.CASE_MANAGEMENT,
            participants=[],
        )


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (SessionOutcome.ASSESSMENT, Stage.ACCEPTED),
        (SessionOutcome.COACHING, Stage.COACHING),
        (SessionOutcome.BILATERAL, Stage.ENDING),
        (SessionOutcome.OTHER_DISPOSITIF, Stage.ENDING),
        (SessionOutcome.RETURNED, Stage.RETURNED),
    ],
)
def test_each_outcome_leads_somewhere(outcome: SessionOutcome, stage: Stage) -> None:
    dossier_id = scene.decided(outcome=outcome)
    actor = become("regional")
    assert case(actor, dossier_id).stage == stage
    kinds = {task.kind for task in of_case(actor, dossier_id)} - {"read_decision"}
    assert kinds == {
        Stage.ACCEPTED: {"hold_session"},
        Stage.ENDING: {"write_report"},
        Stage.COACHING: {"register_coaching"},
    }.get(stage, set())


def test_an_assessment_after_the_round_table_may_decide_on_case_management() -> None:
    dossier_id = scene.decided(outcome=SessionOutcome.ASSESSMENT)
    session.record_result(
        actor=become("regional"),
        dossier_id=dossier_id,
        kind=SessionKind.ASSESSMENT,
        held_on=TODAY,
        outcome=SessionOutcome.CASE_MANAGEMENT,
        participants=[(institution("SMZ").id, None)],
    )
    actor = become("regional")
    assert case(actor, dossier_id).stage == Stage.DECIDED
    assert "CII101.2" in {mark.code for drawn in drawing(actor, dossier_id) for mark in drawn.lit}


def test_there_is_no_case_management_without_round_table_or_assessment() -> None:
    dossier_id = scene.accepted()
    with pytest.raises(NoSessionResult):
        name(dossier_id, "smz.contact")
    become("regional")
    assert insert_assignment(dossier_id, "smz.contact") == -1
    assert refused_by_database("UPDATE cases_case SET stage = 'decided' WHERE dossier_id = %s", dossier_id) == -1


def test_a_case_manager_is_a_contact_person() -> None:
    dossier_id = scene.decided()
    for who in ("smz.front", "regional", "officer"):
        with pytest.raises(NotAContactPerson):
            name(dossier_id, who)
    become("regional")
    assert insert_assignment(dossier_id, "smz.front") == -1


def test_a_case_manager_s_institution_takes_part() -> None:
    dossier_id = scene.forwarded(without=("IV",))
    triage.accept(actor=become("regional"), dossier_id=dossier_id, on=scene.START, form=CaseForm.ROUND_TABLE)
    record(dossier_id)
    with pytest.raises(NotTakingPart):
        name(dossier_id, "iv.contact")
    become("regional")
    assert insert_assignment(dossier_id, "iv.contact") == -1


@pytest.mark.parametrize("who", ["rav.contact", "smz.contact", "officer"])
def test_only_the_coordination_records_who_manages(who: str) -> None:
    dossier_id = scene.decided()
    with pytest.raises(WrongRole):
        name(dossier_id, "smz.contact", by=who)
    sql = "UPDATE cases_case SET case_manager_id = %s WHERE dossier_id = %s"
    assert refused_by_database(sql, membership("smz.contact").id, dossier_id) == -1


def test_strangers_find_no_case_to_name_somebody_in() -> None:
    dossier_id = scene.decided()
    with pytest.raises(NotFound):
        name(dossier_id, "smz.contact", by="regional.other")


def test_the_case_manager_s_institution_leads_and_sees_basic_data_without_consent() -> None:
    dossier_id = scene.assigned()
    leading = institution("SMZ").id
    sights = [
        sight
        for sight in picture(become("regional"), dossier_id)
        if sight.institution_id == leading and sight.category == "basic" and sight.givers is None
    ]
    assert sights


def test_every_change_of_case_manager_stays_visible_and_tasks_go_along() -> None:
    dossier_id = scene.assigned()
    with pytest.raises(UnknownReason):
        assign.change_case_manager(
            actor=become("regional"),
            dossier_id=dossier_id,
            membership_id=membership("iv.contact").id,
            named_on=TODAY,
            reason="just because",
        )
    assign.change_case_manager(
        actor=become("regional"),
        dossier_id=dossier_id,
        membership_id=membership("iv.contact").id,
        named_on=TODAY,
        reason="lead_changed",
    )
    history = [one for one in team(become("regional"), dossier_id) if one.kind == "case_manager"]
    assert [(one.membership_id, one.valid_to) for one in history] == [
        (membership("iv.contact").id, None),
        (membership("smz.contact").id, TODAY),
    ]
    changed = Event.objects.get(dossier_id=dossier_id, kind="case_manager_changed")
    assert changed.reason == "lead_changed"
    assert {task.kind for task in waiting(become("iv.contact")).tasks} == {"first_talk", "draw_up_plan"}
    assert waiting(become("smz.contact")).count == 0


def test_who_is_named_twice_is_refused_where_the_deputy_is_chosen() -> None:
    dossier_id = scene.decided()
    who = membership("smz.contact").id
    with pytest.raises(SamePerson) as refusal:
        assign.name_case_manager(
            actor=become("regional"), dossier_id=dossier_id, membership_id=who, deputy_id=who, named_on=TODAY
        )
    assert refusal.value.field == "deputy"


def test_a_deputy_may_become_case_manager_but_nobody_is_both() -> None:
    dossier_id = scene.assigned()
    with pytest.raises(SamePerson):
        assign.name_deputy(
            actor=become("regional"),
            dossier_id=dossier_id,
            membership_id=membership("smz.contact").id,
            named_on=TODAY,
            reason="absence",
        )
    assign.change_case_manager(
        actor=become("regional"),
        dossier_id=dossier_id,
        membership_id=membership("rav.contact").id,
        named_on=TODAY,
        reason="absence",
    )
    found = case(become("regional"), dossier_id)
    assert (found.case_manager_id, found.deputy_id) == (membership("rav.contact").id, None)


def test_a_case_manager_is_named_once() -> None:
    dossier_id = scene.assigned()
    with pytest.raises(NotNow):
        name(dossier_id, "iv.contact")


def ask(dossier_id: UUID, kind: SessionKind, who: str = "smz.contact") -> None:
    """Somebody asks for a session."""
    session.ask_for(actor=become(who), dossier_id=dossier_id, kind=kind, on=TODAY, reason="The employer withdraws.")


def hold(dossier_id: UUID, kind: SessionKind, outcome: SessionOutcome = SessionOutcome.CASE_MANAGEMENT) -> None:
    """The coordination records the session that was asked for."""
    session.record_result(
        actor=become("regional"),
        dossier_id=dossier_id,
        kind=kind,
        held_on=TODAY,
        outcome=outcome,
        participants=[(institution("SMZ").id, membership("smz.contact").id)],
        possibilities=[(Domain.WORK, "Another employer")],
        resources=[ResourceLine(Domain.WORK, resource="Licence", estimate=4)],
    )


def standing(dossier_id: UUID) -> dict[str, set[str]]:
    """Lit steps of the running processes."""
    return {
        drawn.process: {mark.code for mark in drawn.lit}
        for drawn in drawing(become("regional"), dossier_id)
        if drawn.ended_on is None
    }


@pytest.mark.parametrize("kind", SessionKind)
def test_out_of_case_management_a_session_is_asked_for_held_and_the_case_is_where_it_was(kind: SessionKind) -> None:
    dossier_id = plan_scene.running()
    before = standing(dossier_id)
    ask(dossier_id, kind)
    assert "hold_session" in {task.kind for task in waiting(become("regional")).tasks}
    assert "prepare_session" not in {task.kind for task in waiting(become("iv.contact")).tasks}
    with pytest.raises(NotNow):
        ask(dossier_id, kind)
    stage = case(become("regional"), dossier_id).stage
    hold(dossier_id, kind)
    assert standing(dossier_id) == before
    assert case(become("regional"), dossier_id).stage == stage == Stage.RUNNING
    left = {task.kind for task in of_case(become("regional"), dossier_id)}
    assert not left & {"hold_session", "prepare_session", "name_case_manager", "write_report"}
    assert {one.kind for one in sessions(become("regional"), dossier_id)} == {"round_table", kind.value}
    assert sheet(become("smz.contact"), dossier_id).latest()[0].estimate == 4
    told = {event.kind: event.step for event in events(become("regional"), dossier_id)}
    assert told["session_asked_for"]
    assert told["session_recorded"]


def test_a_session_asked_for_decides_on_nothing_but_what_the_case_manager_does_next() -> None:
    dossier_id = plan_scene.running()
    ask(dossier_id, SessionKind.ROUND_TABLE)
    for outcome in (SessionOutcome.COACHING, SessionOutcome.RETURNED, SessionOutcome.BILATERAL):
        with pytest.raises(NotNow):
            hold(dossier_id, SessionKind.ROUND_TABLE, outcome)
    with pytest.raises(NotNow):
        hold(dossier_id, SessionKind.ASSESSMENT)
    kinds, outcomes = session.awaited(become("regional"), case(become("regional"), dossier_id))
    assert (kinds, outcomes) == ((SessionKind.ROUND_TABLE,), (SessionOutcome.CASE_MANAGEMENT,))


def test_only_who_manages_the_case_asks_for_a_session_while_it_is_managed() -> None:
    dossier_id = scene.decided()
    with pytest.raises(WrongRole):
        ask(dossier_id, SessionKind.NETWORK, "regional")
    dossier_id = plan_scene.running()
    for who in ("regional", "iv.contact", "rav.front"):
        with pytest.raises(WrongRole):
            ask(dossier_id, SessionKind.NETWORK, who)
    with pytest.raises(Missing):
        session.ask_for(
            actor=become("smz.contact"), dossier_id=dossier_id, kind=SessionKind.NETWORK, on=TODAY, reason=" "
        )


def test_the_task_of_one_round_table_is_not_done_by_another() -> None:
    dossier_id = plan_scene.running()
    ask(dossier_id, SessionKind.ROUND_TABLE)
    (second,) = [task for task in of_case(become("regional"), dossier_id) if task.kind == "hold_session"]
    done = of_case(become("regional"), dossier_id, include_done=True)
    (first,) = [task for task in done if task.kind == "hold_session" and task.id != second.id]
    assert (first.state, second.state) == ("done", "open")
    assert first.step == second.step
    assert first.instance_id != second.instance_id
    hold(dossier_id, SessionKind.ROUND_TABLE)
    assert {
        task.state for task in of_case(become("regional"), dossier_id, include_done=True) if task.id == second.id
    } == {"done"}


def test_a_network_session_does_not_start_case_management() -> None:
    dossier_id = scene.accepted()
    with pytest.raises(NotNow):
        hold(dossier_id, SessionKind.NETWORK)
    become("regional")
    sql = (
        "INSERT INTO cases_sessionresult (id, dossier_id, contributor_id, case_id, kind, held_on, outcome, "
        "person_present, recorded_by_id) VALUES (%s, %s, %s, %s, 'network', %s, 'case_management', true, %s)"
    )
    office = institution("IIZ").id
    with connection.cursor() as cursor:
        cursor.execute(sql, [uuid7(), dossier_id, office, dossier_id, TODAY, membership("regional").id])
    assert insert_assignment(dossier_id, "smz.contact") == -1
    assert refused_by_database("UPDATE cases_case SET stage = 'decided' WHERE dossier_id = %s", dossier_id) == -1


def test_what_a_session_may_decide_is_what_the_drawing_waits_for() -> None:
    accepted = scene.accepted()
    kinds, outcomes = session.awaited(become("regional"), case(become("regional"), accepted))
    assert kinds == (SessionKind.ROUND_TABLE,)
    assert set(outcomes) == set(SessionOutcome)
    after = scene.decided(outcome=SessionOutcome.ASSESSMENT)
    kinds, outcomes = session.awaited(become("regional"), case(become("regional"), after))
    assert kinds == (SessionKind.ASSESSMENT,)
    assert not set(outcomes) & {SessionOutcome.COACHING, SessionOutcome.ASSESSMENT}
    managed = plan_scene.running()
    assert session.awaited(become("regional"), case(become("regional"), managed)) == ((), ())
