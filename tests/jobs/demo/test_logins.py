"""Whoever signs in to the demo finds work: every kind of task stands on the start page of a login that is printed."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from ciiz.domain.access.public import enter
from ciiz.domain.organisations.models import Membership
from ciiz.domain.organisations.public import demo_logins
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import waiting
from ciiz.foundation.postgres.roles import APP
from ciiz.web.start.desk import SHOWN

from .conftest import TODAY

pytestmark = pytest.mark.usefixtures("demo")

NEVER = {Kind.OTHER_STEP, Kind.SEE_TO_LETTER}
"""No journey of the demo's processes sets the first; none of its letters fails."""


@pytest.fixture
def as_page(demo: None) -> Iterator[None]:
    """The pages' role for a test."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
        yield


def found() -> dict[Kind, set[str]]:
    """Kind of task → logins on whose start page one stands."""
    shown: dict[Kind, set[str]] = defaultdict(set)
    for login in demo_logins():
        for held in Membership.objects.filter(user__email=login.email).select_related("user"):
            actor = enter(membership_id=held.id, user_id=held.user_id, today=TODAY)
            assert actor is not None
            for task in waiting(actor, limit=SHOWN).tasks:
                shown[Kind(task.kind)].add(login.email)
    return shown


@pytest.mark.usefixtures("as_page")
def test_every_kind_of_task_stands_on_the_start_page_of_a_login() -> None:
    assert set(Kind) - found().keys() == NEVER
