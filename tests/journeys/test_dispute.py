"""Disputes: who opens, leads, takes a position and settles, in which order, and what others see of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from ciiz.domain.cases.public import NotNow, WrongRole
from ciiz.domain.meetings import errors, policies
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import DisputeOutcome, DisputeStep
from ciiz.domain.meetings.public import Dispute
from ciiz.domain.organisations.enums import Role
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.journeys import breakoff, dispute, refer
from tests.journeys import scene
from tests.journeys.plan_scene import tasks
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db

KINDS = {"lead_dispute", "state_on_dispute", "record_answer", "settle_dispute"}
OPENER = "iv.contact"


def opened(dossier_id: UUID | None = None, who: str = OPENER) -> Dispute:
    """An institution that takes part disagrees."""
    found = dossier_id or scene.accepted()
    return dispute.open_dispute(actor=become(who), dossier_id=found, about="Who pays the training?")


def held(who: str = "regional") -> Dispute:
    """The coordination has led the session."""
    found = opened()
    return dispute.hold(actor=become(who), dispute_id=found.id, held_on=TODAY)


def stated(referred_on: date | None = None) -> Dispute:
    """The officer has taken a position."""
    found = held()
    actor = become("officer")
    return dispute.state(actor=actor, dispute_id=found.id, position="RAV pays.", referred_on=referred_on)


def answered() -> Dispute:
    """The legal commission has answered."""
    found = stated(TODAY)
    return dispute.answered(actor=become("officer"), dispute_id=found.id, answer="RAV pays.", answered_on=TODAY)


def waiting(*names: str) -> dict[str, set[str]]:
    """The tasks about disputes of some people."""
    return {name: found for name in names if (found := set(tasks(name)) & KINDS)}


AT: dict[DisputeStep, Callable[[], Dispute]] = {
    DisputeStep.SESSION: opened,
    DisputeStep.POSITION: held,
    DisputeStep.ANSWER: lambda: stated(TODAY),
    DisputeStep.OUTCOME: answered,
}


def test_a_dispute_goes_from_the_opening_to_the_answer_of_the_commission_and_ends() -> None:
    everybody = ("iv.contact", "smz.contact", "rav.contact", "regional", "secretariat", "officer", "legal")
    found = opened()
    assert waiting(*everybody) == {"regional": {"lead_dispute"}}
    dispute.hold(actor=become("regional"), dispute_id=found.id, held_on=TODAY)
    assert waiting(*everybody) == {"officer": {"state_on_dispute"}}
    dispute.state(actor=become("officer"), dispute_id=found.id, position="RAV pays.", referred_on=TODAY)
    assert waiting(*everybody) == {"officer": {"record_answer"}}
    dispute.answered(actor=become("officer"), dispute_id=found.id, answer="RAV pays half.", answered_on=TODAY)
    assert waiting(*everybody) == {"regional": {"settle_dispute"}}
    dispute.end(actor=become("regional"), dispute_id=found.id, outcome=DisputeOutcome.LEGAL, words="Half each.")
    assert waiting(*everybody) == {}
    over = meetings.dispute(become(OPENER), found.id)
    assert (over.step, over.outcome, over.answer, over.closed_on) == (
        DisputeStep.OVER,
        DisputeOutcome.LEGAL,
        "RAV pays half.",
        TODAY,
    )
    told = [event.kind for event in events(become("smz.contact"), found.dossier_id) if "dispute" in event.kind]
    assert sorted(told) == [
        "dispute_answered",
        "dispute_opened",
        "dispute_position",
        "dispute_referred",
        "dispute_session",
        "dispute_settled",
    ]


def test_without_the_commission_the_coordination_settles_after_the_position() -> None:
    found = stated()
    assert waiting("regional", "officer") == {"regional": {"settle_dispute"}}
    dispute.end(actor=become("regional"), dispute_id=found.id, outcome=DisputeOutcome.OFFICER)
    assert waiting("regional", "officer") == {}


def test_what_is_agreed_at_the_session_needs_no_position() -> None:
    found = held()
    dispute.end(actor=become("regional"), dispute_id=found.id, outcome=DisputeOutcome.AGREED)
    assert waiting("regional", "officer") == {}


@pytest.mark.parametrize("who", ["rav.front", "rav.contact", "smz.contact", "iv.contact", "regional"])
def test_anyone_in_the_case_opens_one(who: str) -> None:
    assert opened(who=who).step is DisputeStep.SESSION
    assert waiting("regional") == {"regional": {"lead_dispute"}}


@pytest.mark.parametrize("who", ["officer", "secretariat", "smz.front"])
def test_who_does_not_take_part_opens_none(who: str) -> None:
    with pytest.raises((WrongRole, NotFound)):
        opened(who=who)


@pytest.mark.parametrize("who", ["regional.other", "legal", "steering"])
def test_to_others_neither_case_nor_dispute_exists(who: str) -> None:
    dossier_id = scene.accepted()
    with pytest.raises(NotFound):
        opened(dossier_id, who)
    found = opened(dossier_id)
    with pytest.raises(NotFound):
        meetings.dispute(become(who), found.id)


def test_what_was_said_is_for_those_who_manage_the_case_and_for_who_opened_it() -> None:
    found = opened()
    seen = {
        name
        for name in ("iv.contact", "iv.front", "smz.contact", "rav.contact", "regional", "officer")
        if _sees(name, found.id)
    }
    assert seen == {"iv.contact", "rav.contact", "regional", "officer"}


def _sees(who: str, dispute_id: UUID) -> bool:
    become(who)
    return Dispute.objects.filter(id=dispute_id).exists()


def test_there_is_one_dispute_at_a_time_also_if_one_does_not_see_the_other() -> None:
    found = opened()
    with pytest.raises(errors.DisputeOpen):
        opened(found.dossier_id, "smz.contact")
    dispute.end(actor=become(OPENER), dispute_id=found.id, outcome=DisputeOutcome.WITHDRAWN)
    assert opened(found.dossier_id, "smz.contact").id != found.id


def test_there_is_no_dispute_before_the_coordination_knows_of_the_case_nor_once_it_is_over() -> None:
    for dossier_id, who in ((scene.begun(), "rav.contact"), (scene.closed(), "rav.contact")):
        with pytest.raises(NotNow):
            opened(dossier_id, who)


def test_a_dispute_goes_on_when_the_case_ends() -> None:
    dossier_id = scene.assigned()
    found = opened(dossier_id)
    breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    assert waiting("regional") == {"regional": {"lead_dispute"}}
    dispute.hold(actor=become("regional"), dispute_id=found.id, held_on=TODAY)
    dispute.end(actor=become("regional"), dispute_id=found.id, outcome=DisputeOutcome.OPEN)
    assert waiting("regional", "officer") == {}


@pytest.mark.parametrize("step", [*AT])
def test_each_step_is_taken_in_its_turn(step: DisputeStep) -> None:
    found = AT[step]()
    for other in AT:
        if other not in (step, DisputeStep.OUTCOME):
            with pytest.raises(errors.NotNowInDispute):
                take(other, found.id, "officer")


@pytest.mark.parametrize(
    ("step", "possible"),
    [
        (DisputeStep.SESSION, {"withdrawn"}),
        (DisputeStep.POSITION, {"withdrawn", "agreed", "open"}),
        (DisputeStep.ANSWER, {"withdrawn", "agreed", "open", "officer"}),
        (DisputeStep.OUTCOME, {"withdrawn", "agreed", "open", "officer", "legal"}),
    ],
)
def test_it_ends_by_what_has_taken_place(step: DisputeStep, possible: set[str]) -> None:
    found = AT[step]()
    assert {one.value for one in meetings.possible(found)} == possible
    for outcome in set(DisputeOutcome.values) - possible:
        with pytest.raises(errors.OutcomeTooEarly):
            dispute.end(actor=become("regional"), dispute_id=found.id, outcome=DisputeOutcome(outcome))


def take(step: DisputeStep, dispute_id: UUID, who: str) -> None:
    """Somebody takes the step."""
    actor = become(who)
    match step:
        case DisputeStep.SESSION:
            dispute.hold(actor=actor, dispute_id=dispute_id, held_on=TODAY)
        case DisputeStep.POSITION:
            dispute.state(actor=actor, dispute_id=dispute_id, position="x")
        case DisputeStep.ANSWER:
            dispute.answered(actor=actor, dispute_id=dispute_id, answer="x", answered_on=TODAY)
        case _:
            dispute.end(actor=actor, dispute_id=dispute_id, outcome=DisputeOutcome.LEGAL)


@pytest.mark.parametrize("who", ["iv.contact", "rav.contact", "secretariat"])
@pytest.mark.parametrize("step", [*AT])
def test_only_coordination_and_officer_lead_it_on(step: DisputeStep, who: str) -> None:
    found = AT[step]()
    with pytest.raises(errors.NotYoursInDispute):
        take(step, found.id, who)


def test_the_coordination_takes_no_position_for_the_officer() -> None:
    found = held()
    with pytest.raises(errors.NotYoursInDispute):
        dispute.state(actor=become("regional"), dispute_id=found.id, position="x")


def test_whoever_opened_it_withdraws_it_until_the_session() -> None:
    found = opened()
    with pytest.raises(errors.NotYoursInDispute):
        dispute.end(actor=become("rav.contact"), dispute_id=found.id, outcome=DisputeOutcome.WITHDRAWN)
    dispute.end(actor=become(OPENER), dispute_id=found.id, outcome=DisputeOutcome.WITHDRAWN)
    assert waiting("regional") == {}
    other = held()
    with pytest.raises(errors.NotYoursInDispute):
        dispute.end(actor=become(OPENER), dispute_id=other.id, outcome=DisputeOutcome.WITHDRAWN)


def test_days_follow_each_other_up_to_today() -> None:
    found = opened()
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(errors.DayOfDispute) as refused:
            dispute.hold(actor=become("regional"), dispute_id=found.id, held_on=on)
        assert refused.value.field == "held_on"


@pytest.mark.parametrize("said", ["", "  \n"])
def test_nothing_is_said_without_words(said: str) -> None:
    dossier_id = scene.accepted()
    with pytest.raises(errors.WordsMissing):
        dispute.open_dispute(actor=become(OPENER), dossier_id=dossier_id, about=said)
    found = held()
    with pytest.raises(DomainError):
        dispute.state(actor=become("officer"), dispute_id=found.id, position=said)


def test_who_no_longer_sees_the_case_opens_none() -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id, without=("IV",))
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    assert institution("IV")
    with pytest.raises((WrongRole, NotFound)):
        opened(dossier_id)


@dataclass(frozen=True)
class Somebody:
    """An actor of whom the rules ask role, membership and institution."""

    role: Role
    membership_id: int = 1
    institution_id: int = 1


@dataclass(frozen=True)
class Something:
    """A dispute of which the rules ask who opened it and whether the session was held."""

    opened_by_id: int
    held_on: date | None


LEADS = {Role.REGIONAL, Role.THEMATIC, Role.OFFICER}


@pytest.mark.parametrize("role", [*Role])
def test_truth_table(role: Role) -> None:
    who = Somebody(role)
    assert policies.may_open_dispute(who, takes_part=True)
    assert policies.may_open_dispute(who, takes_part=False) is (role in {Role.REGIONAL, Role.THEMATIC})
    assert policies.may_lead_dispute(who) is (role in LEADS)
    assert policies.may_state_on_dispute(who) is (role is Role.OFFICER)
    for opener in (1, 2):
        for day in (None, TODAY):
            for outcome in DisputeOutcome:
                withdraws = opener == 1 and day is None and outcome is DisputeOutcome.WITHDRAWN
                allowed = policies.may_settle_dispute(who, Something(opener, day), outcome)
                assert allowed is (role in LEADS or withdraws)
