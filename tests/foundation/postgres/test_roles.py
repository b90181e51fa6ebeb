"""What the roles can and cannot do."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.roles import CLUSTER_SQL, DATABASE_SQL, administrator_sql

Connection = psycopg.Connection[tuple[object, ...]]


def one(query: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    assert row is not None
    return tuple(row)


@pytest.mark.django_db
def test_tests_connect_as_the_app_role_which_cannot_bypass_policies() -> None:
    query = "select current_user, session_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
    assert one(query) == ("ciiz_app", "ciiz_app", False, False)


@pytest.mark.django_db
def test_the_app_role_owns_nothing() -> None:
    assert one("select count(*) from pg_class where relowner = 'ciiz_app'::regrole") == (0,)
    assert one("select count(*) from pg_proc where proowner = 'ciiz_app'::regrole") == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "create table public.mine (x int)",
        "create schema mine",
        "set role ciiz_owner",
        "set role ciiz_audit",
        "set role ciiz_worker",
        "create role mine",
        "alter role ciiz_app bypassrls",
        "copy (select 1) to program 'true'",
    ],
)
def test_the_app_role_is_refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        one(statement)


@pytest.mark.django_db
def test_the_worker_may_act_as_the_app_but_not_as_owner(
    worker_connection: Connection,
) -> None:
    worker_connection.execute("set local role ciiz_app")
    assert worker_connection.execute("select current_user, session_user").fetchone() == ("ciiz_app", "ciiz_worker")
    worker_connection.execute("reset role")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        worker_connection.execute("set role ciiz_owner")


@pytest.mark.django_db(transaction=True)
def test_the_owner_may_create_objects_of_the_audit_role(
    owner_connection: Connection,
) -> None:
    owner_connection.execute("set role ciiz_audit; create table audit.probe (x int)")
    owner = owner_connection.execute("select relowner::regrole::text from pg_class where oid = 'audit.probe'::regclass")
    assert owner.fetchone() == ("ciiz_audit",)


def test_the_sql_for_roles_may_be_run_again(cluster: Cluster) -> None:
    cluster.make_roles()
    cluster.make_database("repeated")
    cluster.make_database("repeated")
    cluster.drop_database("repeated")


def test_the_administrators_sql_holds_everything_and_no_password() -> None:
    printed = administrator_sql()
    assert CLUSTER_SQL in printed
    assert DATABASE_SQL in printed
    assert "password '" not in printed
