"""Consent is the access right: signing opens, the last day and withdrawal close, in the database itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import Category, Standing, found, openings, set_standing
from ciiz.domain.consent import public as consent
from ciiz.domain.consent.enums import Coverage, Ending, Onward, Purpose, Recurrence, WithdrawalForm
from ciiz.domain.consent.errors import NotSigned, TooLong
from ciiz.domain.persons.public import person, same_person
from ciiz.domain.timeline.models import Event
from ciiz.foundation.errors import NotAllowed, NotFound
from tests.worlds import TODAY, become, institution, looked_after

from .conftest import LAST_DAY, terms

pytestmark = pytest.mark.django_db
Look = Callable[..., set[str]]


def give(dossier: UUID, **changes: Any) -> consent.Consent:
    actor = become("rav.contact")
    return consent.grant(actor=actor, dossier_id=dossier, terms=terms(**changes), signed_on=TODAY)


def test_before_a_signature_nothing_is_open(dossier: UUID, seen_by: Look) -> None:
    draft = consent.draft(actor=become("rav.contact"), dossier_id=dossier, terms=terms())
    assert draft.signed_on is None
    assert seen_by("smz.contact") == set()


def test_a_signature_opens_the_named_categories_to_the_named_receivers_until_the_last_day(
    dossier: UUID, seen_by: Look
) -> None:
    give(dossier)
    assert seen_by("smz.contact") == {"last_job"}
    assert seen_by("smz.contact", LAST_DAY) == {"last_job"}
    assert seen_by("smz.contact", LAST_DAY + timedelta(days=1)) == set()
    assert seen_by("smz.contact", TODAY - timedelta(days=1)) == set()
    assert seen_by("iv.contact") == set()


def test_a_consent_may_begin_later(dossier: UUID, seen_by: Look) -> None:
    give(dossier, valid_from=TODAY + timedelta(days=5))
    assert seen_by("smz.contact", TODAY + timedelta(days=4)) == set()
    assert seen_by("smz.contact", TODAY + timedelta(days=5)) == {"last_job"}


def test_withdrawal_closes_with_the_same_statement_on_that_very_day(dossier: UUID, seen_by: Look) -> None:
    given = give(dossier)
    assert seen_by("smz.contact") == {"last_job"}
    ended = consent.withdraw(actor=become("rav.contact"), consent_id=given.id, how=WithdrawalForm.TELEPHONE)
    assert (ended.ending, ended.ended_on) == (Ending.WITHDRAWN, TODAY)
    assert seen_by("smz.contact") == set()


def test_a_partner_that_sees_the_consent_takes_the_withdrawal_too(dossier: UUID, seen_by: Look) -> None:
    given = give(dossier)
    consent.withdraw(actor=become("smz.contact"), consent_id=given.id, how=WithdrawalForm.TALK)
    assert seen_by("smz.contact") == set()
    assert seen_by("rav.contact") == {"last_job", "health"}


def test_withdrawal_closes_dossiers_that_the_actor_does_not_see(dossier: UUID, seen_by: Look) -> None:
    rav = become("rav.contact")
    who = person(rav, dossier)
    assert who is not None
    second = found(actor=rav, opened_on=TODAY)
    same_person(actor=rav, dossier_id=second.id, person_id=who.id)
    given = give(dossier)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_consentscope WHERE consent_id = %s AND valid_to > %s",
                       [given.id, TODAY])  # fmt: skip
        assert cursor.fetchone() == (4,)
    consent.withdraw(actor=become("smz.contact"), consent_id=given.id, how=WithdrawalForm.LETTER)
    become("rav.contact")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_consentscope WHERE valid_to > %s", [TODAY])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("again", ["withdraw", "renew"])
def test_what_was_withdrawn_stays_so(dossier: UUID, again: str) -> None:
    given = give(dossier)
    actor = become("rav.contact")
    consent.withdraw(actor=actor, consent_id=given.id, how=WithdrawalForm.TALK)
    more: dict[str, Any] = {"terms": terms(), "signed_on": TODAY} if again == "renew" else {"how": WithdrawalForm.TALK}
    with pytest.raises(consent.AlreadyEnded), transaction.atomic():
        getattr(consent, again)(actor=actor, consent_id=given.id, **more)


def test_a_renewal_takes_over_on_its_first_day_and_may_say_something_else(dossier: UUID, seen_by: Look) -> None:
    given = give(dossier)
    later = TODAY + timedelta(days=80)
    new_terms = terms(valid_from=later, until=later + timedelta(days=100), categories=frozenset({Category.HEALTH}))
    new = consent.renew(actor=become("rav.contact", later), consent_id=given.id, terms=new_terms, signed_on=later)
    given.refresh_from_db()
    assert (given.ended_on, given.ending, new.replaces_id) == (later, Ending.RENEWED, given.id)
    assert seen_by("smz.contact", later - timedelta(days=1)) == {"last_job"}
    assert seen_by("smz.contact", later) == {"health"}
    assert seen_by("smz.contact", later + timedelta(days=101)) == set()


def test_a_consent_that_has_run_out_can_be_renewed(dossier: UUID, seen_by: Look) -> None:
    given = give(dossier)
    later = LAST_DAY + timedelta(days=10)
    become("smz.contact", later)
    new = consent.renew(
        actor=become("rav.contact", later), consent_id=given.id, terms=terms(valid_from=later, until=None),
        signed_on=later,
    )  # fmt: skip
    given.refresh_from_db()
    assert given.ended_on is None
    assert not new.until_stated
    assert seen_by("smz.contact", later) == {"last_job"}


@pytest.mark.parametrize(
    ("changes", "signed_on", "error"),
    [
        ({"receivers": ""}, TODAY, consent.NoParties),
        ({"givers": ""}, TODAY, consent.NoParties),
        ({"until": TODAY - timedelta(days=1)}, TODAY, consent.EndsBeforeItBegins),
        ({"until": date(2029, 11, 22)}, TODAY, TooLong),
        ({}, TODAY + timedelta(days=1), consent.SignedInFuture),
        ({"valid_from": TODAY - timedelta(days=1)}, TODAY, consent.BeginsBeforeSignature),
    ],
)
def test_what_cannot_be_a_consent_is_refused_and_opens_nothing(
    dossier: UUID, seen_by: Look, changes: dict[str, Any], signed_on: date, error: type[Exception]
) -> None:
    with pytest.raises(error), transaction.atomic():
        consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=terms(**changes), signed_on=signed_on)
    assert seen_by("smz.contact") == set()


def test_three_years_less_a_day_is_the_longest(dossier: UUID) -> None:
    assert give(dossier, until=date(2029, 11, 21)).until == date(2029, 11, 21)


def test_only_those_who_manage_the_dossier_record_a_consent(dossier: UUID) -> None:
    give(dossier)
    partner = become("smz.contact")
    with pytest.raises(NotAllowed), transaction.atomic():
        consent.grant(actor=partner, dossier_id=dossier, terms=terms(), signed_on=TODAY)
    looked_after(dossier, by="officer")
    officer = become("officer")
    set_standing(actor=officer, dossier_id=dossier, institution_id=institution("SMZ").id, standing=Standing.LEADING)
    assert consent.grant(actor=become("smz.contact"), dossier_id=dossier, terms=terms(), signed_on=TODAY).signed_on


def test_outsiders_meet_nothing(dossier: UUID) -> None:
    given = give(dossier)
    stranger = become("iv.contact")
    calls: tuple[Callable[[], object], ...] = (
        lambda: consent.withdraw(actor=stranger, consent_id=given.id, how=WithdrawalForm.TALK),
        lambda: consent.renew(actor=stranger, consent_id=given.id, terms=terms(), signed_on=TODAY),
        lambda: consent.grant(actor=stranger, dossier_id=dossier, terms=terms(), signed_on=TODAY),
        lambda: consent.consent(stranger, given.id),
    )
    for call in calls:
        with pytest.raises(NotFound), transaction.atomic():
            call()
    assert consent.of_dossier(stranger, dossier) == []


def test_a_signed_consent_is_not_signed_again_and_a_draft_is_not_withdrawn(dossier: UUID) -> None:
    given = give(dossier)
    actor = become("rav.contact")
    with pytest.raises(consent.AlreadySigned), transaction.atomic():
        consent.sign(actor=actor, consent_id=given.id, signed_on=TODAY)
    draft = consent.draft(actor=actor, dossier_id=dossier, terms=terms())
    with pytest.raises(NotSigned), transaction.atomic():
        consent.withdraw(actor=actor, consent_id=draft.id, how=WithdrawalForm.TALK)


def test_closing_the_case_ends_the_consents_but_for_the_survey(dossier: UUID, seen_by: Look) -> None:
    plain = give(dossier)
    survey = give(dossier, purposes=(Purpose.COORDINATION, Purpose.SURVEY))
    actor = become("rav.contact")
    assert consent.end_with_case(actor=actor, dossier_id=dossier, on=TODAY) == 2
    plain.refresh_from_db()
    survey.refresh_from_db()
    assert (plain.ending, survey.ending) == (Ending.CASE_CLOSED, "")
    assert consent.allows_survey(actor, dossier)
    assert seen_by("smz.contact") == set()
    actor = become("rav.contact")
    consent.withdraw(actor=actor, consent_id=survey.id, how=WithdrawalForm.TALK)
    assert not consent.allows_survey(actor, dossier)


def test_a_consent_without_a_case_opens_a_later_dossier_of_the_same_person(dossier: UUID, seen_by: Look) -> None:
    give(dossier)
    rav = become("rav.contact")
    who = person(rav, dossier)
    assert who is not None
    second = found(actor=rav, opened_on=TODAY)
    same_person(actor=rav, dossier_id=second.id, person_id=who.id)
    assert consent.extend(actor=rav, dossier_id=second.id) == 1
    assert consent.covers(rav, dossier_id=second.id, receiver_id=institution("SMZ").id, on=TODAY)


def test_closing_a_case_ends_what_a_consent_of_another_dossier_opened_of_it(dossier: UUID) -> None:
    elsewhere = give(dossier, purposes=(Purpose.COORDINATION, Purpose.SURVEY))
    rav = become("rav.contact")
    who = person(rav, dossier)
    assert who is not None
    second = found(actor=rav, opened_on=TODAY)
    same_person(actor=rav, dossier_id=second.id, person_id=who.id)
    consent.extend(actor=rav, dossier_id=second.id)
    smz = institution("SMZ").id
    assert openings(rav, second.id, TODAY).basis(smz)
    assert consent.end_with_case(actor=rav, dossier_id=second.id, on=TODAY) == 1
    assert openings(rav, second.id, TODAY).basis(smz) == ""
    assert openings(rav, dossier, TODAY).basis(smz), "where it was recorded it goes on"
    elsewhere.refresh_from_db()
    assert elsewhere.ended_on is None
    told = Event.objects.filter(dossier_id=second.id, kind="consent_ended_with_case")
    assert [one.subject_id for one in told] == [elsewhere.id]
    assert consent.end_with_case(actor=rav, dossier_id=second.id, on=TODAY) == 0


def test_coverage_tells_in_force_from_run_out_from_never(dossier: UUID) -> None:
    given = give(dossier)
    actor = become("rav.contact")
    smz, iv = institution("SMZ").id, institution("IV").id

    def stands(receiver: int, on: date = TODAY, **more: Any) -> Coverage:
        return consent.coverage(actor, dossier_id=dossier, receiver_id=receiver, on=on, **more)

    assert stands(smz) is Coverage.IN_FORCE
    assert stands(smz, LAST_DAY) is Coverage.IN_FORCE
    assert stands(smz, LAST_DAY + timedelta(days=1)) is Coverage.EXPIRED
    assert stands(smz, TODAY - timedelta(days=1)) is Coverage.NOT_YET
    assert stands(smz, category=Category.HEALTH) is Coverage.NONE
    assert stands(smz, giver_id=iv) is Coverage.NONE
    assert stands(iv) is Coverage.NONE
    consent.withdraw(actor=actor, consent_id=given.id, how=WithdrawalForm.TALK)
    assert stands(smz) is Coverage.WITHDRAWN


def test_what_the_paper_leaves_open_has_the_narrowest_effect(dossier: UUID, seen_by: Look) -> None:
    given = give(
        dossier, givers="", receivers="RAV SMZ IV", directions_stated=False, categories=frozenset(), purposes=(),
        recurrence=Recurrence.NOT_STATED, onward=Onward.NOT_STATED, until=None,
    )  # fmt: skip
    assert given.givers == [institution("RAV").id]
    assert set(given.receivers) == {institution("SMZ").id, institution("IV").id}
    assert (given.categories, given.categories_stated) == (["basic"], False)
    assert given.until == TODAY + timedelta(days=29)
    assert seen_by("smz.contact") == set()
    assert person(become("smz.contact"), dossier) is not None


def test_consents_that_run_out_come_in_order_and_renewed_ones_do_not(dossier: UUID) -> None:
    last = give(dossier)
    first = give(dossier, until=LAST_DAY - timedelta(days=1))
    actor = become("rav.contact")

    def soon(days: int) -> list[UUID]:
        return [row.id for row in consent.running_out(actor, on=TODAY, until=TODAY + timedelta(days=days))]

    assert (soon(88), soon(89), soon(90)) == ([], [first.id], [first.id, last.id])
    later = LAST_DAY + timedelta(days=1)
    assert consent.running_out(actor, on=later, until=later + timedelta(days=90)) == []
    consent.renew(actor=actor, consent_id=first.id, terms=terms(until=None), signed_on=TODAY)
    assert soon(90)[-1] == last.id
    assert first.id not in soon(90)


class TestRawSql:
    """Whoever writes SQL on the pages' connection cannot open more than a consent says."""

    def insert(self, consent_id: UUID, dossier: UUID, **changes: Any) -> None:
        row: dict[str, Any] = {
            "id": consent_id, "dossier_id": dossier, "consent_id": consent_id, "receiver_id": institution("SMZ").id,
            "givers": [institution("RAV").id], "categories": ["basic", "work"], "valid_from": TODAY,
            "valid_to": LAST_DAY + timedelta(days=1),
        } | changes  # fmt: skip
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO access_consentscope ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})",
                list(row.values()),
            )

    @pytest.mark.parametrize(
        "changes",
        [
            {"categories": ["health"]},
            {"categories": ["work", "finance"]},
            {"valid_to": None},
            {"valid_to": LAST_DAY + timedelta(days=2)},
            {"valid_from": TODAY - timedelta(days=1)},
        ],
    )
    def test_wider_than_the_consent_is_refused(self, dossier: UUID, changes: dict[str, Any]) -> None:
        given = give(dossier)
        with pytest.raises(DatabaseError):
            self.insert(given.id, dossier, **changes)
        self.insert(given.id, dossier)

    def test_other_parties_are_refused(self, dossier: UUID) -> None:
        given = give(dossier)
        for changes in (
            {"receiver_id": institution("IV").id},
            {"givers": [institution("RAV").id, institution("IV").id]},
        ):
            with pytest.raises(DatabaseError):
                self.insert(given.id, dossier, **changes)

    def test_another_persons_dossier_is_refused(self, dossier: UUID) -> None:
        given = give(dossier)
        actor = become("rav.contact")
        other = found(actor=actor, opened_on=TODAY)
        with pytest.raises(DatabaseError):
            self.insert(given.id, other.id)

    def test_a_draft_and_an_invented_consent_open_nothing(self, dossier: UUID) -> None:
        draft = consent.draft(actor=become("rav.contact"), dossier_id=dossier, terms=terms())
        for consent_id in (draft.id, dossier):
            with pytest.raises(DatabaseError):
                self.insert(consent_id, dossier)

    def test_a_withdrawn_consent_cannot_be_opened_again(self, dossier: UUID) -> None:
        given = give(dossier)
        consent.withdraw(actor=become("rav.contact"), consent_id=given.id, how=WithdrawalForm.TALK)
        with pytest.raises(DatabaseError):
            self.insert(given.id, dossier)
        for statement in (
            "UPDATE access_consentscope SET valid_to = NULL",
            "UPDATE access_consentscope SET categories = '{basic,work,health}', valid_to = '2027-01-01'",
            "UPDATE consent_consent SET ended_on = NULL, ending = ''",
            "UPDATE consent_consent SET ended_on = '2027-01-01'",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    @pytest.mark.parametrize(
        "change",
        [
            "categories = '{basic,health}'",
            "receivers = receivers || 1::bigint",
            "givers = givers || 1::bigint",
            "valid_to = valid_to + 1",
            "valid_from = valid_from - 1",
            "signed_on = NULL",
            "onward = 'yes'",
        ],
    )
    def test_a_signed_consent_keeps_its_word(self, dossier: UUID, change: str) -> None:
        give(dossier)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE consent_consent SET {change}")
