"""Opening and withdrawing at the same moment: whoever comes second sees what the first did."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, transaction

from ciiz.domain.access.public import Actor
from ciiz.domain.consent import public as consent
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.consent.models import Consent
from ciiz.foundation.postgres.roles import APP
from tests.harness.databases import running_cluster
from tests.worlds import TODAY, become, institution

from .conftest import terms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def given(request: pytest.FixtureRequest) -> Consent:
    with transaction.atomic():
        dossier: UUID = request.getfixturevalue("dossier")
        asked = terms()
        return consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=asked, signed_on=TODAY)


def open_again(other: "psycopg.Connection[tuple[object, ...]]", actor: Actor, given: Consent, smz: int) -> None:
    """As somebody on another connection, with as much as the consent says."""
    with other.transaction():
        other.execute("SELECT access_enter(%s, %s, %s, false)", [actor.membership_id, actor.user_id, TODAY])
        other.execute("SET LOCAL lock_timeout = '300ms'")
        values: list[Any] = [uuid4(), given.dossier_id, given.id, smz, given.givers, given.valid_from, given.valid_to]
        other.execute(
            "INSERT INTO access_consentscope (id, dossier_id, consent_id, receiver_id, givers, categories, valid_from, "
            "valid_to) VALUES (%s, %s, %s, %s, %s, '{basic,work}', %s, %s)",
            values,
        )


def test_an_opening_waits_for_the_withdrawal_and_is_refused_after_it(given: Consent) -> None:
    name = str(connection.settings_dict["NAME"])
    smz = institution("SMZ").id
    with running_cluster().connect(name, APP) as other:
        with transaction.atomic():
            actor = become("rav.contact")
            consent.withdraw(actor=actor, consent_id=given.id, how=WithdrawalForm.TALK)
            with pytest.raises(psycopg.errors.LockNotAvailable):
                open_again(other, actor, given, smz)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no consent says so"):
            open_again(other, actor, given, smz)


def test_a_withdrawal_closes_what_was_opened_the_moment_before(given: Consent) -> None:
    name = str(connection.settings_dict["NAME"])
    smz = institution("SMZ").id
    with transaction.atomic():
        actor = become("rav.contact")
    with running_cluster().connect(name, APP) as other:
        open_again(other, actor, given, smz)
    with transaction.atomic():
        actor = become("rav.contact")
        consent.withdraw(actor=actor, consent_id=given.id, how=WithdrawalForm.TALK)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(*) FILTER (WHERE valid_to > %s) FROM access_consentscope", [TODAY])
            assert cursor.fetchone() == (3, 0)
