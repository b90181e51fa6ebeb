"""Commands on a database say what it lacks before they do anything."""

import pytest
from django.db import connection

from ciiz.foundation.postgres.roles import OWNER
from ciiz.jobs.database import NotMigrated, migrate, objections_to_serving, require_schema
from ciiz.jobs.demo_start import prepare
from tests.harness.databases import connected_as


@pytest.mark.django_db(transaction=True)
def test_a_database_older_than_the_programme_is_named() -> None:
    with connected_as(OWNER):
        require_schema()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'timeline'")
        with pytest.raises(NotMigrated, match="1 migrations are pending"):
            require_schema()
    assert "pending" in objections_to_serving()[0]


@pytest.mark.django_db(transaction=True)
def test_a_demo_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with connected_as(OWNER):
        migrate(quiet=True)
        assert prepare(0, "en") == 0
        monkeypatch.setattr("ciiz.jobs.database._mark", lambda: "another")
        with pytest.raises(NotMigrated, match="make resetdb"):
            prepare(0, "en")
