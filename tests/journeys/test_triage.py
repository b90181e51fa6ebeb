"""Decisions on referrals."""

from datetime import timedelta

import pytest

from ciiz.domain.access.public import institutions
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import (
    AlreadyDecided,
    DayOutOfOrder,
    Missing,
    NoSecondInstitution,
    UnknownReason,
    WrongRole,
    case,
    referral,
)
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.tasks.public import waiting
from ciiz.foundation.errors import NotFound
from ciiz.journeys import triage
from ciiz.journeys.coverage import NoConsent
from tests.journeys import scene
from tests.journeys.test_refer import refused_by_database
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db


def test_partners_take_part_from_the_acceptance_on_if_the_consent_names_them() -> None:
    dossier_id = scene.forwarded(without=("IV",))
    triage.accept(actor=become("regional"), dossier_id=dossier_id, on=TODAY, form=CaseForm.ROUND_TABLE)
    actor = become("regional")
    assert set(institutions(actor, dossier_id, TODAY)) == {institution("RAV").id, institution("SMZ").id}
    assert case(actor, dossier_id).form == "bilateral"
    assert case(become("smz.contact"), dossier_id).stage == Stage.ACCEPTED
    with pytest.raises(NotFound):
        case(become("iv.contact"), dossier_id)


def test_a_partner_whom_no_consent_names_is_refused_by_name() -> None:
    dossier_id = scene.forwarded(without=("IV",))
    with pytest.raises(NoConsent) as refusal:
        triage.accept(
            actor=become("regional"),
            dossier_id=dossier_id,
            on=TODAY,
            form=CaseForm.ROUND_TABLE,
            partners=[institution("IV").id],
        )
    assert refusal.value.field == "partners"


def test_without_a_second_institution_a_reason_is_needed() -> None:
    dossier_id = scene.forwarded(without=("IV", "SMZ"))
    actor = become("regional")
    with pytest.raises(NoSecondInstitution):
        triage.accept(actor=actor, dossier_id=dossier_id, on=TODAY, form=CaseForm.ASSESSMENT)
    triage.accept(
        actor=actor,
        dossier_id=dossier_id,
        on=TODAY,
        form=CaseForm.ASSESSMENT,
        admitted_reason="second_expected",
    )
    found = case(actor, dossier_id)
    assert found.form == "single"
    decided = referral(actor, dossier_id)
    assert decided is not None
    assert decided.reason == "second_expected"


@pytest.mark.parametrize("who", ["rav.front", "rav.contact", "officer", "secretariat"])
def test_only_the_coordination_decides(who: str) -> None:
    dossier_id = scene.forwarded()
    actor = become(who)
    with pytest.raises(WrongRole):
        triage.accept(actor=actor, dossier_id=dossier_id, on=TODAY, form=CaseForm.ROUND_TABLE)
    decide = "UPDATE cases_referral SET decision = 'accepted', decided_on = %s WHERE dossier_id = %s"
    assert refused_by_database(decide, TODAY, dossier_id) == -1
    assert refused_by_database("UPDATE cases_case SET stage = 'accepted' WHERE dossier_id = %s", dossier_id) == -1


@pytest.mark.parametrize("who", ["smz.contact", "iv.front", "regional.other", "thematic", "legal", "national"])
def test_for_others_the_referral_does_not_exist(who: str) -> None:
    dossier_id = scene.forwarded()
    actor = become(who)
    with pytest.raises(NotFound):
        triage.accept(actor=actor, dossier_id=dossier_id, on=TODAY, form=CaseForm.ROUND_TABLE)
    assert refused_by_database("UPDATE cases_case SET stage = 'accepted' WHERE dossier_id = %s", dossier_id) == 0


def test_a_return_has_a_coded_reason_and_advice_and_the_sender_learns_it() -> None:
    dossier_id = scene.forwarded()
    actor = become("regional")
    with pytest.raises(UnknownReason):
        triage.return_case(actor=actor, dossier_id=dossier_id, on=TODAY, reason="because", advice="Try the network.")
    with pytest.raises(Missing):
        triage.return_case(actor=actor, dossier_id=dossier_id, on=TODAY, reason="network_enough")
    triage.return_case(
        actor=actor, dossier_id=dossier_id, on=TODAY, reason="network_enough", advice="Call the social service."
    )
    sender = become("rav.front")
    found = referral(sender, dossier_id)
    assert found is not None
    assert (found.decision, found.reason, found.advice) == ("returned", "network_enough", "Call the social service.")
    assert [task.kind for task in waiting(sender).tasks] == ["read_decision"]
    assert case(sender, dossier_id).stage == Stage.RETURNED


def test_a_return_by_telephone_needs_a_reason_only() -> None:
    dossier_id = scene.forwarded()
    triage.return_case(
        actor=become("regional"), dossier_id=dossier_id, on=TODAY, reason="single_institution", by_telephone=True
    )
    found = referral(become("rav.contact"), dossier_id)
    assert found is not None
    assert found.by_telephone


def test_a_referral_is_decided_on_once() -> None:
    dossier_id = scene.accepted()
    with pytest.raises(AlreadyDecided):
        triage.return_case(actor=become("regional"), dossier_id=dossier_id, on=TODAY, reason="other", by_telephone=True)


def test_a_decision_does_not_lie_before_the_forwarding() -> None:
    dossier_id = scene.forwarded()
    with pytest.raises(DayOutOfOrder):
        triage.accept(
            actor=become("regional"),
            dossier_id=dossier_id,
            on=scene.START - timedelta(days=1),
            form=CaseForm.ROUND_TABLE,
        )
