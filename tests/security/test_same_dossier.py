"""No row hangs on a row of another dossier, whoever writes: asked of the catalogue, then tried with real rows."""

from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, transaction

from ciiz.domain.cases.enums import Result
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.public import file
from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.journal.public import Told, promote
from ciiz.domain.plans.enums import Answer, Progress, StockTakingKind
from ciiz.domain.privacy import public as privacy
from ciiz.foundation.db import belonging
from ciiz.foundation.db.protect import tables
from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.journeys import change, close, contact, plan, stocktake
from ciiz.journeys import hand_over as handing_over
from tests.journeys import meeting_scene, plan_scene, scene
from tests.worlds import TODAY, become, institution

TIES = sorted(belonging.ties(list(tables())), key=lambda tie: (tie.table, tie.column))
"""What the models declare; the test below finds the same in the catalogue by itself."""

POINTING = """
SELECT c.conrelid::regclass::text, a.attname::text
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attname = 'dossier_id'
JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attname = 'dossier_id'
WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND a.attname <> 'dossier_id'
"""
TIED = """
SELECT conrelid::regclass::text, substr(conname, length('same_dossier_') + 1)
FROM pg_constraint WHERE starts_with(conname, 'same_dossier_') AND contype IN ('f', 'c') AND convalidated
"""
FIRST = "(SELECT {tie.key} FROM {tie.parent} WHERE dossier_id = '{dossier}' LIMIT 1)"
PARENTS = {tie.parent for tie in TIES}
ACROSS = {("cases_case", "follows_id")}
"""A new case follows an ended one of the same person."""


@pytest.mark.django_db
def test_each_reference_within_a_dossier_is_tied_to_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute(POINTING)
        pointing = set(cursor.fetchall())
        cursor.execute(TIED)
        tied = set(cursor.fetchall())
    assert pointing - tied == ACROSS
    assert {(tie.table, tie.column) for tie in TIES} == tied


def test_each_column_that_names_another_row_is_known() -> None:
    """Identifiers without a foreign key are looked for within the own dossier only; a new one is thought about."""
    loose = {
        f"{model._meta.db_table}.{field.column}"
        for model, protection in tables()
        if protection.kind.value == "protected"
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "UUIDField" and not field.primary_key
    }
    assert loose == {
        "access_consentscope.consent_id",
        "access_grant.origin_id",
        "access_grant.seat_id",
        "cases_closing.letter_document_id",
        "cases_handover.why_id",
        "plans_goal.line",
        "plans_measure.goal_line",
        "plans_measure.line",
        "plans_serviceorder.measure_line",
        "tasks_task.instance_id",
        "tasks_task.subject_id",
        "timeline_event.subject_id",
    }


def _filled() -> UUID:
    """A case that has rows in every table: planned, taken stock of, renewed, reported, closed, with a document."""
    dossier_id = plan_scene.signed()
    plan.accept_part(actor=become("iv.contact"), dossier_id=dossier_id, answer=Answer.YES)
    plan_scene.validate(dossier_id)
    manager = become(plan_scene.MANAGER)
    stocktake.record(
        actor=manager,
        dossier_id=dossier_id,
        kind=StockTakingKind.PERSON,
        held_on=TODAY,
        progress=Progress.ON_TRACK,
    )
    filed = file(
        actor=manager,
        dossier_id=dossier_id,
        kind=DocumentKind.OTHER,
        title="A letter",
        file_name="letter.txt",
        content=b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        dated_on=TODAY,
    )
    privacy.show(actor=manager, document_id=filed.id, shown=True)
    told = Told(kind=InformalKind.EXCHANGE, partner_id=institution("IV").id, subject="Rent", occurred_on=TODAY)
    called = contact.log(actor=manager, told=told, dossier_id=dossier_id)
    promote(actor=manager, contact=called, case_dossier_id=dossier_id)
    change.event(actor=manager, dossier_id=dossier_id, on=TODAY, what="health")
    change.decide(actor=manager, dossier_id=dossier_id, on=TODAY, change=False)
    handing_over.propose(
        actor=become("regional"), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY, talk_on=TODAY
    )
    meeting_scene.held(meeting_scene.seated(meeting_scene.arranged(dossier_id, held_on=TODAY)))
    scene.report(dossier_id, result=Result.INTEGRATED, reason="integrated")
    close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    return dossier_id


@pytest.mark.django_db(transaction=True)
def test_a_parent_of_another_dossier_is_refused_like_one_that_does_not_exist(cluster: Cluster) -> None:
    with transaction.atomic():
        one, other = _filled(), _filled()
    with cluster.connect(str(connection.settings_dict["NAME"]), SUPERUSER) as above:
        for tie in TIES:
            refusals = [
                _refusal(above, tie, one, parent) for parent in (FIRST.format(tie=tie, dossier=other), f"'{uuid4()}'")
            ]
            assert refusals == [tie.name] * 2, tie


def _refusal(above: psycopg.Connection[tuple[object, ...]], tie: belonging.Tie, dossier: UUID, parent: str) -> str:
    """The constraint that refuses the first row of a dossier another parent, asked beyond all policies and guards."""
    try:
        with above.transaction(force_rollback=True):
            above.execute(f"ALTER TABLE {tie.table} DISABLE TRIGGER USER")
            above.execute("SET LOCAL session_replication_role = replica")
            if tie.table not in PARENTS:  # else the row that hangs on the other parent already would stand in the way
                above.execute(f"DELETE FROM {tie.table} WHERE dossier_id <> '{dossier}'")
            above.execute("SET LOCAL session_replication_role = origin")
            changed = above.execute(
                f"UPDATE {tie.table} SET {tie.column} = {parent} WHERE ctid = "
                f"(SELECT ctid FROM {tie.table} WHERE dossier_id = '{dossier}' LIMIT 1) AND {parent} IS NOT NULL"
            )
            assert changed.rowcount == 1, f"nothing to try {tie} on"
    except (psycopg.errors.ForeignKeyViolation, psycopg.errors.CheckViolation) as refused:
        return str(refused.diag.constraint_name)
    return "accepted"
