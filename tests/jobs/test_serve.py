"""`ciiz serve` refuses every configuration that would open data, with the reason."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import override_settings

from ciiz.foundation.postgres.cluster import SUPERUSER
from ciiz.foundation.postgres.roles import OWNER
from ciiz.jobs.serve import objections
from tests.harness.databases import connected_as

Connection = psycopg.Connection[tuple[object, ...]]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _secret() -> Iterator[None]:
    with override_settings(SECRET_KEY="a test's own secret key, long enough"):
        yield


def test_with_the_pages_role_a_protected_and_migrated_database_it_serves() -> None:
    assert objections() == []


@pytest.mark.parametrize("secret", ["unset: `ciiz serve` refuses", "short"])
def test_without_a_secret_key_it_refuses(secret: str) -> None:
    with override_settings(SECRET_KEY=secret):
        assert "CIIZ_SECRET_KEY" in objections()[0]


@pytest.mark.parametrize("role", [OWNER, SUPERUSER])
def test_as_a_role_that_steps_around_policies_it_refuses(role: str) -> None:
    with connected_as(role):
        assert f"role {role} can step around row-level security" in objections()[0]


def test_as_a_role_that_bypasses_policies_it_refuses() -> None:
    with connected_as(SUPERUSER), connection.cursor() as cursor:
        cursor.execute("create role ciiz_probe login bypassrls")
    try:
        with connected_as("ciiz_probe"):
            assert "ciiz_probe can step around" in objections()[0]
    finally:
        with connected_as(SUPERUSER), connection.cursor() as cursor:
            cursor.execute("drop role ciiz_probe")


def test_with_pending_migrations_it_refuses(owner_connection: Connection) -> None:
    owner_connection.execute("delete from django_migrations where app = 'foundation' and name = '0003_mail'")
    assert "migrations are pending" in objections()[0]


def test_with_a_privilege_too_many_it_refuses(owner_connection: Connection) -> None:
    owner_connection.execute("grant delete on access_dossier to ciiz_app")
    assert "not protected as declared" in objections()[0]


def test_with_a_policy_too_few_it_refuses(owner_connection: Connection) -> None:
    owner_connection.execute("alter table access_dossier no force row level security")
    assert "not protected as declared" in objections()[0]


def test_without_a_database_it_refuses() -> None:
    place = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        assert "does not answer" in objections()[0]
    finally:
        connection.settings_dict["HOST"] = place
