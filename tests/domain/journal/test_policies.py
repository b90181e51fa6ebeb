"""Who may write and correct entries, with both outcomes of each condition."""

from dataclasses import replace

import pytest

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.journal.enums import Visibility
from ciiz.domain.journal.policies import Writer, may_correct, may_log, may_share
from ciiz.domain.organisations.enums import Role
from tests.worlds import TODAY

WRITER = Writer(Role.CONTACT, takes_part=True, case_is_open=True, categories=frozenset({"work"}))
AUTHOR = Actor(1, 1, Role.CONTACT, 1, "partner", "ZZ", TODAY)
WRITES = {Role.FRONT_LINE, Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.OFFICER}


@pytest.mark.parametrize("role", list(Role))
def test_institutions_and_coordination_write(role: Role) -> None:
    assert may_log(replace(WRITER, role=role), category=Category.WORK) is (role in WRITES)


def test_each_condition_counts() -> None:
    assert may_log(WRITER, category=Category.WORK)
    assert not may_log(replace(WRITER, takes_part=False), category=Category.WORK)
    assert not may_log(replace(WRITER, case_is_open=False), category=Category.WORK)
    assert not may_log(WRITER, category=Category.HEALTH)


def test_the_author_alone_corrects_and_shares() -> None:
    assert may_correct(AUTHOR, author_id=1)
    assert not may_correct(AUTHOR, author_id=2)
    assert may_share(AUTHOR, author_id=1, visibility=Visibility.OWN)
    assert not may_share(AUTHOR, author_id=2, visibility=Visibility.OWN)
    assert not may_share(AUTHOR, author_id=1, visibility=Visibility.TEAM)
