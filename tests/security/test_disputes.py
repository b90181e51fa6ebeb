"""Disputes as SQL of the pages' role: order, names and turns are what the guard lets through."""

from datetime import date
from uuid import UUID

import pytest

from ciiz.domain.meetings.public import Dispute
from ciiz.journeys import dispute
from tests.journeys import scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db

OPEN = (
    "INSERT INTO meetings_dispute (id, dossier_id, contributor_id, opened_on, opened_by_id, about, position, answer, "
    "outcome, settled{columns}) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(today)s, {me}, 'x', '', '', '', ''"
    "{values})"
)
HELD = "UPDATE meetings_dispute SET held_on = %(today)s, led_by_id = %(me)s"
STATED = "UPDATE meetings_dispute SET position = 'x', stated_on = %(today)s, stated_by_id = %(me)s"
REFERRED = f"{STATED}, referred_on = %(today)s"
ANSWERED = "UPDATE meetings_dispute SET answer = 'x', answered_on = %(today)s"
ENDED = "UPDATE meetings_dispute SET outcome = '{}', closed_on = %(today)s, closed_by_id = %(me)s"


def opening(columns: str = "", values: str = "", me: str = "%(me)s") -> str:
    return OPEN.format(columns=columns, values=values, me=me)


@pytest.fixture
def dossier() -> UUID:
    return scene.accepted()


def opened(dossier: UUID, *, held: bool = False, stated: bool = False, referred_on: date | None = None) -> Dispute:
    found = dispute.open_dispute(actor=become("iv.contact"), dossier_id=dossier, about="Who pays")
    if held or stated:
        dispute.hold(actor=become("regional"), dispute_id=found.id, held_on=TODAY)
    if stated:
        dispute.state(actor=become("officer"), dispute_id=found.id, position="x", referred_on=referred_on)
    return found


@pytest.mark.parametrize(
    ("who", "sql"),
    [
        ("officer", opening()),
        ("secretariat", opening()),
        ("smz.front", opening()),
        ("regional.other", opening()),
        ("legal", opening()),
        ("iv.contact", opening(me="%(rav.contact)s")),
        ("iv.contact", opening(", held_on, led_by_id", ", %(today)s, %(me)s")),
        ("iv.contact", opening(", stated_by_id", ", %(me)s")),
    ],
)
def test_a_dispute_is_opened_by_who_takes_part_and_begins_at_its_beginning(dossier: UUID, who: str, sql: str) -> None:
    assert rows(who, dossier, sql) == 0


def test_who_takes_part_opens_one_and_not_two(dossier: UUID) -> None:
    assert rows("iv.contact", dossier, opening()) == 1
    become("iv.contact")
    assert Dispute.objects.count() == 1


BEFORE_THE_SESSION = {
    "the institution leads": ("iv.contact", HELD),
    "the secretariat leads": ("secretariat", HELD),
    "another region leads": ("regional.other", HELD),
    "somebody leads in another's name": ("regional", HELD.replace("%(me)s", "%(rav.contact)s")),
    "the session is held before the opening": ("regional", HELD.replace("%(today)s", "%(today)s - 1")),
    "the officer takes a position without a session": ("officer", STATED),
    "the officer answers without a reference": ("officer", ANSWERED),
    "it is agreed without a session": ("regional", ENDED.format("agreed")),
    "it is settled by a position that is missing": ("officer", ENDED.format("officer")),
    "who opened it settles it": ("iv.contact", ENDED.format("open")),
    "others of the case withdraw it": ("rav.contact", ENDED.format("withdrawn")),
    "who opened it changes the words": ("iv.contact", "UPDATE meetings_dispute SET about = 'y'"),
    "the coordination changes the words": ("regional", f"{HELD}, about = 'y'"),
    "the legal commission reads it": ("legal", "SELECT FROM meetings_dispute"),
    "others who take part read it": ("smz.contact", "SELECT FROM meetings_dispute"),
    "somebody deletes it": ("regional", "DELETE FROM meetings_dispute"),
}


@pytest.mark.parametrize("attack", BEFORE_THE_SESSION)
def test_before_the_session(dossier: UUID, attack: str) -> None:
    who, sql = BEFORE_THE_SESSION[attack]
    opened(dossier)
    assert rows(who, dossier, sql) == 0


AFTER_THE_SESSION = {
    "the coordination takes a position": ("regional", STATED),
    "who opened it withdraws it": ("iv.contact", ENDED.format("withdrawn")),
    "it is held again": ("regional", HELD),
    "the session is taken back": ("regional", "UPDATE meetings_dispute SET held_on = NULL, led_by_id = NULL"),
    "it is referred without a position": ("officer", "UPDATE meetings_dispute SET referred_on = %(today)s"),
    "a position is taken in another's name": ("officer", STATED.replace("%(me)s", "%(rav.contact)s")),
    "it is settled by the commission": ("regional", ENDED.format("legal")),
}


@pytest.mark.parametrize("attack", AFTER_THE_SESSION)
def test_after_the_session(dossier: UUID, attack: str) -> None:
    who, sql = AFTER_THE_SESSION[attack]
    opened(dossier, held=True)
    assert rows(who, dossier, sql) == 0


AFTER_THE_POSITION = {
    "the position is changed": ("officer", STATED),
    "it is referred later, in silence": ("officer", REFERRED),
    "the officer answers without a reference": ("officer", ANSWERED),
}


@pytest.mark.parametrize("attack", AFTER_THE_POSITION)
def test_after_the_position(dossier: UUID, attack: str) -> None:
    who, sql = AFTER_THE_POSITION[attack]
    opened(dossier, stated=True)
    assert rows(who, dossier, sql) == 0


def test_each_step_in_its_turn_is_let_through_and_once_settled_it_stays(dossier: UUID) -> None:
    opened(dossier)
    assert rows("regional", dossier, HELD) == 1
    assert rows("officer", dossier, REFERRED) == 1
    assert rows("regional", dossier, ANSWERED) == 0
    assert rows("regional", dossier, ENDED.format("legal")) == 0
    assert rows("officer", dossier, ANSWERED) == 1
    assert rows("regional", dossier, ENDED.format("legal")) == 1
    for who, sql in (("regional", ENDED.format("open")), ("officer", "UPDATE meetings_dispute SET outcome = ''")):
        assert rows(who, dossier, sql) == 0
