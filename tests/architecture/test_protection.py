"""The database has exactly the protection that the models declare, and a change of it is noticed."""

import pytest
from django.db import connection

from ciiz.foundation.db import protect
from ciiz.foundation.db.protection import Kind
from ciiz.foundation.postgres.roles import APP, OWNER
from tests.harness.databases import connect_django, running_cluster

pytestmark = pytest.mark.django_db(transaction=True)


def _become(user: str) -> None:
    connect_django(running_cluster(), str(connection.settings_dict["NAME"]), user)


def test_the_pages_find_the_declared_protection() -> None:
    assert protect.verified()


def test_the_owner_finds_no_difference() -> None:
    _become(OWNER)
    assert protect.differences() == []


@pytest.mark.parametrize(
    "tampering",
    [
        "ALTER POLICY ciiz_app_read ON access_dossier USING (true)",
        "DROP POLICY ciiz_app_read ON access_grant",
        "ALTER TABLE timeline_event NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE timeline_event DISABLE ROW LEVEL SECURITY",
        "GRANT DELETE ON timeline_event TO ciiz_app",
        "GRANT UPDATE (dossier_id) ON timeline_event TO ciiz_app",
        "ALTER TABLE timeline_event DISABLE TRIGGER audit_record",
        "CREATE OR REPLACE FUNCTION access_dossier_exists(dossier uuid) RETURNS boolean LANGUAGE sql STABLE "
        "SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT false'",
        "ALTER FUNCTION access_derive(uuid[]) RESET ALL",
        "SET ROLE ciiz_audit; GRANT EXECUTE ON FUNCTION audit.seal() TO ciiz_app; RESET ROLE",
    ],
)
def test_each_weakening_of_the_protection_is_noticed(tampering: str) -> None:
    _become(OWNER)
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    found = protect.differences()
    _become(APP)
    assert found
    assert not protect.verified()


INDEXES = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, i.indisunique,
       array_agg(a.attname || ' ' || o.opcname ORDER BY k.place)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
JOIN pg_opclass o ON o.oid = i.indclass[k.place - 1]
WHERE c.relrowsecurity AND i.indpred IS NULL AND k.place <= i.indnkeyatts
GROUP BY 1, 2, 3
"""


def _indexes() -> dict[str, dict[str, tuple[bool, list[str]]]]:
    """Table with row-level security → its whole indexes: whether unique, columns in order with how each is sorted."""
    found: dict[str, dict[str, tuple[bool, list[str]]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        for table, name, unique, columns in cursor.fetchall():
            found.setdefault(table, {})[name] = (unique, columns)
    return found


def test_the_rows_of_a_dossier_are_found_by_an_index_in_every_table() -> None:
    leads = {table: {columns[0].split()[0] for _, columns in held.values()} for table, held in _indexes().items()}
    with_dossier = {
        model._meta.db_table
        for model, protection in protect.tables()
        if protection.kind is Kind.PROTECTED and "dossier_id" in {f.column for f in model._meta.concrete_fields}
    }
    assert len(with_dossier) > 30
    assert {table for table in with_dossier if "dossier_id" not in leads.get(table, set())} == set()


def test_no_index_does_what_a_longer_one_does_as_well() -> None:
    doubled = [
        name
        for held in _indexes().values()
        for name, (unique, columns) in held.items()
        if not unique and any(longer[: len(columns)] == columns for other, (_, longer) in held.items() if other != name)
    ]
    assert doubled == []
