"""Every rule of who may do what with a plan, with both outcomes of each of its conditions."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from ciiz.domain.organisations.enums import Role
from ciiz.domain.plans import policies
from ciiz.domain.plans.enums import StockTakingKind
from ciiz.domain.plans.policies import Standpoint

MANAGER = Standpoint(Role.CONTACT, manages=True, takes_part=True)
COORDINATOR = Standpoint(Role.REGIONAL, coordinates=True, validates=True)
PARTNER = Standpoint(Role.CONTACT, takes_part=True, has_part=True)
FRONT = Standpoint(Role.FRONT_LINE, takes_part=True, has_part=True)
STRANGER = Standpoint(Role.CONTACT)

TABLE: dict[Callable[[Standpoint], bool], tuple[Standpoint, ...]] = {
    policies.may_draft: (MANAGER,),
    policies.may_sign: (MANAGER,),
    policies.may_decide: (COORDINATOR,),
    policies.may_accept_part: (PARTNER,),
    policies.may_advance_measure: (MANAGER, PARTNER, FRONT),
    policies.may_order: (MANAGER,),
    policies.may_answer_order: (PARTNER,),
    policies.may_report_event: (MANAGER, COORDINATOR, PARTNER, FRONT),
    policies.may_decide_course: (MANAGER,),
}
ALL = (MANAGER, COORDINATOR, PARTNER, FRONT, STRANGER)
READS_NO_PLAN = {
    policies.may_answer_order,
    policies.may_report_event,
    policies.may_decide_course,
}


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.__name__)
def test_each_verb_belongs_to_these_people(rule: Callable[[Standpoint], bool]) -> None:
    assert tuple(at for at in ALL if rule(at)) == TABLE[rule]


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.__name__)
def test_nothing_is_done_in_a_closed_case_but_orders_are_answered(rule: Callable[[Standpoint], bool]) -> None:
    allowed = [at for at in ALL if rule(replace(at, case_is_open=False))]
    assert bool(allowed) == (rule is policies.may_answer_order)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.__name__)
def test_who_may_not_read_the_plan_does_nothing_with_it(rule: Callable[[Standpoint], bool]) -> None:
    allowed = [at for at in ALL if rule(replace(at, sees_plan=False))]
    assert bool(allowed) == (rule in READS_NO_PLAN)


def test_nobody_validates_the_own_plan() -> None:
    assert not policies.may_decide(replace(COORDINATOR, manages=True))


def test_who_does_not_validate_in_this_canton_does_not_decide() -> None:
    assert not policies.may_decide(replace(COORDINATOR, validates=False))


def test_the_coordination_writes_down_what_the_team_decided() -> None:
    assert policies.may_decide_course(COORDINATOR, with_team=True)
    assert not policies.may_decide_course(COORDINATOR)
    assert not policies.may_decide_course(PARTNER, with_team=True)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CONTACT])
def test_parts_and_orders_are_answered_by_contact_persons_only(role: Role) -> None:
    at = replace(PARTNER, role=role)
    assert not policies.may_accept_part(at)
    assert not policies.may_answer_order(at)


@pytest.mark.parametrize(
    ("manages", "coordinates", "is_open", "sees", "kind"),
    list(product([True, False], [True, False], [True, False], [True, False], StockTakingKind)),
)
def test_stock_with_the_person_is_the_case_managers(
    manages: bool, coordinates: bool, is_open: bool, sees: bool, kind: StockTakingKind
) -> None:
    at = Standpoint(
        Role.CONTACT, manages=manages, coordinates=coordinates, sees_plan=sees, case_is_open=is_open, takes_part=True
    )
    expected = is_open and sees and (manages or (coordinates and kind is StockTakingKind.TEAM))
    assert policies.may_take_stock(at, kind) is expected
