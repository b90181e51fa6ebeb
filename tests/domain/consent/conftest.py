"""What the tests of consent need."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ciiz.domain.access.public import Category, found, take_part
from ciiz.domain.consent.enums import Onward, Purpose, Recurrence
from ciiz.domain.consent.policies import Terms
from ciiz.domain.persons.enums import Aspect
from ciiz.domain.persons.public import enter_person, state
from tests.worlds import TODAY, become, institution

LAST_DAY = TODAY + timedelta(days=90)


def terms(givers: str = "RAV SMZ", receivers: str = "SMZ IIZ", **changes: Any) -> Terms:
    """Terms of a full form; institutions by code."""
    usual: dict[str, Any] = {
        "givers": frozenset(institution(code).id for code in givers.split()),
        "receivers": frozenset(institution(code).id for code in receivers.split()),
        "categories": frozenset({Category.WORK, Category.SOCIAL}),
        "purposes": (Purpose.COORDINATION,),
        "recurrence": Recurrence.RECURRING,
        "onward": Onward.NO,
        "valid_from": TODAY,
        "until": LAST_DAY,
    }
    return Terms(**(usual | changes))


@pytest.fixture
def dossier() -> UUID:
    """A dossier of RAV in which SMZ takes part; RAV has told something of work and of health."""
    actor = become("rav.contact")
    dossier_id = found(actor=actor, opened_on=TODAY).id
    enter_person(actor=actor, dossier_id=dossier_id, identity={"family_name": "Imhof", "given_names": "Ugo"})
    take_part(actor=actor, dossier_id=dossier_id, institution_id=institution("SMZ").id, valid_from=TODAY)
    for aspect in (Aspect.LAST_JOB, Aspect.HEALTH):
        state(actor=actor, dossier_id=dossier_id, aspect=aspect, noted_on=TODAY, text="wie besprochen")
    return dossier_id


@pytest.fixture
def seen_by() -> Callable[[str, date], set[str]]:
    """Which aspects of the situation somebody sees on a day, asked of the database."""
    from ciiz.domain.persons.models import Statement

    def look(name: str, on: date = TODAY) -> set[str]:
        become(name, on)
        return set(Statement.objects.values_list("aspect", flat=True))

    return look
