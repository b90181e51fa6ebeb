"""IIZ checks that came to nothing are erased after the canton's months, with what hangs on them and nothing else."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from ciiz.domain.access.models import Dossier
from ciiz.domain.cases.enums import Occasion
from ciiz.domain.cases.models import Case
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.public import file
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.persons.models import Person
from ciiz.domain.persons.public import register_with
from ciiz.foundation.audit.sealing import seal, verify
from ciiz.foundation.db.protect import tables
from ciiz.foundation.db.protection import Kind
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.foundation.terms import Term, ends_on
from ciiz.jobs.periodic import erasing
from ciiz.jobs.periodic.rows import Incomplete
from ciiz.journeys import refer
from tests.journeys import scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db(transaction=True)
OVER = ends_on(Term(months=24), TODAY)
IDENTITY = scene.IDENTITY | {"ahv_number": "7569217076985"}


@pytest.fixture(autouse=True)
def as_worker() -> Iterator[None]:
    """Inside a test that has set its scene as the pages' role: what follows runs as the worker."""
    yield
    connection.settings_dict["USER"] = APP


def work() -> None:
    connection.close()
    connection.settings_dict["USER"] = WORKER


def checked(on: date = TODAY, *, indicated: CaseForm = CaseForm.NONE, **whom: Any) -> UUID:
    """RAV has checked somebody; by default no IIZ is indicated."""
    with transaction.atomic():
        return refer.check(
            actor=become("rav.contact", on),
            on=on,
            occasion=Occasion.MANDATE,
            criteria=scene.criteria(),
            indicated=indicated,
            **(whom or {"identity": IDENTITY}),
        ).dossier_id


def everywhere(owner: Any, dossier: UUID) -> dict[str, int]:
    """How many rows of a dossier each protected table holds, asked beyond all policies."""
    found: dict[str, int] = {}
    for model, protection in tables():
        if protection.kind is Kind.PROTECTED and any(one.column == "dossier_id" for one in model._meta.concrete_fields):
            table = model._meta.db_table
            (count,) = owner.execute(f"SELECT count(*) FROM {table} WHERE dossier_id = %s", [dossier]).fetchone()
            found |= {table: count} if count else {}
    return found


def kept_values(owner: Any, dossier: UUID) -> int:
    """How many values the audit holds of a dossier or of a person of this name."""
    owner.execute("SET ROLE ciiz_audit")
    (count,) = owner.execute(
        "SELECT count(*) FROM audit.payload p JOIN audit.entry e ON e.id = p.entry_id "
        "WHERE e.dossier_id = %s OR p.payload::text LIKE '%%Zumtest%%'",
        [dossier],
    ).fetchone()
    owner.execute("RESET ROLE")
    return int(count)


def test_a_check_that_came_to_nothing_goes_on_its_day_with_the_person_and_leaves_only_that_it_was_there(
    owner_connection: Any, caplog: pytest.LogCaptureFixture
) -> None:
    dossier = checked()
    with transaction.atomic():
        actor = become("rav.contact")
        register_with(actor=actor, dossier_id=dossier, dispositif_id="ALV", file_number="4711")
        file(
            actor=actor,
            dossier_id=dossier,
            kind=DocumentKind.OTHER,
            title="A letter",
            file_name="letter.pdf",
            content=b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
            dated_on=TODAY,
        )
    assert {"cases_iizcheck", "timeline_event", "persons_subject"} <= everywhere(owner_connection, dossier).keys()
    assert kept_values(owner_connection, dossier)
    work()
    seal()
    assert erasing.checks(OVER - timedelta(days=1)) == 0
    with caplog.at_level(logging.INFO):
        assert erasing.checks(OVER) == 1
    assert erasing.checks(OVER) == 0
    assert everywhere(owner_connection, dossier) == {}
    assert not Dossier.objects.filter(id=dossier).exists()
    assert not Person.objects.exists()
    assert kept_values(owner_connection, dossier) == 0
    seal()
    assert verify().fault is None
    assert str(dossier) in caplog.text
    assert "Zumtest" not in caplog.text


def test_what_happened_later_counts_and_a_referral_is_never_touched(owner_connection: Any) -> None:
    dossier = checked()
    with transaction.atomic():
        later = ends_on(Term(months=5), TODAY)
        register_with(actor=become("rav.contact", later), dossier_id=dossier, dispositif_id="ALV", file_number="4711")
        begun = scene.begun(TODAY)
        managed = scene.assigned()
    work()
    assert erasing.checks(ends_on(Term(months=24), later) - timedelta(days=1)) == 0
    assert erasing.checks(ends_on(Term(months=24), later)) == 1
    assert set(Case.objects.values_list("dossier_id", flat=True)) == {begun, managed}


def test_a_person_who_has_another_case_stays_and_a_check_that_a_case_follows_too() -> None:
    first = checked()
    with transaction.atomic():
        become("rav.contact")
        person = Person.objects.get()
    second = checked(TODAY + timedelta(days=100), indicated=CaseForm.ROUND_TABLE, person_id=person.id)
    third = checked(TODAY, identity=IDENTITY | {"given_names": "Berta"})
    checked(TODAY + timedelta(days=1), indicated=CaseForm.ROUND_TABLE, identity=IDENTITY, follows=third)
    work()
    assert erasing.checks(OVER) == 1
    left = set(Case.objects.values_list("dossier_id", flat=True))
    assert first not in left
    assert {second, third} <= left
    assert Person.objects.filter(id=person.id).exists()


def test_a_consent_that_runs_and_a_legal_hold_keep_a_check(owner_connection: Any) -> None:
    dossier, held = checked(), checked(identity=scene.IDENTITY | {"given_names": "Berta"})
    with transaction.atomic():
        scene.consented(dossier, on=TODAY, until=OVER + timedelta(days=10))
    owner_connection.execute("UPDATE cases_case SET legal_hold = true WHERE dossier_id = %s", [held])
    work()
    assert erasing.checks(OVER) == 0
    assert erasing.checks(OVER + timedelta(days=10)) == 1
    assert set(Dossier.objects.values_list("id", flat=True)) == {held}


def test_one_that_cannot_go_stops_no_other_and_is_tried_again(owner_connection: Any) -> None:
    stuck, free = checked(), checked(identity=scene.IDENTITY | {"given_names": "Berta"})
    owner_connection.execute("CREATE TABLE hanging (dossier uuid REFERENCES access_dossier)")
    try:
        owner_connection.execute("INSERT INTO hanging VALUES (%s)", [stuck])
        work()
        with pytest.raises(Incomplete):
            erasing.checks(OVER)
        assert set(Dossier.objects.values_list("id", flat=True)) == {stuck}
        assert everywhere(owner_connection, stuck)
    finally:
        owner_connection.execute("DROP TABLE hanging")
    assert erasing.checks(OVER) == 1
    assert free != stuck


@pytest.mark.parametrize("who", ["rav.contact", "officer"])
def test_nobody_erases_by_a_page(who: str) -> None:
    dossier = checked(TODAY - timedelta(days=900))
    with transaction.atomic():
        assert rows(who, dossier, "SELECT cases_erase_check(%(dossier)s, %(today)s)") == 0
        assert rows(who, dossier, "SELECT audit.erase(%(dossier)s, NULL)") == 0
    work()
    assert Dossier.objects.filter(id=dossier).exists()


def test_the_worker_erases_nothing_else() -> None:
    with transaction.atomic():
        dossier = scene.assigned()
    work()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_erase_check(%s, %s)", [dossier, OVER])
        assert cursor.fetchone() == (False,)
    assert Dossier.objects.filter(id=dossier).exists()
