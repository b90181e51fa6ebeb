"""The last second institution has left: the coordination says why the case goes on, or adds another one."""

from datetime import timedelta
from uuid import UUID

import pytest

from ciiz.domain.access.public import exists, institutions
from ciiz.domain.cases.enums import Answer
from ciiz.domain.cases.public import Missing, NotNow, UnknownReason, WrongRole, case
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.public import history
from ciiz.journeys import breakoff, hand_over, keep, leave
from ciiz.journeys.coverage import ConsentExpired
from tests.journeys import plan_scene, scene
from tests.journeys.plan_scene import tasks
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


def left(*names: str) -> UUID:
    """A case of RAV, SMZ and IV in which these institutions, by default all partners, have left."""
    dossier_id = scene.decided()
    taking_part = institutions(become("regional"), dossier_id, TODAY)
    for name, code in (("smz.contact", "SMZ"), ("iv.contact", "IV")):
        if institution(code).id in taking_part and (not names or name in names):
            leave.leave(actor=become(name), dossier_id=dossier_id, reason="not_competent")
    return dossier_id


def asked() -> bool:
    """Whether the coordination is asked why a case goes on."""
    return "keep_alone" in tasks("regional")


def test_the_coordination_is_asked_once_no_second_institution_is_left() -> None:
    dossier_id = left()
    assert asked()
    assert case(become("regional"), dossier_id).form == "single"
    assert "keep_alone" not in tasks("rav.contact")


def test_as_long_as_a_second_institution_stays_nobody_is_asked() -> None:
    dossier_id = plan_scene.running()
    assert len(institutions(become("regional"), dossier_id, TODAY)) > 1
    assert not asked()


def test_the_reason_is_kept_and_read_by_who_manages_the_case() -> None:
    dossier_id = left()
    keep.keep(actor=become("regional"), dossier_id=dossier_id, reason="second_ended")
    assert not asked()
    (told,) = [one for one in history(become("regional"), dossier_id, 50) if one.kind == "case_kept"]
    assert told.reason == "second_ended"
    assert case(become("regional"), dossier_id).form == "single"


def test_another_institution_takes_part_and_the_form_of_the_case_follows() -> None:
    dossier_id = left()
    day = become("regional", TOMORROW)
    keep.add(actor=day, dossier_id=dossier_id, institution_id=institution("SMZ").id)
    assert "keep_alone" not in tasks("regional", TOMORROW)
    assert case(become("regional", TOMORROW), dossier_id).form == "bilateral"
    assert exists(become("smz.contact", TOMORROW), dossier_id)
    (done,) = Task.objects.filter(dossier_id=dossier_id, kind="keep_alone")
    assert (done.state, done.done_on) == ("done", TOMORROW)


def test_an_institution_that_joins_on_another_way_answers_the_question_too() -> None:
    dossier_id = left()
    hand_over.propose(
        actor=become("regional", TOMORROW), dossier_id=dossier_id, receiver_id=institution("SMZ").id, on=TOMORROW
    )
    assert "keep_alone" not in tasks("regional", TOMORROW)


def test_who_had_joined_for_a_hand_over_and_declines_leaves_the_question_behind() -> None:
    dossier_id = left()
    keep.keep(actor=become("regional"), dossier_id=dossier_id, reason="second_ended")
    proposed = hand_over.propose(
        actor=become("regional", TOMORROW), dossier_id=dossier_id, receiver_id=institution("SMZ").id, on=TOMORROW
    )
    hand_over.answer(
        actor=become("smz.contact", TOMORROW),
        hand_over_id=proposed.id,
        given=Answer.DECLINED,
        on=TOMORROW,
        reason="not_competent",
    )
    assert "keep_alone" in tasks("regional", TOMORROW)


@pytest.mark.parametrize("who", ["rav.contact", "officer"])
def test_only_the_coordination_answers(who: str) -> None:
    dossier_id = left()
    with pytest.raises(WrongRole):
        keep.keep(actor=become(who), dossier_id=dossier_id, reason="second_ended")
    with pytest.raises(WrongRole):
        keep.add(actor=become(who), dossier_id=dossier_id, institution_id=institution("SMZ").id)


def test_refusals_are_named_and_leave_the_question_open() -> None:
    dossier_id = left()
    with pytest.raises(UnknownReason):
        keep.keep(actor=become("regional"), dossier_id=dossier_id, reason="none such")
    later = become("regional", TODAY + timedelta(days=200))
    with pytest.raises(ConsentExpired):
        keep.add(actor=later, dossier_id=dossier_id, institution_id=institution("SMZ").id)
    with pytest.raises(Missing):
        keep.add(actor=become("regional"), dossier_id=dossier_id, institution_id=institution("IIZ").id)
    assert asked()


def test_a_case_with_a_second_institution_needs_no_reason() -> None:
    dossier_id = scene.decided()
    with pytest.raises(NotNow):
        keep.keep(actor=become("regional"), dossier_id=dossier_id, reason="second_ended")


def test_a_case_that_ends_is_not_asked_about() -> None:
    dossier_id = left()
    breakoff.break_off(actor=become("regional"), dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    assert not asked()
