"""The player takes cases through the real journeys, to every kind of end."""

from datetime import date, timedelta

import pytest

from ciiz.domain.cases.enums import SessionOutcome, Stage
from ciiz.domain.plans.enums import Progress, StockTakingKind
from ciiz.domain.timeline.public import events
from ciiz.jobs.play import People, Player
from tests.worlds import TODAY

pytestmark = pytest.mark.django_db

START = TODAY - timedelta(days=300)
IDENTITY = {
    "family_name": "Spieltal",
    "given_names": "Rosa",
    "birth_date": date(1984, 3, 14),
    "commune": "Oberdorf",
}


def day(number: int) -> date:
    """So many days after the check."""
    return START + timedelta(days=number)


@pytest.fixture
def player() -> Player:
    """A case of RAV with SMZ and IV at the table."""
    return Player(People.of("ZZ"), ["RAV", "SMZ", "IV"])


def kinds(player: Player, on: date) -> list[str]:
    """What the cantonal officer reads in the case's history, oldest first."""
    with player.acting(player.officer, on) as actor:
        return [event.kind for event in events(actor, player.dossier_id)][::-1]


def accepted(player: Player) -> None:
    player.refer(day(0), identity=IDENTITY)
    player.consent(day(1))
    player.forward(day(2))
    player.accept(day(8))


def managed(player: Player) -> None:
    accepted(player)
    player.record_session(day(20))
    player.name_case_manager(day(22))
    player.log_talk(day(30))


def running(player: Player) -> None:
    managed(player)
    player.plan_and_validate(day(32))


def test_a_case_is_played_from_the_check_to_closing(player: Player) -> None:
    running(player)
    assert player.grant_measures(day(45), done_on=day(140)) == 3
    player.carry_out(day(50), day(120))
    player.take_stock(day(125), change_plan=False, finished=True)
    player.end(day(150))
    seen = player.look(player.officer, day(164))
    assert (seen.stage, seen.result, seen.closed_on) == (Stage.CLOSED, "integrated", day(164))
    told = kinds(player, day(164))
    assert told[0] == "person_entered" or "check_done" in told[:3]
    assert {"referral_accepted", "session_recorded", "plan_validated", "stock_taken", "case_closed"} <= set(told)


def test_a_question_is_answered_and_the_case_returned(player: Player) -> None:
    player.refer(day(0), identity=IDENTITY)
    player.consent(day(0))
    player.forward(day(1))
    player.ask_back(day(4))
    player.answer_question(day(6))
    player.return_case(day(9), reason="network_enough")
    assert player.look(player.contact, day(9)).stage == Stage.RETURNED


def test_a_plan_is_sent_back_and_a_consent_renewed_when_stock_is_taken(player: Player) -> None:
    player.refer(day(0), identity=IDENTITY)
    player.consent(day(1), until=day(90))
    player.forward(day(2))
    player.accept(day(8))
    player.record_session(day(20))
    player.name_case_manager(day(22))
    player.draft_plan(day(30))
    player.sign(day(33))
    player.send_back(day(40))
    player.plan_and_validate(day(41))
    player.take_stock(day(100), renew_until=day(280), change_plan=True)
    player.sign(day(104))
    player.validate(day(110))
    player.take_stock(day(190), kind=StockTakingKind.TEAM, progress=Progress.REACHED, change_plan=False, finished=True)
    player.end(day(200))
    assert player.look(player.officer, day(220)).stage == Stage.CLOSED
    told = kinds(player, day(220))
    assert told.count("plan_sent_back") == 1
    assert told.count("plan_validated") == 2
    assert "consent_renewed" in told


def test_a_case_is_handed_over_and_answered(player: Player) -> None:
    running(player)
    player.decide_change(day(60), change_plan=False)
    player.hand_over(day(62), receiver="IV", dispositif="IV", talk_on=day(64))
    player.answer_hand_over(day(70), by=player.people.contact("IV"), talk_on=day(64))
    player.decide_finish(day(71))
    player.end(day(75), reason="other_dispositif", receiver="IV")
    assert player.look(player.officer, day(89)).result == "other_dispositif"


def test_a_case_is_broken_off_at_any_step(player: Player) -> None:
    managed(player)
    player.break_off(day(35))
    player.end(day(36), reason="no_cooperation")
    assert "case_broken_off" in kinds(player, day(50))


def test_a_case_ends_bilaterally_without_a_case_manager(player: Player) -> None:
    accepted(player)
    player.record_session(day(20), outcome=SessionOutcome.BILATERAL)
    player.end(day(22), reason="network")
    assert player.look(player.officer, day(36)).stage == Stage.CLOSED
