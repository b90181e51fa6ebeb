"""Commands on a database say what it lacks before they do anything."""

import pytest
from django.db import connection

from ciiz.foundation.postgres.roles import OWNER
from ciiz.jobs.database import NotMigrated, objections_to_serving, require_schema
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
