"""The database has exactly the protection that the models declare, and a change of it is noticed."""

import pytest
from django.db import connection

from ciiz.foundation.db import protect
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
