"""Truth tables of the rules of consent."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import pytest

from ciiz.domain.access.enums import Category
from ciiz.domain.consent.enums import Coverage, Onward, Purpose, Recurrence
from ciiz.domain.consent.policies import Terms, best, effect, may_record, may_withdraw, standing
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import ConsentRules

START = date(2026, 3, 1)
RULES = ConsentRules(
    needed_at="forwarding",
    default_months=12,
    longest_months=36,
    one_off_days=20,
    not_stated_days=60,
    warning_days=60,
    survey_outlives_closing=True,
    source="invented",
)
FULL = Terms(
    givers=frozenset({1, 2}),
    receivers=frozenset({2, 3}),
    valid_from=START,
    until=date(2026, 8, 31),
    categories=frozenset({Category.WORK}),
    purposes=(Purpose.COORDINATION, Purpose.SURVEY),
    recurrence=Recurrence.RECURRING,
    onward=Onward.NO,
)


def test_a_full_form_has_the_effect_it_states() -> None:
    opens = effect(FULL, recorder=1, rules=RULES)
    assert (opens.givers, opens.receivers) == (FULL.givers, FULL.receivers)
    assert opens.categories == {Category.BASIC, Category.WORK}
    assert (opens.valid_from, opens.valid_to) == (START, date(2026, 9, 1))
    assert opens.purposes == {Purpose.COORDINATION, Purpose.SURVEY}


@pytest.mark.parametrize(
    ("recurrence", "until", "days"),
    [
        (Recurrence.RECURRING, 9, 10),
        (Recurrence.RECURRING, 400, 401),
        (Recurrence.RECURRING, None, 60),
        (Recurrence.ONCE, 9, 10),
        (Recurrence.ONCE, 400, 20),
        (Recurrence.ONCE, None, 20),
        (Recurrence.NOT_STATED, 9, 10),
        (Recurrence.NOT_STATED, 400, 20),
        (Recurrence.NOT_STATED, None, 20),
    ],
)
def test_how_long_it_holds(recurrence: Recurrence, until: int | None, days: int) -> None:
    last = None if until is None else START + timedelta(days=until)
    opens = effect(replace(FULL, recurrence=recurrence, until=last), recorder=1, rules=RULES)
    assert (opens.valid_to - opens.valid_from).days == days


def test_without_direction_the_recorder_gives_and_the_others_receive() -> None:
    named = replace(FULL, givers=frozenset(), receivers=frozenset({1, 2, 3}), directions_stated=False)
    opens = effect(named, recorder=1, rules=RULES)
    assert (opens.givers, opens.receivers) == (frozenset({1}), frozenset({2, 3}))


def test_without_categories_and_purposes_the_least() -> None:
    opens = effect(replace(FULL, categories=frozenset(), purposes=()), recorder=1, rules=RULES)
    assert opens.categories == {Category.BASIC}
    assert opens.purposes == {Purpose.CLARIFICATION}


def test_who_records_and_who_takes_a_withdrawal() -> None:
    never = {Role.LEGAL, Role.STEERING, Role.NATIONAL}
    for role, manages in product(Role, (True, False)):
        assert may_record(role, manages=manages) is (manages and role not in never)
        assert may_withdraw(role) is (role not in never)


@dataclass
class Paper:
    signed_on: date | None = START
    valid_from: date = START
    valid_to: date = date(2026, 9, 1)
    ended_on: date | None = None


@pytest.mark.parametrize(
    ("paper", "on", "withdrawn", "expected"),
    [
        (Paper(signed_on=None), START, False, Coverage.NONE),
        (Paper(), START - timedelta(days=1), False, Coverage.NOT_YET),
        (Paper(), START, False, Coverage.IN_FORCE),
        (Paper(), date(2026, 8, 31), False, Coverage.IN_FORCE),
        (Paper(), date(2026, 9, 1), False, Coverage.EXPIRED),
        (Paper(ended_on=date(2026, 5, 1)), date(2026, 4, 30), True, Coverage.IN_FORCE),
        (Paper(ended_on=date(2026, 5, 1)), date(2026, 5, 1), True, Coverage.WITHDRAWN),
        (Paper(ended_on=date(2026, 5, 1)), date(2026, 5, 1), False, Coverage.EXPIRED),
        (Paper(ended_on=date(2026, 2, 1)), date(2026, 2, 1), True, Coverage.WITHDRAWN),
        (Paper(ended_on=date(2027, 1, 1)), date(2026, 9, 1), False, Coverage.EXPIRED),
    ],
)
def test_how_a_consent_stands_on_a_day(paper: Paper, on: date, withdrawn: bool, expected: Coverage) -> None:
    assert standing(paper, on=on, withdrawn=withdrawn) is expected


def test_of_several_consents_the_best_counts() -> None:
    assert best([]) is Coverage.NONE
    assert best([Coverage.EXPIRED, Coverage.IN_FORCE, Coverage.NONE]) is Coverage.IN_FORCE
    assert best([Coverage.WITHDRAWN, Coverage.EXPIRED]) is Coverage.EXPIRED
