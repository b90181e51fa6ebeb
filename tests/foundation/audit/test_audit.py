"""Writes and readings leave a trace that nobody can change without being noticed."""

import time
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ciiz.domain.access.public import found
from ciiz.domain.persons.public import enter_person
from ciiz.foundation import reading
from tests.worlds import TODAY, act

pytestmark = pytest.mark.django_db(transaction=True)


def _write() -> Any:
    with act("rav.front") as actor:
        return found(actor=actor, opened_on=TODAY)


def _seal(owner_connection: Any) -> None:
    """Seals all that was written; the sealer waits for every transaction of the server, those of other tests too."""
    for _ in range(600):
        owner_connection.execute("SELECT audit.seal()")
        if owner_connection.execute(
            "SELECT (SELECT count(*) FROM audit.entry) = coalesce(sum(entries), 0) FROM audit.block"
        ).fetchone()[0]:
            return
        time.sleep(0.1)
    raise AssertionError("not all was sealed within a minute")


def test_every_write_of_a_transaction_is_recorded_with_its_actor(owner_connection: Any) -> None:
    dossier = _write()
    rows = owner_connection.execute(
        "SELECT relation, action, actor, role FROM audit.entry WHERE dossier_id = %s ORDER BY id", [dossier.id]
    ).fetchall()
    assert [(row[0], row[1]) for row in rows] == [
        ("access_participation", "I"),
        ("access_dossier", "I"),
        ("access_participation", "I"),
    ]
    assert all(row[2].startswith("membership:") and row[3] == "ciiz_app" for row in rows)


def test_raw_sql_is_recorded_too(owner_connection: Any) -> None:
    dossier = _write()
    with act("rav.front") as actor:
        identity = {"family_name": "Probe", "given_names": "Anna"}
        person = enter_person(actor=actor, dossier_id=dossier.id, identity=identity)
    with act("rav.front"), connection.cursor() as cursor:
        cursor.execute("UPDATE persons_person SET town = 'Visp'")
    changed = owner_connection.execute(
        "SELECT columns FROM audit.entry WHERE row_id = %s AND action = 'U'", [str(person.id)]
    ).fetchall()
    assert changed == [(["town"],)]


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM audit.entry", "DELETE FROM audit.entry", "SELECT audit.seal()", "TRUNCATE audit.reading"]
)
def test_the_pages_cannot_touch_the_record(sql: str) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("table", "column"), [("entry", "actor"), ("reading", "actor"), ("block", "digest")])
def test_not_even_the_owner_changes_the_record(owner_connection: Any, table: str, column: str) -> None:
    _write()
    with reading.scope("page test") as scope:
        scope.actor = "membership:1"
        reading.register([_write().id], "basic")
        reading.write(scope)
    owner_connection.execute("SET ROLE ciiz_audit")
    _seal(owner_connection)
    for sql in (
        f"UPDATE audit.{table} SET {column} = {column}",
        f"DELETE FROM audit.{table}",
        f"TRUNCATE audit.{table} CASCADE",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner_connection.execute(sql)


def test_readings_are_written_in_one_insert(owner_connection: Any) -> None:
    dossiers = [_write().id for _ in range(3)]
    with reading.scope("page list") as scope:
        scope.actor = "membership:1"
        reading.register(dossiers, "basic")
        reading.register(dossiers[:1], "health", "consent")
        reading.write(scope)
    rows = owner_connection.execute("SELECT dossier_id, door, categories FROM audit.reading ORDER BY id").fetchall()
    assert rows[0] == (dossiers[0], "page list", ["basic", "health"])
    assert len(rows) == 3


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit.entry SET actor = 'membership:0' WHERE id = 2",
        "DELETE FROM audit.entry WHERE id = 2",
        "UPDATE audit.block SET digest = '\\x00' WHERE id = 1",
        "DELETE FROM audit.block WHERE id = 1",
        "UPDATE audit.payload SET payload = '{}' WHERE entry_id = 1",
        "INSERT INTO audit.entry (txid, actor, role, action, relation, row_id, columns, digest) "
        "SELECT txid, actor, role, action, relation, row_id, columns, digest FROM audit.entry WHERE id = 1",
    ],
)
def test_tampering_with_what_is_sealed_is_found(owner_connection: Any, tampering: str) -> None:
    for _ in range(3):
        _write()
        owner_connection.execute("SET ROLE ciiz_audit")
        _seal(owner_connection)
    assert owner_connection.execute("SELECT fault FROM audit.verify()").fetchone() == (None,)
    for table in ("entry", "block", "payload"):
        owner_connection.execute(f"ALTER TABLE audit.{table} DISABLE TRIGGER USER")
    if "DELETE FROM audit.entry" in tampering:
        owner_connection.execute("DELETE FROM audit.payload WHERE entry_id = 2")
    owner_connection.execute(tampering)
    assert owner_connection.execute("SELECT fault FROM audit.verify()").fetchone() != (None,)


def test_values_erased_by_order_do_not_break_the_chain_and_the_order_stays(owner_connection: Any) -> None:
    dossier = _write()
    owner_connection.execute("SET ROLE ciiz_audit")
    owner_connection.execute("SELECT audit.erase(%s, NULL)", [dossier.id])
    _seal(owner_connection)
    assert owner_connection.execute("SELECT fault FROM audit.verify()").fetchone() == (None,)
    orders = owner_connection.execute("SELECT actor, dossier_id, payloads FROM audit.erasure").fetchall()
    assert orders == [("database", dossier.id, 3)]


def test_values_that_are_gone_without_an_order_are_found(owner_connection: Any) -> None:
    _write()
    owner_connection.execute("SET ROLE ciiz_audit")
    _seal(owner_connection)
    owner_connection.execute("DELETE FROM audit.payload")
    assert owner_connection.execute("SELECT fault FROM audit.verify()").fetchone() == ("value of entry 1",)
