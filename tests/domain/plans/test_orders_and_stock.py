"""Services are ordered from other institutions; stock is taken with the person and with the team."""

from datetime import timedelta

import pytest

from ciiz.domain.plans import errors
from ciiz.domain.plans.enums import OrderState, Progress, StockTakingKind
from ciiz.domain.plans.public import (
    answer_order,
    cancel_order,
    finish_order,
    orders,
    place_order,
    stock_takings,
    take_stock,
)
from ciiz.foundation.errors import Conflict, NotFound
from tests.worlds import TODAY, become, membership

from .scene import dossier

pytestmark = pytest.mark.django_db


def test_an_order_waits_for_the_named_contact_person_until_it_is_done() -> None:
    case = dossier()
    order = place_order(
        actor=become("smz.contact"), dossier_id=case, contact_id=membership("iv.contact").id, text="A clarification"
    )
    actor = become("iv.contact")
    answer_order(actor=actor, order_id=order.id, expected_version=1, accept=True)
    finish_order(actor=actor, order_id=order.id, expected_version=2, on=TODAY, result="Fit for half a day")
    (seen,) = orders(become("smz.contact"), case)
    assert (seen.state, seen.result) == (OrderState.DONE, "Fit for half a day")


def test_declining_needs_a_reason() -> None:
    case = dossier()
    order = place_order(
        actor=become("smz.contact"), dossier_id=case, contact_id=membership("iv.contact").id, text="A clarification"
    )
    actor = become("iv.contact")
    with pytest.raises(errors.ReasonMissing):
        answer_order(actor=actor, order_id=order.id, expected_version=1, accept=False)
    declined = answer_order(actor=actor, order_id=order.id, expected_version=1, accept=False, reason="No place")
    assert declined.state == OrderState.DECLINED
    with pytest.raises(errors.OrderAnswered):
        answer_order(actor=actor, order_id=order.id, expected_version=2, accept=True)


def test_two_answers_at_once_are_a_conflict() -> None:
    case = dossier()
    order = place_order(
        actor=become("smz.contact"), dossier_id=case, contact_id=membership("iv.contact").id, text="A clarification"
    )
    with pytest.raises(Conflict):
        answer_order(actor=become("iv.contact"), order_id=order.id, expected_version=2, accept=True)


@pytest.mark.parametrize(
    ("receiver", "error"),
    [("smz.contact", errors.OwnInstitution), ("iv.front", errors.NotAContact), ("regional", errors.NotAContact)],
)
def test_orders_go_to_contact_persons_elsewhere(receiver: str, error: type[Exception]) -> None:
    case = dossier()
    with pytest.raises(error):
        place_order(actor=become("smz.contact"), dossier_id=case, contact_id=membership(receiver).id, text="Help")


def test_the_institution_that_ordered_cancels() -> None:
    case = dossier()
    order = place_order(
        actor=become("smz.contact"), dossier_id=case, contact_id=membership("iv.contact").id, text="A clarification"
    )
    with pytest.raises(errors.NotYourOrder):
        cancel_order(actor=become("iv.contact"), order_id=order.id, expected_version=1, reason="No")
    cancel_order(actor=become("smz.contact"), order_id=order.id, expected_version=1, reason="Not needed")
    (seen,) = orders(become("iv.contact"), case)
    assert seen.state == OrderState.CANCELLED


def test_an_order_is_hidden_from_who_takes_no_part() -> None:
    case = dossier(receivers=("SMZ", "IV"))
    order = place_order(
        actor=become("smz.contact"), dossier_id=case, contact_id=membership("iv.contact").id, text="A clarification"
    )
    with pytest.raises(NotFound):
        answer_order(actor=become("rav.contact"), order_id=order.id, expected_version=1, accept=True)


def test_stock_is_taken_with_the_person_and_with_the_team() -> None:
    case = dossier()
    take_stock(
        actor=become("smz.contact"),
        dossier_id=case,
        kind=StockTakingKind.PERSON,
        held_on=TODAY,
        progress=Progress.ON_TRACK,
        consent_valid=True,
        consent_until=TODAY + timedelta(days=29),
        next_on=TODAY + timedelta(days=14),
    )
    take_stock(
        actor=become("regional"),
        dossier_id=case,
        kind=StockTakingKind.TEAM,
        held_on=TODAY - timedelta(days=1),
        progress=Progress.DELAYED,
        present=[membership("iv.contact").id],
        change_plan=True,
        change_reason="The training did not begin",
    )
    person, team = stock_takings(become("iv.contact"), case)
    assert (person.kind, person.person_present, person.consent_valid) == ("person", True, True)
    assert (team.kind, team.change_plan, team.present) == ("team", True, [membership("iv.contact").id])


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, errors.HeldInFuture),
        ({"held_on": TODAY, "next_on": TODAY}, errors.NextTooEarly),
        ({"held_on": TODAY, "change_plan": True}, errors.ReasonMissing),
    ],
)
def test_a_stock_taking_is_consistent(values: dict[str, object], error: type[Exception]) -> None:
    case = dossier()
    with pytest.raises(error):
        take_stock(
            actor=become("regional"),
            dossier_id=case,
            kind=StockTakingKind.TEAM,
            progress=Progress.STUCK,
            **values,  # type: ignore[arg-type]
        )
