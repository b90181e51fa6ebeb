"""Who still sees what when it is over: a closing, a withdrawn consent, a declined hand-over, another coordination."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from ciiz.domain.access.public import mandate
from ciiz.domain.cases.enums import AnnulReason, Answer, CooperationForm, Result, Stage
from ciiz.domain.cases.public import HandOver, case, ending, referral
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.consent.public import of_dossier, withdraw
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.timeline.public import events
from ciiz.journeys import assign, breakoff, close, leave, triage
from ciiz.journeys import hand_over as handing_over
from tests.journeys import scene
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db

SIGHT = timedelta(days=30)


def sees_of(who: str, code: str, dossier_id: UUID, days: timedelta = timedelta()) -> bool:
    """Whether somebody sees, some days from today, a fact of basic data that an institution contributed."""
    become(who, TODAY + days)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM timeline_event WHERE dossier_id = %s AND category = 'basic' "
            "AND contributor_id = %s)",
            [dossier_id, institution(code).id],
        )
        (seen,) = cursor.fetchone()
    return bool(seen)


def test_founder_and_leader_see_the_others_some_days_after_the_closing_and_then_only_what_is_their_own() -> None:
    dossier_id = scene.closed()
    for who, other in (("smz.contact", "RAV"), ("rav.contact", "IIZ"), ("rav.front", "SMZ")):
        assert sees_of(who, other, dossier_id, SIGHT - timedelta(days=1))
        assert not sees_of(who, other, dossier_id, SIGHT)
    assert sees_of("rav.contact", "RAV", dossier_id, SIGHT)
    assert sees_of("smz.contact", "SMZ", dossier_id, SIGHT)
    assert sees_of("regional", "RAV", dossier_id, SIGHT)
    assert sees_of("officer", "SMZ", dossier_id, SIGHT)


def test_an_annulled_closing_gives_back_what_the_closing_took() -> None:
    dossier_id = scene.closed()
    close.annul(actor=become("officer"), dossier_id=dossier_id, on=TODAY, reason=AnnulReason.GOES_ON)
    assert sees_of("smz.contact", "RAV", dossier_id, SIGHT + SIGHT)


def test_colleagues_outside_the_team_lose_the_others_with_the_consent() -> None:
    dossier_id = scene.assigned()
    assert sees_of("smz.front", "RAV", dossier_id)
    (given,) = of_dossier(become("rav.contact"), dossier_id)
    withdraw(
        actor=become("rav.contact"),
        consent_id=given.id,
        how=WithdrawalForm.TALK,
    )
    assert not sees_of("smz.front", "RAV", dossier_id)
    assert not sees_of("rav.front2", "SMZ", dossier_id)
    assert sees_of("smz.contact", "RAV", dossier_id)


def test_who_joined_to_be_asked_and_declines_leaves_that_day() -> None:
    dossier_id = scene.forwarded()
    accept(dossier_id, "SMZ")
    assert not sees_of("iv.contact", "RAV", dossier_id)
    hand_over = asked(dossier_id)
    assert sees_of("iv.contact", "RAV", dossier_id)
    decline(hand_over)
    assert not sees_of("iv.contact", "RAV", dossier_id, timedelta(days=1))
    assert not sees_of("iv.contact", "IV", dossier_id, timedelta(days=1))


def test_joining_by_a_hand_over_shows_in_the_form_of_the_case() -> None:
    dossier_id = scene.forwarded()
    accept(dossier_id, "SMZ")
    assert form(dossier_id) == CooperationForm.BILATERAL
    asked(dossier_id)
    assert form(dossier_id) == CooperationForm.MULTILATERAL


def test_who_declines_or_leaves_shows_in_the_form_of_the_case() -> None:
    dossier_id = scene.forwarded()
    accept(dossier_id, "SMZ")
    hand_over = asked(dossier_id)
    decline(hand_over)
    assert form(dossier_id) == CooperationForm.BILATERAL
    leave.leave(actor=become("smz.contact"), dossier_id=dossier_id, reason=canton_values("ZZ").decline_reasons[0].code)
    assert form(dossier_id) == CooperationForm.SINGLE


def asked(dossier_id: UUID) -> HandOver:
    """The coordination asks IV to go on."""
    return handing_over.propose(
        actor=become("regional"), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY
    )


def decline(hand_over: HandOver) -> None:
    handing_over.answer(
        actor=become("iv.contact"),
        hand_over_id=hand_over.id,
        given=Answer.DECLINED,
        on=TODAY,
        reason=canton_values("ZZ").decline_reasons[0].code,
    )


def accept(dossier_id: UUID, partner: str) -> None:
    triage.accept(
        actor=become("regional"),
        dossier_id=dossier_id,
        on=TODAY,
        form=CaseForm.ROUND_TABLE,
        partners=[institution(partner).id],
    )


def form(dossier_id: UUID) -> str:
    found = case(become("regional"), dossier_id)
    assert found is not None
    return found.form


def test_a_case_that_goes_to_another_coordination_leaves_the_former_one() -> None:
    dossier_id = scene.forwarded()
    assert sees_of("regional", "RAV", dossier_id)
    mandate(
        actor=become("rav.contact"),
        dossier_id=dossier_id,
        office_id=institution("IIZ").id,
        valid_from=TODAY,
        region_id=membership("regional.other").region_id,
    )
    assert sees_of("regional.other", "RAV", dossier_id)
    assert sees_of("officer", "RAV", dossier_id)
    assert not sees_of("regional", "RAV", dossier_id)


ALONE = ("cases_iizcheck", "cases_referral", "cases_exitreport", "cases_closing")
"""What is not basic although it has no category of its own: why, how and with which reason it was decided."""


def rows_of(who: str, dossier_id: UUID, days: timedelta = timedelta()) -> set[str]:
    """Of which of these tables somebody sees rows of the dossier, some days from today."""
    become(who, TODAY + days)
    found = set()
    with connection.cursor() as cursor:
        for table in ALONE:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE dossier_id = %s)", [dossier_id])
            (seen,) = cursor.fetchone()
            found |= {table} if seen else set()
    return found


def test_reasons_are_for_those_who_manage_the_case() -> None:
    dossier_id = scene.closed()
    for who in ("rav.front", "rav.contact", "smz.contact", "regional", "officer"):
        assert rows_of(who, dossier_id) == set(ALONE), who
    for who in ("rav.front2", "smz.front", "iv.contact", "regional.other"):
        assert rows_of(who, dossier_id) == set(), who


def test_everybody_who_takes_part_learns_how_a_case_ended_and_not_why() -> None:
    dossier_id = scene.reported()
    assert case(become("smz.front"), dossier_id).result == Result.INTEGRATED
    assert ending(become("smz.front"), dossier_id).report is None


def test_after_the_closing_everybody_keeps_what_the_own_institution_wrote() -> None:
    dossier_id = scene.closed()
    assert rows_of("rav.contact", dossier_id, SIGHT) == {"cases_iizcheck", "cases_referral"}
    assert rows_of("smz.contact", dossier_id, SIGHT) == {"cases_exitreport", "cases_closing"}
    assert rows_of("officer", dossier_id, SIGHT) == set(ALONE)


def test_the_sender_reads_why_a_referral_was_returned_and_what_is_advised() -> None:
    dossier_id = scene.forwarded()
    triage.return_case(
        actor=become("regional"), dossier_id=dossier_id, on=TODAY, reason="health_first", advice="Ask the hospital."
    )
    for who in ("rav.front", "rav.contact"):
        found = referral(become(who), dossier_id)
        assert found is not None
        assert (found.reason, found.advice) == ("health_first", "Ask the hospital.")
    colleague = become("rav.front2")
    assert referral(colleague, dossier_id) is None
    assert case(colleague, dossier_id).stage == Stage.RETURNED
    told = [event for event in events(colleague, dossier_id) if event.kind == "referral_returned"]
    assert [event.codes.get("reason") for event in told] == [None]


def test_no_event_of_basic_data_carries_a_reason_of_the_end() -> None:
    dossier_id = scene.assigned()
    breakoff.break_off(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, reason="illness")
    scene.report(dossier_id, result=Result.NOT_INTEGRATED, reason="illness")
    request_and_close(dossier_id)
    assert "illness" not in str([event.codes for event in events(become("officer"), dossier_id)])


def request_and_close(dossier_id: UUID) -> None:
    close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)


def test_a_deputy_of_another_institution_reads_what_the_case_manager_reads() -> None:
    dossier_id = scene.assigned()
    manage(dossier_id, "rav.contact2")
    assert rows_of("smz.contact", dossier_id, timedelta(days=1)) == set()
    reason = canton_values("ZZ").reassignment_reasons[0].code
    deputy = membership("smz.contact").id
    assign.name_deputy(
        actor=become("regional"), dossier_id=dossier_id, membership_id=deputy, named_on=TODAY, reason=reason
    )
    assert rows_of("smz.contact", dossier_id) == {"cases_iizcheck", "cases_referral"}
    manage(dossier_id, "rav.contact")
    assert rows_of("smz.contact", dossier_id) == {"cases_iizcheck", "cases_referral"}


def manage(dossier_id: UUID, who: str) -> None:
    reason = canton_values("ZZ").reassignment_reasons[0].code
    manager = membership(who).id
    assign.change_case_manager(
        actor=become("regional"), dossier_id=dossier_id, membership_id=manager, named_on=TODAY, reason=reason
    )
