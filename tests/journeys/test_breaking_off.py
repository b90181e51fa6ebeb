"""A case is broken off from any step, and its exit report says where it stood."""

from collections.abc import Callable
from uuid import UUID

import pytest

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Occasion, Result, SessionOutcome, Stage
from ciiz.domain.cases.public import (
    ENDS,
    NotNow,
    UnknownReason,
    WrongRole,
    case,
    ending,
)
from ciiz.domain.consent.public import of_dossier
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.processes.public import drawing
from ciiz.domain.tasks.public import of_case
from ciiz.domain.timeline.public import events
from ciiz.journeys import breakoff, refer, report, triage
from tests.journeys import plan_scene, scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def why(actor: Actor, dossier_id: UUID) -> str:
    """The coded reason of a break-off, as somebody reads it."""
    closing = ending(actor, dossier_id).closing
    return closing.break_off_reason if closing is not None else ""


def asked_back() -> UUID:
    """The coordination has asked a question."""
    dossier_id = scene.forwarded()
    triage.ask_back(actor=become("regional"), dossier_id=dossier_id, on=TODAY, question="Since when?")
    return dossier_id


STEPS: dict[Stage, tuple[Callable[[], UUID], tuple[str, ...]]] = {
    Stage.FORWARDED: (scene.forwarded, ("regional", "rav.contact")),
    Stage.ASKED_BACK: (asked_back, ("regional", "rav.contact")),
    Stage.ACCEPTED: (scene.accepted, ("regional", "rav.contact")),
    Stage.COACHING: (lambda: scene.decided(outcome=SessionOutcome.COACHING), ("regional",)),
    Stage.DECIDED: (scene.decided, ("regional",)),
    Stage.ASSIGNED: (scene.assigned, ("smz.contact", "rav.contact", "regional")),
    Stage.PLANNED: (plan_scene.signed, ("smz.contact", "regional")),
    Stage.RUNNING: (plan_scene.running, ("smz.contact", "regional")),
}


def begun_and_completed() -> UUID:
    """The referral is complete and waits to be forwarded."""
    dossier_id = scene.begun()
    refer.complete(actor=become("rav.contact"), dossier_id=dossier_id, on=TODAY)
    return dossier_id


UNFORWARDED: dict[Stage, Callable[[], UUID]] = {Stage.DRAFT: scene.begun, Stage.COMPLETED: begun_and_completed}


def test_every_open_stage_is_one_in_which_the_case_can_end() -> None:
    open_stages = {stage for stage in Stage if not stage.over}
    assert {*STEPS, *UNFORWARDED, Stage.ENDING} == open_stages
    assert set(ENDS) == open_stages - {Stage.ENDING}


@pytest.mark.parametrize(("stage", "who"), [(stage, one) for stage, (_make, who) in STEPS.items() for one in who])
def test_from_every_step_a_case_can_end_without_integration(stage: Stage, who: str) -> None:
    dossier_id = STEPS[stage][0]()
    assert case(become("rav.contact"), dossier_id).stage == stage
    breakoff.break_off(actor=become(who), dossier_id=dossier_id, on=TODAY, reason="moved")
    actor = become("regional")
    found = case(actor, dossier_id)
    assert (found.stage, found.result) == (Stage.ENDING, Result.NOT_INTEGRATED)
    assert why(actor, dossier_id) == "moved"
    kinds = {task.kind for task in of_case(actor, dossier_id)} - {"read_decision"}
    assert kinds == {"write_report"}


@pytest.mark.parametrize("stage", UNFORWARDED)
def test_a_referral_that_nobody_else_knows_of_ends_where_it_began(stage: Stage) -> None:
    dossier_id = UNFORWARDED[stage]()
    scene.consented(dossier_id)
    breakoff.break_off(actor=become("rav.contact"), dossier_id=dossier_id, on=TODAY, reason="moved")
    actor = become("rav.contact")
    found = case(actor, dossier_id)
    assert (found.stage, found.result) == (Stage.CHECKED, Result.NOT_INTEGRATED)
    assert why(actor, dossier_id) == "moved"
    assert not of_case(actor, dossier_id)
    assert of_dossier(actor, dossier_id)[0].ending == "case_closed"
    assert not [one for one in drawing(actor, dossier_id) if one.ended_on is None]
    with pytest.raises(NotNow):
        refer.check(
            actor=become("rav.front"),
            on=TODAY,
            occasion=Occasion.CHANGE,
            criteria=scene.criteria(),
            indicated=CaseForm.ROUND_TABLE,
            dossier_id=dossier_id,
        )


@pytest.mark.parametrize("stage", STEPS)
def test_a_break_off_records_no_step_that_did_not_happen(stage: Stage) -> None:
    make, people = STEPS[stage]
    dossier_id = make()
    before = deeds(dossier_id)
    breakoff.break_off(actor=become(people[0]), dossier_id=dossier_id, on=TODAY, reason="moved")
    fresh = [deed for deed in deeds(dossier_id) if deed not in before]
    fresh = [(code, outcome) for code, outcome in fresh if "." not in outcome]
    assert {outcome for _code, outcome in fresh} <= {"", "done"}
    ended = [code for code, outcome in fresh if outcome == "done"]
    (told,) = [event.step for event in events(become("regional"), dossier_id) if event.kind == "case_broken_off"]
    assert ended == ([told] if told else [])
    assert told


def deeds(dossier_id: UUID) -> list[tuple[str, str]]:
    """Every passage through a step, with its outcome."""
    return [
        (mark.code, deed.outcome)
        for drawn in drawing(become("rav.contact"), dossier_id)
        for mark in drawn.marks
        for deed in mark.deeds
    ]


def test_the_exit_report_of_a_case_without_a_process_names_no_step() -> None:
    dossier_id = scene.decided(outcome=SessionOutcome.BILATERAL)
    written(dossier_id, "regional")
    assert reported_step(dossier_id) == ""


def test_the_exit_report_of_a_managed_case_names_the_step_of_its_process() -> None:
    dossier_id = scene.assigned()
    breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason="moved")
    (waiting_for,) = [mark.code for one in drawing(become("smz.contact"), dossier_id)[:1] for mark in one.lit]
    written(dossier_id, "smz.contact")
    assert reported_step(dossier_id) == waiting_for


def written(dossier_id: UUID, who: str) -> None:
    """Writes the exit report through its journey."""
    report.write(actor=become(who), dossier_id=dossier_id, exit_reason="moved", actual_end=TODAY, decided_on=TODAY)


def reported_step(dossier_id: UUID) -> str:
    """The step that the exit report's event names."""
    (told,) = [event.step for event in events(become("regional"), dossier_id) if event.kind == "exit_reported"]
    return str(told)


def test_a_break_off_leads_the_process_to_the_exit_report() -> None:
    dossier_id = scene.assigned()
    breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason="illness")
    lit = {mark.code for drawn in drawing(become("smz.contact"), dossier_id) for mark in drawn.lit}
    assert "CII101.9" in lit


def test_a_break_off_has_a_coded_reason_and_its_own_people() -> None:
    dossier_id = scene.assigned()
    for reason in ("integrated", "because"):
        with pytest.raises(UnknownReason):
            breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason=reason)
    for who in ("iv.contact", "rav.front", "officer"):
        with pytest.raises(WrongRole):
            breakoff.break_off(actor=become(who), dossier_id=dossier_id, on=TODAY, reason="moved")


def test_what_has_ended_is_not_broken_off() -> None:
    dossier_id = scene.closed()
    with pytest.raises(NotNow):
        breakoff.break_off(actor=become("regional"), dossier_id=dossier_id, on=TODAY, reason="moved")
