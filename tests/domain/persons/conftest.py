"""What the tests of persons need."""

from collections.abc import Callable
from uuid import UUID

import pytest

from ciiz.domain.access.public import Actor, Category, open_by_statute, take_part
from tests.worlds import TODAY, become, institution


@pytest.fixture
def partner_sees() -> Callable[[UUID], Actor]:
    """Lets SMZ take part in a dossier of RAV and opens to it, by statute, everything RAV contributes."""

    def let(dossier_id: UUID) -> Actor:
        actor = become("rav.contact")
        smz = institution("SMZ").id
        take_part(actor=actor, dossier_id=dossier_id, institution_id=smz, valid_from=TODAY)
        open_by_statute(
            actor=actor,
            dossier_id=dossier_id,
            article="32 ATSG",
            purpose="test",
            receiver_id=smz,
            giver_ids=[actor.institution_id],
            categories=list(Category),
            valid_from=TODAY,
            valid_to=TODAY.replace(year=TODAY.year + 1),
        )
        return become("smz.contact")

    return let
