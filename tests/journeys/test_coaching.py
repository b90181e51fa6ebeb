"""A coaching by tandem: step by step to its end, what is refused, and how it is broken off."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from ciiz.domain.access.public import take_part
from ciiz.domain.cases.enums import CoachingResult, Payer, SessionOutcome, Stage
from ciiz.domain.cases.public import DayOutOfOrder, NotNow, WrongRole, case
from ciiz.domain.journal.public import EntryEmpty, entries
from ciiz.domain.processes.public import drawing
from ciiz.domain.tasks.public import of_case, waiting
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import NotFound
from ciiz.journeys import breakoff, close, coaching, leave, report
from tests.journeys import scene
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db

RAV, SMZ = "rav.contact", "smz.contact"
Deed = Callable[[UUID, str, date], object]


def decide(result: CoachingResult) -> Deed:
    return lambda case_id, who, on: coaching.decide_result(actor=become(who), dossier_id=case_id, on=on, result=result)


def evaluate(*, evaluates: bool) -> Deed:
    return lambda case_id, who, on: coaching.evaluate(
        actor=become(who), dossier_id=case_id, on=on, evaluates=evaluates, goals="Half a day of work a week"
    )


DEEDS: dict[str, Deed] = {
    "2": lambda c, who, on: coaching.register(actor=become(who), dossier_id=c, on=on, registered_before=False),
    "3": lambda c, who, on: coaching.prepare_talk(actor=become(who), dossier_id=c, on=on),
    "4": lambda c, who, on: coaching.hold_talk(actor=become(who), dossier_id=c, on=on, text="Wants to work"),
    "5": evaluate(evaluates=True),
    "6": lambda c, who, on: coaching.set_up_measure(
        actor=become(who), dossier_id=c, on=on, payer=Payer.SOCIAL_SERVICE, agreed=True
    ),
    "7": lambda c, who, on: coaching.hand_back(actor=become(who), dossier_id=c, on=on, text="Able to work half-time"),
    "8": lambda c, who, on: coaching.define_plan(actor=become(who), dossier_id=c, on=on, text="Apply to three shops"),
    "9": lambda c, who, on: coaching.talk(actor=become(who), dossier_id=c, on=on, text="Two applications written"),
    "10": decide(CoachingResult.INTEGRATED),
    "11": lambda c, who, on: coaching.follow_up(actor=become(who), dossier_id=c, on=on, needed=True),
}
STEPS = tuple(DEEDS)


def begun() -> UUID:
    """The round table has decided on a coaching; RAV and SMZ are the tandem, the IV has left."""
    dossier_id = scene.decided(outcome=SessionOutcome.COACHING)
    leave.leave(actor=become("iv.contact", TODAY - timedelta(days=9)), dossier_id=dossier_id, reason="not_competent")
    return dossier_id


def written(dossier_id: UUID, who: str, reason: str = "integrated") -> None:
    report.write(actor=become(who), dossier_id=dossier_id, exit_reason=reason, actual_end=TODAY, decided_on=TODAY)


def at(step: str) -> UUID:
    """A coaching that waits at a step."""
    dossier_id = begun()
    for one in STEPS[: STEPS.index(step)]:
        DEEDS[one](dossier_id, RAV, TODAY)
    return dossier_id


def lit(dossier_id: UUID) -> set[str]:
    """Where the drawing of the coaching is lit."""
    drawn = [one for one in drawing(become("regional"), dossier_id) if one.ended_on is None]
    return {mark.code for one in drawn for mark in one.lit if mark.code.startswith("COACHING.")}


def addressed(dossier_id: UUID) -> set[tuple[str, int | None]]:
    """Tasks of the coaching, with the institution whose contact persons have them."""
    tasks = of_case(become("regional"), dossier_id)
    return {(task.kind, task.institution_id) for task in tasks if task.step.startswith("COACHING.")}


def test_a_coaching_goes_from_the_registration_to_its_closing() -> None:
    dossier_id = begun()
    halves = (RAV, SMZ)
    for place, step in enumerate(STEPS):
        assert lit(dossier_id) == {f"COACHING.{step}"}
        DEEDS[step](dossier_id, halves[place % 2], TODAY)
    assert lit(dossier_id) == {"COACHING.12"}
    assert case(become("regional"), dossier_id).stage == Stage.ENDING
    written(dossier_id, SMZ)
    assert lit(dossier_id) == {"COACHING.13"}
    close.request(actor=become(RAV), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    with pytest.raises(WrongRole):
        close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    close.close(actor=become("regional"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    assert case(become("regional"), dossier_id).stage == Stage.CLOSED
    assert lit(dossier_id) == set()
    assert not [one for one in drawing(become("regional"), dossier_id) if one.ended_on is None]
    drawn = next(one for one in drawing(become("regional"), dossier_id) if one.process == "COACHING")
    assert {mark.code for mark in drawn.marks if mark.deeds} >= {f"COACHING.{number}" for number in range(2, 14)}
    told = {event.step for who in halves for event in events(become(who), dossier_id)}
    assert told >= {f"COACHING.{number}" for number in range(2, 12)}
    assert sum(entry.step.startswith("COACHING.") for entry in entries(become(SMZ), dossier_id)) == 3


@pytest.mark.parametrize(("breaks", "reports", "asks"), [(RAV, SMZ, RAV), (SMZ, RAV, SMZ)])
def test_either_half_ends_what_the_other_began_to_end(breaks: str, reports: str, asks: str) -> None:
    dossier_id = at("6")
    breakoff.break_off(actor=become(breaks), dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    assert {kind for kind, _ in addressed(dossier_id)} == {"write_report"}
    written(dossier_id, reports, "no_cooperation")
    assert addressed(dossier_id) == {("request_closing", institution(code).id) for code in ("RAV", "SMZ")}
    written(dossier_id, asks, "no_cooperation")
    close.request(actor=become(asks), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    assert {kind for kind, _ in addressed(dossier_id)} == {"close_case"}
    assert "close_case" in {task.kind for task in waiting(become("regional")).tasks}


def test_who_joins_a_coaching_later_is_not_of_the_tandem() -> None:
    dossier_id = scene.accepted()
    leave.leave(actor=become("iv.contact", TODAY - timedelta(days=32)), dossier_id=dossier_id, reason="not_competent")
    scene.sit(dossier_id, outcome=SessionOutcome.COACHING)
    take_part(actor=become("regional"), dossier_id=dossier_id, institution_id=institution("IV").id, valid_from=TODAY)
    with pytest.raises(WrongRole):
        DEEDS["2"](dossier_id, "iv.contact", TODAY)
    DEEDS["2"](dossier_id, RAV, TODAY)
    assert addressed(dossier_id) == {("prepare_talk", institution(code).id) for code in ("RAV", "SMZ")}


def test_a_half_that_leaves_is_no_longer_asked() -> None:
    dossier_id = at("3")
    leave.leave(actor=become(SMZ), dossier_id=dossier_id, reason="not_competent")
    tomorrow = TODAY + timedelta(days=1)
    coaching.prepare_talk(actor=become(RAV, tomorrow), dossier_id=dossier_id, on=tomorrow)
    tasks = of_case(become("regional", tomorrow), dossier_id)
    assert {(task.kind, task.institution_id) for task in tasks if task.step == "COACHING.4"} == {
        ("hold_talk", institution("RAV").id)
    }
    assert "keep_alone" in {task.kind for task in tasks}


def test_both_halves_of_the_tandem_have_the_task() -> None:
    rav, smz = institution("RAV").id, institution("SMZ").id
    assert addressed(at("2")) == {("register_coaching", rav)}
    assert addressed(at("3")) == {("prepare_talk", rav), ("prepare_talk", smz)}
    assert addressed(at("7")) == {("hand_back_evaluation", rav), ("hand_back_evaluation", smz)}


def test_the_talks_are_due_twice_a_month_and_the_follow_up_lasts_three_months() -> None:
    (talks,) = {task.due_on for task in of_case(become(RAV), at("9")) if task.kind == "hold_coaching_talk"}
    assert talks == TODAY + timedelta(days=14)
    dossier_id = at("11")
    (over,) = {task.due_on for task in of_case(become(RAV), dossier_id) if task.kind == "follow_up_at_work"}
    later = TODAY + timedelta(days=120)
    with pytest.raises(coaching.FollowUpTooLong):
        coaching.follow_up(actor=become(RAV, later), dossier_id=dossier_id, on=later, needed=True)
    assert over is not None
    coaching.follow_up(actor=become(RAV, later), dossier_id=dossier_id, on=over, needed=True)
    assert lit(dossier_id) == {"COACHING.12"}


@pytest.mark.parametrize(
    ("result", "step"),
    [
        (CoachingResult.INTEGRATED, "11"),
        (CoachingResult.GOING_ON, "9"),
        (CoachingResult.PLAN_CHANGES, "8"),
        (CoachingResult.ENDED, "12"),
    ],
)
def test_what_a_coaching_has_led_to_says_where_it_goes_on(result: CoachingResult, step: str) -> None:
    dossier_id = at("10")
    decide(result)(dossier_id, SMZ, TODAY)
    assert lit(dossier_id) == {f"COACHING.{step}"}


def test_without_an_evaluation_the_plan_follows() -> None:
    dossier_id = at("5")
    evaluate(evaluates=False)(dossier_id, SMZ, TODAY)
    assert lit(dossier_id) == {"COACHING.8"}


@pytest.mark.parametrize("step", STEPS)
def test_from_every_step_a_coaching_can_be_broken_off(step: str) -> None:
    dossier_id = at(step)
    breakoff.break_off(actor=become("regional"), dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    assert lit(dossier_id) == {"COACHING.12"}
    kinds = {task.kind for task in of_case(become("regional"), dossier_id)} - {"read_decision"}
    assert kinds == {"write_report"}


@pytest.mark.parametrize("step", STEPS)
def test_who_does_not_take_part_records_no_step(step: str) -> None:
    dossier_id = at(step)
    before = len(events(become("regional"), dossier_id))
    with pytest.raises(WrongRole):
        DEEDS[step](dossier_id, "officer", TODAY)
    with pytest.raises(NotFound):
        DEEDS[step](dossier_id, "iv.contact", TODAY)
    assert lit(dossier_id) == {f"COACHING.{step}"}
    assert len(events(become("regional"), dossier_id)) == before


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_not_taken_out_of_turn_nor_on_a_day_to_come(step: str) -> None:
    dossier_id = at(step)
    other = STEPS[(STEPS.index(step) + 1) % len(STEPS)]
    with pytest.raises(NotNow):
        DEEDS[other](dossier_id, RAV, TODAY)
    with pytest.raises(DayOutOfOrder):
        DEEDS[step](dossier_id, RAV, TODAY + timedelta(days=1))
    assert lit(dossier_id) == {f"COACHING.{step}"}


def test_the_measure_needs_the_persons_agreement_and_a_talk_some_words() -> None:
    dossier_id = at("6")
    with pytest.raises(coaching.NotAgreed):
        coaching.set_up_measure(
            actor=become(RAV), dossier_id=dossier_id, on=TODAY, payer=Payer.LABOUR_MARKET, agreed=False
        )
    with pytest.raises(EntryEmpty):
        coaching.hold_talk(actor=become(RAV), dossier_id=at("4"), on=TODAY, text=" ")


def test_a_coaching_drawn_step_by_step_is_not_ended_at_once() -> None:
    with pytest.raises(NotNow):
        close.end_coaching(actor=become("regional"), dossier_id=begun(), on=TODAY)
