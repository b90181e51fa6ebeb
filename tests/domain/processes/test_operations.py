"""Cases move through their processes in the database, as the actors that do it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.test.utils import CaptureQueriesContext

from ciiz.domain.access.public import Actor, found
from ciiz.domain.processes.enums import Deviation
from ciiz.domain.processes.models import Instance, StepRecord
from ciiz.domain.processes.operations.definitions import LIBRARY, check_calls, put_in_force
from ciiz.domain.processes.public import (
    AlreadyRunning,
    FileRefused,
    NoProcess,
    NotForeseen,
    WrongOutcome,
    complete_step,
    course,
    deviate,
    drawing,
    drawing_xml,
    import_definition,
    install,
    interrupt,
    landings,
    publish,
    published,
    start,
    to_move,
)
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import Conflict, NotFound
from tests.worlds import TODAY, act, become

from .steps import active, manage, refer, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("processes")]


def test_a_case_goes_from_the_check_to_its_closing(dossier: uuid.UUID) -> None:
    manage(dossier)
    assert active(dossier) == {"IIZ": ["IIZ.3"], "CII101": ["CII101.5"]}
    step("rav.contact", dossier, "implement.progress", "going_on")
    taken = step("rav.contact", dossier, "stocktake.record")
    assert [done.code for done in taken.done] == ["CII101.5", "CII101.6"]
    step("rav.contact", dossier, "change.decide", "no")
    step("rav.contact", dossier, "finish.decide", "yes")
    step("rav.contact", dossier, "report.write")
    closed = step("regional", dossier, "close.close")
    assert closed.ended == "CII101.11"
    (caller,) = closed.others
    assert (caller.process, caller.ended) == ("IIZ", "IIZ.9")
    with act("regional"):
        assert not Instance.objects.filter(dossier_id=dossier, ended_on__isnull=True).exists()
        assert StepRecord.objects.filter(dossier_id=dossier, deviation=False).count() == 18


def test_case_management_starts_by_itself_from_the_result_of_a_session(dossier: uuid.UUID) -> None:
    refer(dossier)
    accepted = step("regional", dossier, "triage.accept", "assessment")
    assert [ready.code for ready in accepted.all_ready()] == ["CII100.8", "CII104.6"]
    advance = step("regional", dossier, "session.record_result", "case_management")
    assert (advance.process, advance.step, advance.ended) == ("CII104", "CII104.6", "CII104.7")
    assert {other.process: other.ended for other in advance.others} == {
        "CII101": None,
        "CII100": "CII100.17",
        "IIZ": None,
    }
    (named,) = [ready for ready in advance.all_ready() if ready.fresh and ready.journeys]
    assert (named.code, named.role) == ("CII101.2", "contact")


@pytest.mark.parametrize(
    ("outcome", "end", "result", "overall"),
    [
        ("case_management", "CII102.7", "CII100.17", None),
        ("coaching", "CII102.3", "CII100.10", None),
        ("bilateral", "CII102.9", "CII100.15", "IIZ.7"),
        ("other_dispositif", "CII102.10", "CII100.16", "IIZ.7"),
        ("returned", "CII102.11", "CII100.14", "IIZ.6"),
        ("assessment", "CII102.8", None, None),
    ],
)
def test_the_end_of_a_called_process_is_the_outcome_of_the_call(
    dossier: uuid.UUID, outcome: str, end: str, result: str | None, overall: str | None
) -> None:
    refer(dossier)
    step("regional", dossier, "triage.accept", "round_table")
    step("regional", dossier, "session.record_result", outcome)
    with act("regional"):
        ended = {row.process: row.state["ended"] for row in Instance.objects.filter(dossier_id=dossier)}
        call = StepRecord.objects.get(dossier_id=dossier, code="CII100.6")
    assert call.outcome == end
    assert (ended["CII102"], ended["CII100"], ended["IIZ"]) == (end, result, overall)


def test_where_the_canton_says_so_the_exits_of_the_round_table_change_places(dossier: uuid.UUID) -> None:
    with act("officer"):
        install(canton="ZZ", values={"round_table_exit": "3"}, on=TODAY)
    refer(dossier)
    step("regional", dossier, "triage.accept", "round_table")
    step("regional", dossier, "session.record_result", "case_management")
    with act("regional"):
        assert StepRecord.objects.get(dossier_id=dossier, code="CII100.6").outcome == "CII102.3"
    assert active(dossier) == {"IIZ": ["IIZ.3"], "CII101": ["CII101.2"]}


def test_a_choice_that_no_drawing_offers_is_refused() -> None:
    with act("officer"), pytest.raises(FileRefused, match="round_table_way"):
        install(canton="ZZ", values={"round_table_way": "3"}, on=TODAY)


def test_a_process_is_not_published_while_a_call_is_left_unanswered() -> None:
    content = (LIBRARY / "CII102.bpmn").read_bytes().replace(b'"CII102.9"', b'"CII102.19"')
    with act("officer") as actor:
        draft = import_definition(actor=actor, content=content, on=TODAY)
        with pytest.raises(FileRefused) as refusal:
            publish(actor=actor, definition_id=draft.id, on=TODAY)
    assert {problem.code for problem, _words in refusal.value.problems} == {"call_unanswered"}


def _other_ends(actor: Actor) -> None:
    """A round table that ends otherwise when two institutions are enough, and a referral that answers it."""
    for name in ("CII102", "CII100"):
        content = (LIBRARY / f"{name}.bpmn").read_bytes().replace(b"CII102.9", b"CII102.19")
        other = import_definition(actor=actor, content=content, on=TODAY)
        put_in_force(other, TODAY)
    check_calls("ZZ")


def test_an_older_caller_calls_what_it_has_arrows_for(dossier: uuid.UUID) -> None:
    refer(dossier)
    with act("officer") as actor:
        _other_ends(actor)
    step("regional", dossier, "triage.accept", "round_table")
    with act("regional"):
        called = Instance.objects.select_related("definition").get(dossier_id=dossier, process="CII102")
        assert called.definition.version == 1
    step("regional", dossier, "session.record_result", "bilateral")
    assert active(dossier) == {}


def test_no_case_moves_to_where_its_caller_has_no_arrow_for_the_end(dossier: uuid.UUID) -> None:
    refer(dossier)
    step("regional", dossier, "triage.accept", "round_table")
    with act("officer") as actor:
        _other_ends(actor)
        for process in ("CII102", "CII100"):
            definition = published(actor, process)
            assert [(one.cases, one.lands) for one in landings(actor, definition, "de")] == [(1, ())]
            assert to_move(actor, definition, {}, 10) == []
    step("regional", dossier, "session.record_result", "bilateral")
    assert active(dossier) == {}


def test_breaking_off_cuts_off_what_was_called(dossier: uuid.UUID) -> None:
    refer(dossier)
    step("regional", dossier, "triage.accept", "round_table")
    with act("regional") as actor:
        cut = interrupt(actor=actor, dossier_id=dossier, journey="breakoff.break_off", on=TODAY)
    assert (cut.process, cut.ended) == ("CII100", "CII100.18")
    assert active(dossier) == {}
    left = {(done.code, done.outcome) for done in cut.all_done()}
    assert left == {("CII100.6", ""), ("CII100.X", "done"), ("CII102.6", ""), ("IIZ.2", "CII100.18")}


def ask(dossier: uuid.UUID, what: str) -> None:
    """The case manager asks for a session."""
    with act("rav.contact") as actor:
        interrupt(actor=actor, dossier_id=dossier, journey="session.ask_for", outcome=what, on=TODAY)


def test_a_session_out_of_case_management_leaves_the_case_at_its_step(dossier: uuid.UUID) -> None:
    manage(dossier)
    ask(dossier, "round_table")
    both = {"IIZ": ["IIZ.3"], "CII101": ["CII101.5", "CII101.S1"], "CII102": ["CII102.6"]}
    assert active(dossier) == both
    with pytest.raises(NotForeseen):
        ask(dossier, "network")
    step("rav.contact", dossier, "stocktake.record")
    assert active(dossier) == {**both, "CII101": ["CII101.7", "CII101.S1"]}
    step("regional", dossier, "session.record_result", "case_management")
    assert active(dossier) == {"IIZ": ["IIZ.3"], "CII101": ["CII101.7"]}
    ask(dossier, "network")
    step("regional", dossier, "session.record_result", "case_management")
    assert active(dossier) == {"IIZ": ["IIZ.3"], "CII101": ["CII101.7"]}


def test_a_session_of_one_kind_is_not_the_one_of_another(dossier: uuid.UUID) -> None:
    manage(dossier)
    ask(dossier, "network")
    with pytest.raises(NotForeseen):
        step("regional", dossier, "session.record_result", "case_management", kind="assessment")
    step("regional", dossier, "session.record_result", "case_management", kind="network")


def test_breaking_off_case_management_cuts_off_its_session(dossier: uuid.UUID) -> None:
    manage(dossier)
    ask(dossier, "assessment")
    with act("rav.contact") as actor:
        interrupt(actor=actor, dossier_id=dossier, journey="breakoff.break_off", on=TODAY)
    assert active(dossier) == {"IIZ": ["IIZ.3"], "CII101": ["CII101.9"]}


def test_what_the_process_does_not_foresee_is_refused_and_changes_nothing(dossier: uuid.UUID) -> None:
    refer(dossier)
    before = active(dossier)
    with pytest.raises(NotForeseen):
        step("regional", dossier, "assign.name_case_manager")
    with pytest.raises(NotForeseen):
        step("regional", dossier, "session.record_result", "case_management")
    with pytest.raises(WrongOutcome):
        step("regional", dossier, "triage.accept", "yes")
    assert active(dossier) == before


def test_an_unforeseen_journey_is_recorded_as_a_deviation_where_a_reason_is_given(dossier: uuid.UUID) -> None:
    refer(dossier)
    advance = step("regional", dossier, "refer.complete", deviation=Deviation.AGREED)
    assert [ready.code for ready in advance.ready] == ["CII100.4"]
    with act("regional"):
        records = StepRecord.objects.filter(dossier_id=dossier, deviation=True).order_by("ordinal")
        assert [(row.code, row.outcome, row.reason) for row in records] == [
            ("CII100.5", "", "agreed"),
            ("CII100.3", "done", "agreed"),
        ]


def test_front_line_workers_do_not_deviate() -> None:
    with act("rav.front") as actor:
        dossier = found(actor=actor, opened_on=TODAY).id
        start(actor=actor, dossier_id=dossier, process="CII100", on=TODAY)
    with pytest.raises(NotForeseen):
        step("rav.front", dossier, "refer.forward", deviation=Deviation.OUTSIDE)


def test_breaking_off_interrupts_case_management_and_leads_to_the_report(dossier: uuid.UUID) -> None:
    manage(dossier)
    with act("rav.contact") as actor:
        advance = interrupt(actor=actor, dossier_id=dossier, journey="breakoff.break_off", on=TODAY)
    assert [ready.code for ready in advance.ready] == ["CII101.9"]
    assert [(done.code, done.outcome) for done in advance.done] == [("CII101.5", ""), ("CII101.X", "done")]
    with pytest.raises(NotForeseen), act("rav.contact") as actor:
        interrupt(actor=actor, dossier_id=dossier, journey="breakoff.break_off", on=TODAY)


def test_progress_keeps_the_day_on_which_the_step_was_reached(dossier: uuid.UUID) -> None:
    manage(dossier)
    with act("rav.contact", TODAY + timedelta(days=20)) as actor:
        advance = complete_step(
            actor=actor,
            dossier_id=dossier,
            journey="implement.progress",
            outcome="going_on",
            on=TODAY + timedelta(days=20),
        )
    (ready,) = advance.ready
    assert (ready.entered_on, ready.fresh) == (TODAY, False)


def test_two_people_who_move_a_case_at_once_are_told_apart(dossier: uuid.UUID) -> None:
    refer(dossier)
    with pytest.raises(Conflict):
        step("regional", dossier, "triage.accept", "round_table", expected_version=1)


def test_a_process_runs_once_at_a_time_for_a_case(dossier: uuid.UUID) -> None:
    refer(dossier)
    with pytest.raises(AlreadyRunning), act("rav.contact") as actor:
        start(actor=actor, dossier_id=dossier, process="CII100", on=TODAY)


def test_a_closed_case_is_opened_again_by_a_deviation(dossier: uuid.UUID) -> None:
    refer(dossier)
    returned = step("regional", dossier, "triage.return_case", "returned")
    assert returned.ended == "CII100.14"
    with pytest.raises(NoProcess):
        step("regional", dossier, "triage.accept", "round_table")
    with act("regional") as actor:
        again = deviate(
            actor=actor,
            dossier_id=dossier,
            process="CII100",
            step="CII100.5",
            on=TODAY,
            reason=Deviation.REOPENED,
            expected_version=returned.version,
        )
        assert [event.kind for event in events(actor, dossier) if event.kind.startswith("process.")] == [
            "process.deviated"
        ]
    assert [ready.code for ready in again.ready] == ["CII100.5"]


def test_other_institutions_neither_see_nor_move_the_case(dossier: uuid.UUID) -> None:
    refer(dossier)
    with act("iv.contact") as actor:
        assert drawing(actor, dossier) == []
        assert not Instance.objects.filter(dossier_id=dossier).update(version=99)
    with pytest.raises(NoProcess):
        step("iv.contact", dossier, "triage.accept", "round_table")
    with pytest.raises((NoProcess, Error)), act("iv.contact") as actor:
        start(actor=actor, dossier_id=dossier, process="CII101", on=TODAY)


def test_the_record_of_a_step_is_not_changed_afterwards(dossier: uuid.UUID) -> None:
    refer(dossier)
    with pytest.raises(Error, match="permission denied"), act("rav.contact"), transaction.atomic():
        StepRecord.objects.filter(dossier_id=dossier).update(outcome="no")


def test_the_drawing_lights_the_step_and_tells_who_did_what(dossier: uuid.UUID) -> None:
    manage(dossier)
    with act("regional") as actor:
        with CaptureQueriesContext(connection) as queries:
            management, overall, _round_table, _referral = drawing(actor, dossier)
        assert len(queries) == 2
        assert [mark.code for mark in management.lit] == ["CII101.5"]
        assert [mark.code for mark in overall.lit] == ["IIZ.3"]
        marks = {mark.code: mark for mark in management.marks}
        (deed,) = marks["CII101.4"].deeds
        assert (deed.outcome, deed.done_on, deed.institution) == ("yes", TODAY, "IIZ Test")
        assert marks["CII101.4"].done
        assert not marks["CII101.6"].done
        assert [mark.code for mark in management.marks][:4] == ["CII101.1", "CII101.2", "CII101.3", "CII101.4"]
        xml = drawing_xml(actor, management.definition_id, "fr")
        assert all(f'id="{mark.node}"' in xml for mark in management.marks)
        with pytest.raises(NotFound):
            drawing_xml(actor, uuid.uuid4(), "fr")


def test_a_process_that_the_canton_does_not_have_does_not_start(dossier: uuid.UUID) -> None:
    with pytest.raises(NoProcess), act("rav.contact") as actor:
        start(actor=actor, dossier_id=dossier, process="CII103", on=TODAY)


def test_a_step_takes_few_statements(dossier: uuid.UUID) -> None:
    manage(dossier)
    actor = become("rav.contact")
    with CaptureQueriesContext(connection) as queries:
        complete_step(actor=actor, dossier_id=dossier, journey="stocktake.record", on=TODAY)
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 3, asked


def test_a_process_that_is_not_there_is_not_moved_silently(dossier: uuid.UUID) -> None:
    manage(dossier)
    actor = become("rav.contact")
    held = course(actor, dossier)
    run = held.runs[0]
    run.complete(run.state.active[0], "going_on", TODAY)
    run.instance.id = uuid.uuid4()
    with pytest.raises(Error, match="not there to be moved"), transaction.atomic():
        held.write(TODAY)
