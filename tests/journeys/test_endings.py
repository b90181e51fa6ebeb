"""How a case ends: closed, handed over, its coaching over; and what is annulled. Breaking off: `test_breaking_off`."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from ciiz.domain.cases.enums import AnnulReason, Answer, Occasion, Result, Stage
from ciiz.domain.cases.public import (
    NothingToAnswer,
    NotReadyToClose,
    UnknownReason,
    WrongRole,
    case,
    ending,
    hand_overs,
    lock,
    milestone,
)
from ciiz.domain.cases.public import close as close_case
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.consent.public import end_with_case, of_dossier, withdraw
from ciiz.domain.organisations.enums import CaseForm, Part
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons.public import person
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case, waiting
from ciiz.domain.timeline.public import reason as told_why
from ciiz.foundation.errors import NotFound
from ciiz.journeys import breakoff, close, refer, report, triage
from ciiz.journeys import hand_over as handing_over
from tests.journeys import scene
from tests.journeys.test_refer import refused_by_database
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db


def request(dossier_id: UUID, who: str = "smz.contact") -> None:
    close.request(actor=become(who), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)


def annul(dossier_id: UUID, who: str = "officer") -> None:
    close.annul(actor=become(who), dossier_id=dossier_id, on=TODAY, reason=AnnulReason.WRONG_CASE)


def test_closing_is_a_checklist() -> None:
    dossier_id = scene.assigned()
    breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    with pytest.raises(NotReadyToClose) as refusal:
        request(dossier_id)
    assert refusal.value.missing == ["report"]
    scene.report(dossier_id, result=Result.NOT_INTEGRATED, reason="no_cooperation")
    with pytest.raises(NotReadyToClose) as refusal:
        close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY)
    assert refusal.value.missing == ["network", "letter", "request"]
    assert set(ending(become("officer"), dossier_id).missing) == {"network", "letter", "request"}
    assert "close_case" not in {task.kind for task in waiting(become("officer")).tasks}
    assert "request_closing" in {task.kind for task in waiting(become("smz.contact")).tasks}
    request(dossier_id)
    assert "request_closing" not in {task.kind for task in waiting(become("smz.contact")).tasks}
    assert "close_case" in {task.kind for task in waiting(become("officer")).tasks}
    report.write(
        actor=become("smz.contact"),
        dossier_id=dossier_id,
        exit_reason="moved",
        actual_end=TODAY,
        decided_on=TODAY,
    )
    assert "request_closing" not in {task.kind for task in waiting(become("smz.contact")).tasks}
    close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    found = ending(become("officer"), dossier_id)
    assert found.missing == []
    assert found.closing is not None
    assert (found.closing.closed_on, found.closing.consents_ended_on) == (TODAY, TODAY)
    assert found.closing.survey_due_on is not None


def test_who_did_not_agree_to_the_survey_is_not_put_up_for_it() -> None:
    dossier_id = scene.reported()
    request(dossier_id)
    manager = become("rav.contact")
    (given,) = of_dossier(manager, dossier_id)
    withdraw(actor=manager, consent_id=given.id, how=WithdrawalForm.TALK)
    closing = close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    assert closing.survey_due_on is None
    assert Kind.SURVEY not in {task.kind for task in of_case(become("officer"), dossier_id)}


def test_where_no_consent_outlives_closing_nobody_is_put_up_for_the_survey(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = canton_values("ZZ")
    strict = replace(usual, consent=replace(usual.consent, survey_outlives_closing=False))
    monkeypatch.setattr("ciiz.journeys.close.values_of", lambda canton: strict)
    dossier_id = scene.closed()
    (given,) = of_dossier(become("rav.contact"), dossier_id)
    assert given.ending == "case_closed"
    assert Kind.SURVEY not in {task.kind for task in of_case(become("officer"), dossier_id)}


@pytest.mark.parametrize("who", ["smz.contact", "rav.contact", "regional", "secretariat"])
def test_only_the_canton_s_closing_role_closes(who: str) -> None:
    dossier_id = scene.reported()
    request(dossier_id)
    with pytest.raises(WrongRole):
        close.close(actor=become(who), dossier_id=dossier_id, on=TODAY)
    sql = "UPDATE cases_closing SET closed_on = %s WHERE dossier_id = %s"
    assert refused_by_database(sql, TODAY, dossier_id) == -1
    sql = "UPDATE cases_case SET stage = 'closed', closed_on = %s WHERE dossier_id = %s"
    assert refused_by_database(sql, TODAY, dossier_id) == -1


def test_where_the_case_manager_closes_nobody_is_asked_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = canton_values("ZZ")
    own = replace(usual, closing=replace(usual.closing, role=Part.CASE_MANAGER))
    for place in ("standpoint.values_of", "steps.canton_values", "close.values_of"):
        monkeypatch.setattr(f"ciiz.journeys.{place}", lambda canton: own)
    dossier_id = scene.assigned()
    manager = become("smz.contact")
    breakoff.break_off(actor=manager, dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    report.write(actor=manager, dossier_id=dossier_id, exit_reason="no_cooperation", actual_end=TODAY, decided_on=TODAY)
    assert {task.kind for task in waiting(manager).tasks} == {"close_case"}


def test_who_may_ask_and_closes_has_asked_by_that() -> None:
    dossier_id = scene.reported()
    actor = become("officer")
    held = lock(actor=actor, dossier_id=dossier_id)
    done = partial(
        close_case,
        actor=actor,
        case=held,
        on=TODAY,
        survey_due_on=None,
        network_informed_on=TODAY,
        letter_on=TODAY,
    )
    with pytest.raises(NotReadyToClose):
        done()
    end_with_case(actor=actor, dossier_id=dossier_id, on=TODAY)
    closing = done(asks=True)
    assert (closing.requested_on, closing.requested_by_id) == (TODAY, actor.membership_id)


def test_only_who_manages_asks_for_closing() -> None:
    dossier_id = scene.reported()
    for who in ("iv.contact", "rav.front", "officer"):
        with pytest.raises(WrongRole):
            request(dossier_id, who)


def test_a_partner_no_longer_sees_a_closed_case_because_its_consent_has_ended() -> None:
    dossier_id = scene.reported()
    assert case(become("iv.contact"), dossier_id).stage == Stage.ENDING
    request(dossier_id)
    close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    with pytest.raises(NotFound):
        case(become("iv.contact"), dossier_id)
    assert case(become("rav.front"), dossier_id).stage == Stage.CLOSED


def test_a_wrong_closing_is_annulled_and_does_not_count() -> None:
    dossier_id = scene.closed()
    with pytest.raises(WrongRole):
        annul(dossier_id, "regional")
    annul(dossier_id)
    assert "request_closing" in {task.kind for task in waiting(become("smz.contact")).tasks}
    assert "close_case" not in {task.kind for task in waiting(become("officer")).tasks}
    actor = become("officer")
    assert (case(actor, dossier_id).stage, case(actor, dossier_id).closed_on) == (Stage.ENDING, None)
    days = milestone(actor, dossier_id)
    assert days is not None
    assert (days.closed_on, days.reported_on) == (None, TODAY)
    found = ending(actor, dossier_id)
    assert [one.annul_reason for one in found.annulled] == ["wrong_case"]
    assert found.report is not None
    request(dossier_id)
    close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    assert case(become("officer"), dossier_id).closed_on == TODAY


def test_who_comes_again_later_gets_a_case_that_follows() -> None:
    dossier_id = scene.closed()
    actor = become("rav.front")
    known = person(actor, dossier_id)
    assert known is not None
    again = refer.check(
        actor=actor,
        on=TODAY,
        occasion=Occasion.CHANGE,
        criteria=scene.criteria(),
        indicated=CaseForm.ROUND_TABLE,
        person_id=known.id,
        follows=dossier_id,
    )
    assert case(become("rav.front"), again.dossier_id).follows_id == dossier_id


def test_a_hand_over_stays_a_task_until_the_receiver_answers() -> None:
    dossier_id = scene.reported(result=Result.OTHER_DISPOSITIF, reason="other_dispositif")
    hand_over = handing_over.propose(
        actor=become("smz.contact"), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY, talk_on=TODAY
    )
    request(dossier_id)
    with pytest.raises(NotReadyToClose) as refusal:
        close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    assert refusal.value.missing == ["hand_over"]
    receiver = become("iv.contact")
    assert [task.kind for task in waiting(receiver).tasks] == ["answer_hand_over"]
    with pytest.raises(WrongRole):
        handing_over.answer(actor=become("iv.front"), hand_over_id=hand_over.id, given=Answer.ACCEPTED, on=TODAY)
    handing_over.answer(actor=become("iv.contact"), hand_over_id=hand_over.id, given=Answer.ACCEPTED, on=TODAY)
    assert waiting(become("iv.contact")).count == 0
    with pytest.raises(NothingToAnswer):
        handing_over.answer(actor=become("iv.contact"), hand_over_id=hand_over.id, given=Answer.ACCEPTED, on=TODAY)
    close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)


def test_a_receiver_whom_no_consent_names_sees_nothing_and_the_asker_brings_the_answer() -> None:
    dossier_id = scene.forwarded(without=("IV",))
    triage.accept(actor=become("regional"), dossier_id=dossier_id, on=TODAY, form=CaseForm.ROUND_TABLE)
    hand_over = handing_over.propose(
        actor=become("regional"), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY
    )
    assert "answer_hand_over" in {task.kind for task in waiting(become("regional")).tasks}
    with pytest.raises(NotFound):
        handing_over.answer(actor=become("iv.contact"), hand_over_id=hand_over.id, given=Answer.ACCEPTED, on=TODAY)
    with pytest.raises(UnknownReason):
        handing_over.answer(actor=become("regional"), hand_over_id=hand_over.id, given=Answer.DECLINED, on=TODAY)
    handing_over.answer(
        actor=become("regional"), hand_over_id=hand_over.id, given=Answer.DECLINED, on=TODAY, reason="no_entitlement"
    )
    (found,) = hand_overs(become("regional"), dossier_id)
    assert found.answer == "declined"
    why = told_why(become("regional"), dossier_id, "hand_over_answered", found.id)
    assert why is not None
    assert why.code == "no_entitlement"


def test_planned_end_actual_end_and_day_of_decision_are_three_days() -> None:
    from ciiz.domain.cases.public import lock, write_exit_report

    dossier_id = scene.assigned()
    actor = become("smz.contact")
    report = write_exit_report(
        actor=actor,
        case=lock(actor=actor, dossier_id=dossier_id),
        result=Result.NOT_INTEGRATED,
        exit_reason="illness",
        planned_end=TODAY + timedelta(days=90),
        actual_end=TODAY - timedelta(days=3),
        decided_on=TODAY - timedelta(days=1),
        written_on=TODAY,
    )
    assert len({report.planned_end, report.actual_end, report.decided_on, report.written_on}) == 4
