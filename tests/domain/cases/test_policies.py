"""Truth tables: every kind of actor against every action, cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ciiz.domain.cases import policies
from ciiz.domain.cases.enums import Stage
from ciiz.domain.organisations.enums import Part, Role

REFERRER, LEADER, PARTNER, OFFICE = 1, 2, 3, 9


@dataclass(frozen=True)
class Someone:
    """An actor as policies see one."""

    membership_id: int
    institution_id: int
    role: Role


@dataclass
class SomeCase:
    """A case as policies see one."""

    contributor_id: int = REFERRER
    case_manager_id: int | None = 21
    deputy_id: int | None = 22
    stage: str = Stage.RUNNING


WHO = {
    "front-line worker of the referrer": Someone(10, REFERRER, Role.FRONT_LINE),
    "contact person of the referrer": Someone(11, REFERRER, Role.CONTACT),
    "case manager": Someone(21, LEADER, Role.CONTACT),
    "deputy": Someone(22, LEADER, Role.CONTACT),
    "front-line worker of a partner": Someone(30, PARTNER, Role.FRONT_LINE),
    "contact person of a partner": Someone(31, PARTNER, Role.CONTACT),
    "regional coordinator": Someone(90, OFFICE, Role.REGIONAL),
    "thematic coordinator": Someone(91, OFFICE, Role.THEMATIC),
    "secretariat": Someone(92, OFFICE, Role.SECRETARIAT),
    "officer": Someone(93, OFFICE, Role.OFFICER),
    "legal commission": Someone(94, OFFICE, Role.LEGAL),
    "steering committee": Someone(95, OFFICE, Role.STEERING),
    "national office": Someone(96, OFFICE, Role.NATIONAL),
}
COORDINATION = {"regional coordinator", "thematic coordinator"}
CHARGE = {"case manager", "deputy"}
REFERRERS = {"front-line worker of the referrer", "contact person of the referrer"}
INSIDE = REFERRERS | CHARGE | {"front-line worker of a partner", "contact person of a partner"}

Rule = Callable[[Someone, SomeCase], bool]
TABLE: dict[str, tuple[Rule, SomeCase, set[str]]] = {
    "check": (lambda who, case: policies.may_check(who), SomeCase(), INSIDE),
    "complete": (policies.may_complete, SomeCase(), REFERRERS),
    "forward": (policies.may_forward, SomeCase(), {"contact person of the referrer"}),
    "decide where coordinators do": (
        lambda who, case: policies.may_decide(who, case, (Part.COORDINATOR,)),
        SomeCase(),
        COORDINATION,
    ),
    "decide where the officer or the pool does": (
        lambda who, case: policies.may_decide(who, case, (Part.OFFICER, Part.POOL)),
        SomeCase(),
        CHARGE | {"officer", "contact person of a partner"},
    ),
    "decide where the office does": (
        lambda who, case: policies.may_decide(who, case, (Part.OFFICE,)),
        SomeCase(),
        COORDINATION | {"officer", "secretariat"},
    ),
    "record a session": (policies.may_record_session, SomeCase(), COORDINATION),
    "name a case manager": (policies.may_name_case_manager, SomeCase(), COORDINATION),
    "break off": (policies.may_break_off, SomeCase(), COORDINATION | CHARGE),
    "break off before a case manager is named": (
        policies.may_break_off,
        SomeCase(case_manager_id=None, deputy_id=None),
        COORDINATION | {"contact person of the referrer"},
    ),
    "report": (policies.may_report, SomeCase(), COORDINATION | CHARGE),
    "break off as a half of the tandem": (
        lambda who, case: policies.may_break_off(who, case, coaches=True),
        SomeCase(),
        set(WHO),
    ),
    "take a step of a coaching": (lambda who, case: policies.may_coach(who, coaches=False), SomeCase(), COORDINATION),
    "take one as a half of the tandem": (
        lambda who, case: policies.may_coach(who, coaches=True),
        SomeCase(),
        set(WHO),
    ),
    "request closing": (policies.may_request_closing, SomeCase(), COORDINATION | CHARGE),
    "close where the officer does": (
        lambda who, case: policies.may_close(who, case, Part.OFFICER),
        SomeCase(),
        {"officer"},
    ),
    "close where the case manager does": (
        lambda who, case: policies.may_close(who, case, Part.CASE_MANAGER),
        SomeCase(),
        CHARGE,
    ),
    "hand over": (policies.may_hand_over, SomeCase(), COORDINATION | CHARGE),
    "answer a hand-over": (
        lambda who, case: policies.may_answer_hand_over(who, case, PARTNER),
        SomeCase(),
        COORDINATION | CHARGE | {"contact person of a partner"},
    ),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", TABLE)
def test_each_kind_of_actor_may_do_exactly_this(action: str, who: str) -> None:
    rule, case, allowed = TABLE[action]
    assert rule(WHO[who], case) is (who in allowed)


def test_a_case_manager_who_is_a_contact_person_no_more_does_not_manage() -> None:
    assert not policies.manages(Someone(21, LEADER, Role.FRONT_LINE), SomeCase())
