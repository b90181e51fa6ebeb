"""Why something happened is read by who manages the case and who said it; that it happened, by all who take part."""

from uuid import UUID

import pytest

from ciiz.domain.cases.enums import Answer
from ciiz.domain.cases.public import hand_overs
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.timeline.public import Event, Reason, history
from ciiz.journeys import assign, change, leave
from ciiz.journeys import hand_over as handing_over
from tests.journeys import plan_scene, scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
MANAGES = {"regional", "officer", "smz.contact", "rav.contact", "rav.front"}
"""The coordination; team and contact persons of the institution that founded the case and of the one that leads it."""
TAKES_PART = {"iv.contact", "iv.front", "smz.front", "rav.front2"}


@pytest.fixture
def dossier() -> UUID:
    """A plan that SMZ carries out; RAV founded the case, IV takes part."""
    return plan_scene.running()


def readers(dossier: UUID, kind: str) -> set[str]:
    """Who of the people above reads why; that it happened they all read."""
    found = set()
    for who in MANAGES | TAKES_PART:
        (told,) = [one for one in history(become(who), dossier, 100) if one.kind == kind]
        assert "reason" not in told.codes
        found |= {who} if told.reason else set()
        assert rows(who, dossier, "SELECT FROM timeline_reason WHERE dossier_id = %(dossier)s") == bool(told.reason)
    return found


def test_why_a_hand_over_is_declined_is_read_by_who_declined_and_who_manages(dossier: UUID) -> None:
    asked = handing_over.propose(
        actor=become("regional"), dossier_id=dossier, receiver_id=institution("IV").id, on=TODAY
    )
    handing_over.answer(
        actor=become("iv.contact"), hand_over_id=asked.id, given=Answer.DECLINED, on=TODAY, reason="no_entitlement"
    )
    assert readers(dossier, "hand_over_answered") == MANAGES | {"iv.contact"}
    assert [one.answer for one in hand_overs(become("iv.front"), dossier)] == ["declined"]


def test_why_a_case_manager_changes_is_read_by_who_manages(dossier: UUID) -> None:
    assign.change_case_manager(
        actor=become("regional"),
        dossier_id=dossier,
        membership_id=membership("iv.contact").id,
        named_on=TODAY,
        reason="persons_wish",
    )
    assert readers(dossier, "case_manager_changed") == MANAGES - {"smz.contact"} | {"iv.contact"}


def test_why_an_institution_leaves_is_read_by_who_manages_and_by_itself() -> None:
    dossier = scene.decided()
    reason = canton_values("ZZ").decline_reasons[0].code
    leave.leave(actor=become("iv.contact"), dossier_id=dossier, reason=reason)
    assert readers(dossier, "institution_left") == MANAGES - {"smz.contact"} | {"iv.contact"}


def test_what_affects_the_plan_is_read_by_who_tells_it_and_who_manages(dossier: UUID) -> None:
    change.event(actor=become("iv.contact"), dossier_id=dossier, on=TODAY, what="health")
    assert readers(dossier, "plan_event") == MANAGES | {"iv.contact"}


INSERT = (
    "INSERT INTO timeline_reason (id, dossier_id, contributor_id, event_id, code, words) "
    "SELECT gen_random_uuid(), dossier_id, %(mine)s, id, 'other', 'x' FROM timeline_event "
    "WHERE dossier_id = %(dossier)s "
)


@pytest.mark.parametrize("who", ["iv.contact", "iv.front", "regional"])
def test_nobody_gives_a_reason_for_what_others_told(dossier: UUID, who: str) -> None:
    become("officer")
    assert Event.objects.filter(dossier_id=dossier).exclude(actor=membership(who)).exists()
    assert rows(who, dossier, INSERT + "AND actor_id <> %(me)s") == 0


def test_a_reason_never_changes(dossier: UUID) -> None:
    change.event(actor=become("smz.contact"), dossier_id=dossier, on=TODAY, what="health")
    for attack in ("UPDATE timeline_reason SET code = 'job'", "DELETE FROM timeline_reason"):
        assert rows("smz.contact", dossier, attack) == 0
    become("smz.contact")
    assert Reason.objects.get(dossier_id=dossier).code == "health"
