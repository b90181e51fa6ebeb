"""A case goes from stage to stage by what was done, and its days are those of what was done; SQL invents neither."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ciiz.domain.access.public import found, take_part
from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.cases.public import case, milestone
from ciiz.domain.consent.public import end_with_case
from ciiz.domain.persons.public import person, same_person
from ciiz.journeys import breakoff, close, leave, report
from ciiz.journeys import hand_over as handing_over
from tests.journeys import plan_scene, scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db

MOVE = "UPDATE cases_case SET stage = '{}', version = version + 1 WHERE dossier_id = %(dossier)s"
CHECKLIST = (
    "UPDATE cases_closing SET closed_on = %(today)s, closed_by_id = %(me)s, letter_on = %(today)s, "
    "network_informed_on = %(today)s WHERE dossier_id = %(dossier)s AND annulled_on IS NULL"
)
CLOSE = "UPDATE cases_case SET stage = 'closed', closed_on = %(today)s WHERE dossier_id = %(dossier)s"
SESSION = (
    "INSERT INTO cases_sessionresult (id, dossier_id, contributor_id, case_id, kind, held_on, outcome, "
    "person_present, recorded_by_id) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(dossier)s, 'round_table', "
    "%(today)s, 'case_management', true, %(me)s)"
)
EVENT = (
    "INSERT INTO timeline_event (id, dossier_id, contributor_id, kind, category, occurred_on, recorded_at, "
    "actor_id, legal_basis, step, codes, subject_id) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, '{kind}', "
    "'basic', {on}, now(), %(me)s, '', '', '{{}}', {subject})"
)
KINDS = (
    "check_done",
    "referral_begun",
    "referral_completed",
    "referral_forwarded",
    "referral_accepted",
    "referral_returned",
    "session_recorded",
    "case_manager_named",
    "case_manager_changed",
    "plan_signed",
    "plan_validated",
    "talk_held",
    "stock_taken",
    "case_broken_off",
    "exit_reported",
    "closing_requested",
    "case_closed",
)


def event(kind: str, *, on: str = "%(today)s", subject: str = "NULL") -> str:
    return EVENT.replace("{kind}", kind).replace("{on}", on).replace("{subject}", subject)


def ready(*, asked: bool = True, ended: bool = True, waits: bool = False) -> UUID:
    """A case whose checklist the officer has filled in by SQL; what it lacks is left out."""
    dossier_id = scene.reported()
    if asked:
        close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    if waits:
        handing_over.propose(
            actor=become("smz.contact"),
            dossier_id=dossier_id,
            receiver_id=institution("RAV").id,
            on=TODAY,
            talk_on=TODAY,
        )
    if ended:
        end_with_case(actor=become("officer"), dossier_id=dossier_id, on=TODAY)
    assert rows("officer", dossier_id, CHECKLIST) == 1
    return dossier_id


@pytest.mark.parametrize(
    "lacks", [{"asked": False}, {"ended": False}, {"waits": True}], ids=lambda one: next(iter(one))
)
def test_a_case_is_not_closed_beside_its_checklist(lacks: dict[str, bool]) -> None:
    assert rows("officer", ready(**lacks), CLOSE) == 0


def test_a_case_is_not_closed_while_a_consent_of_another_dossier_opens_it() -> None:
    dossier_id = scene.reported()
    close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    rav = become("rav.contact")
    who = person(rav, dossier_id)
    assert who is not None
    second = found(actor=rav, opened_on=TODAY)
    same_person(actor=rav, dossier_id=second.id, person_id=who.id)
    scene.consented(second.id, on=TODAY)
    assert rows("officer", dossier_id, CHECKLIST) == 1
    ended = "UPDATE consent_consent SET ended_on = %(today)s, ending = 'case_closed' WHERE dossier_id = %(dossier)s"
    assert rows("officer", dossier_id, ended) == 1
    assert rows("officer", dossier_id, CLOSE) == 0
    assert end_with_case(actor=become("officer"), dossier_id=dossier_id, on=TODAY) == 1
    assert rows("officer", dossier_id, CLOSE) == 1


def test_a_case_that_has_all_of_it_is_closed() -> None:
    assert rows("officer", ready(), CLOSE) == 1


@pytest.mark.parametrize(
    ("at", "who", "to"),
    [
        *((scene.begun, "rav.front", to) for to in ("accepted", "coaching", "ending")),
        *((scene.begun, "rav.contact", to) for to in ("accepted", "coaching", "ending", "returned", "asked_back")),
        *((scene.begun, "rav.contact", to) for to in ("completed", "forwarded", "decided")),
        *((scene.forwarded, "regional", to) for to in ("accepted", "coaching", "returned", "asked_back", "decided")),
        *((scene.forwarded, who, "ending") for who in ("regional", "rav.contact")),
        *((scene.accepted, "regional", to) for to in ("coaching", "decided", "returned", "ending", "forwarded")),
        (scene.decided, "regional", "accepted"),
        *((scene.assigned, "smz.contact", to) for to in ("planned", "running", "ending")),
        *((plan_scene.signed, "regional", to) for to in ("running", "decided")),
        *((plan_scene.running, "regional", to) for to in ("decided", "accepted", "closed")),
    ],
)
def test_nobody_moves_a_case_where_nothing_leads(at: Callable[[], UUID], who: str, to: str) -> None:
    assert rows(who, at(), MOVE.format(to)) == 0


def test_a_session_is_held_on_a_case_that_was_accepted() -> None:
    assert rows("regional", scene.forwarded(), SESSION) == 0


def test_its_result_takes_the_case_on() -> None:
    dossier_id = scene.accepted()
    assert rows("regional", dossier_id, SESSION) == 1
    assert rows("regional", dossier_id, MOVE.format("decided")) == 1


@pytest.mark.parametrize("subject", ["NULL", "(SELECT id FROM cases_referral WHERE case_id = %(dossier)s)"])
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_invents_a_day_of_a_case(kind: str, subject: str) -> None:
    """Neither who refers nor a partner, and the event of another kind shows that the statement reaches a row."""
    dossier_id = scene.assigned()
    before = milestone(become("regional"), dossier_id)
    for who in ("rav.contact", "iv.contact"):
        assert rows(who, dossier_id, event("probe", subject=subject)) == 1
        assert rows(who, dossier_id, event(kind, subject=subject)) == 0
        assert rows(who, dossier_id, event(kind, on="%(today)s - 300", subject=subject)) == 0
    after = milestone(become("regional"), dossier_id)
    assert before is not None
    assert after is not None
    assert (after.accepted_on, after.closed_on, after.case_managers) == (
        before.accepted_on,
        before.closed_on,
        before.case_managers,
    )


def coached() -> UUID:
    """RAV and SMZ coach; the IV joined later and is not of the tandem."""
    dossier_id = scene.accepted()
    leave.leave(actor=become("iv.contact", TODAY - timedelta(days=32)), dossier_id=dossier_id, reason="not_competent")
    scene.sit(dossier_id, outcome=SessionOutcome.COACHING)
    take_part(actor=become("regional"), dossier_id=dossier_id, institution_id=institution("IV").id, valid_from=TODAY)
    return dossier_id


@pytest.mark.parametrize("who", ["rav.contact", "smz.contact", "regional"])
def test_a_coaching_ends_by_who_tells_it_over(who: str) -> None:
    dossier_id = coached()
    assert rows(who, dossier_id, MOVE.format("ending")) == 0
    assert rows(who, dossier_id, event("coaching_ended")) == 1
    assert rows(who, dossier_id, MOVE.format("ending")) == 1


@pytest.mark.parametrize("who", ["iv.contact", "iv.front", "smz.front", "officer", "secretariat"])
def test_nobody_else_tells_or_ends_a_coaching(who: str) -> None:
    dossier_id = coached()
    for kind in ("coaching_registered", "coaching_result", "coaching_ended"):
        assert rows(who, dossier_id, event(kind)) == 0
    assert rows("smz.contact", dossier_id, event("coaching_ended")) == 1
    assert rows(who, dossier_id, MOVE.format("ending")) == 0


@pytest.mark.parametrize("at", [scene.accepted, scene.assigned, scene.reported])
def test_no_coaching_is_told_of_where_none_is(at: Callable[[], UUID]) -> None:
    dossier_id = at()
    for who in ("rav.contact", "smz.contact", "regional"):
        assert rows(who, dossier_id, event("probe")) == 1
        assert rows(who, dossier_id, event("coaching_ended")) == 0


@pytest.mark.parametrize("who", ["rav.contact", "smz.contact", "regional", "officer"])
def test_nobody_says_by_hand_whether_a_case_is_coached(who: str) -> None:
    turned = "UPDATE cases_case SET coached = NOT coached WHERE dossier_id = %(dossier)s"
    assert rows(who, coached(), turned) == 0
    assert rows(who, scene.assigned(), turned) == 0


def test_the_case_says_by_itself_that_it_is_coached_and_was() -> None:
    dossier_id = scene.accepted()
    assert not case(become("regional"), dossier_id).coached
    dossier_id = coached()
    assert case(become("regional"), dossier_id).coached
    close_by_break_off(dossier_id)
    assert case(become("regional"), dossier_id).coached


def close_by_break_off(dossier_id: UUID) -> None:
    breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    report.write(
        actor=become("rav.contact"),
        dossier_id=dossier_id,
        exit_reason="no_cooperation",
        actual_end=TODAY,
        decided_on=TODAY,
    )


@pytest.mark.parametrize(("who", "closed"), [("officer", 0), ("smz.contact", 0), ("rav.contact", 0), ("regional", 1)])
def test_a_coaching_is_closed_by_the_coordination_alone(who: str, closed: int) -> None:
    dossier_id = coached()
    close_by_break_off(dossier_id)
    close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    end_with_case(actor=become("regional"), dossier_id=dossier_id, on=TODAY)
    assert rows(who, dossier_id, CHECKLIST) == closed
    if not closed:
        assert rows("regional", dossier_id, CHECKLIST) == 1
    assert rows(who, dossier_id, CLOSE) == closed


def test_an_acceptance_is_not_told_of_a_draft() -> None:
    told = event("referral_accepted", subject="(SELECT id FROM cases_referral WHERE case_id = %(dossier)s)")
    assert rows("rav.contact", scene.begun(), told) == 0


def test_who_named_a_case_manager_does_not_tell_it_twice() -> None:
    named = "(SELECT id FROM cases_assignment WHERE dossier_id = %(dossier)s AND kind = 'case_manager')"
    day = named.replace("SELECT id", "SELECT valid_from")
    for kind in ("case_manager_named", "case_manager_changed"):
        assert rows("regional", scene.assigned(), event(kind, on=day, subject=named)) == 0
