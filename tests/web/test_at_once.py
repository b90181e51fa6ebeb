"""Two copies of a form at the same moment, and a database that goes away for real: nothing twice, nothing lost."""

import threading
import uuid
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client, override_settings
from django.urls import path

from ciiz.domain.access.public import found
from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.web.shell.submissions import new_key
from config import urls as real
from tests.worlds import TODAY, membership

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.test_at_once"),
    pytest.mark.filterwarnings("ignore:Overriding setting"),
]
both_are_here = threading.Barrier(2, timeout=20)


def found_slowly(request: Any) -> HttpResponse:
    """Has its effect so slowly that the other copy comes meanwhile."""
    dossier = found(actor=request.actor, opened_on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3)")
    return redirect(f"/?made={dossier.id}")


def say(request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


handler500 = real.handler500
urlpatterns = [*real.urlpatterns, path("t/found/", found_slowly), path("t/say/", say)]


@override_settings(TOTP_REQUIRED=False)
def test_two_copies_at_the_same_moment_have_one_effect_and_one_answer(owner_connection: Any) -> None:
    user = membership("rav.front").user
    key = new_key(user.pk)
    answers: list[str] = []
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)

    def send(client: Client) -> None:
        try:
            both_are_here.wait()
            answers.append(client.post("/t/found/", {"submission": key}).headers["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2
    assert len(set(answers)) == 1
    (dossier,) = owner_connection.execute("SELECT id FROM access_dossier").fetchone()
    assert uuid.UUID(answers[0].partition("=")[2]) == dossier
    assert owner_connection.execute("SELECT count(*) FROM access_dossier").fetchone() == (1,)


@override_settings(TOTP_REQUIRED=False)
def test_a_server_that_ended_the_connections_is_asked_again(cluster: Cluster) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(membership("rav.front").user)
    assert client.get("/t/say/").content == b"here"
    with cluster.connect(connection.settings_dict["NAME"], SUPERUSER) as direct:
        direct.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    gone = client.get("/t/say/", headers={"accept-language": "de"})
    assert (gone.status_code, gone["Retry-After"]) == (503, "10")
    assert "Die Datenbank ist nicht erreichbar" in gone.content.decode()
    close_old_connections()  # what a server does between two requests
    assert client.get("/t/say/").content == b"here"
