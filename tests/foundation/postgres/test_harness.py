"""The harness that all other tests stand on."""

import socket

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.template import engines


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_committing_test_has_a_database_of_its_own(turn: int) -> None:
    assert connection.settings_dict["NAME"].endswith("_own")
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_an_ordinary_test_runs_in_a_transaction_on_the_workers_database() -> None:
    assert not connection.settings_dict["NAME"].endswith("_own")
    assert connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_the_owner_commits_is_seen_and_gone_in_the_next_test(
    turn: int, owner_connection: psycopg.Connection[tuple[object, ...]]
) -> None:
    owner_connection.execute("grant select on django_content_type to ciiz_app")
    assert not ContentType.objects.filter(app_label="probe").exists()
    owner_connection.execute("insert into django_content_type (app_label, model) values ('probe', 'probe')")
    assert ContentType.objects.filter(app_label="probe").exists()


def test_the_network_is_closed() -> None:
    with pytest.raises(PermissionError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 80)


def test_an_undefined_variable_in_a_template_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="no_such_variable"):
        engines["django"].from_string("{{ no_such_variable }}").render({})
